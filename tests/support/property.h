// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdlib>
#include <iostream>
#include <rapidcheck.h>
#include <string>
#include <utility>

namespace basin::test {

/// Whether the property holds in that many cases. They are drawn from a fixed seed, so that every run checks
/// the same ones; RC_PARAMS in the environment draws others. A failure prints the smallest case found and
/// how to repeat it.
template <class Property>
bool holds(const std::string& description, int cases, Property&& property) {
    rc::detail::TestMetadata metadata;
    metadata.id = metadata.description = description;
    rc::detail::TestParams params = rc::detail::configuration().testParams;
    if (!std::getenv("RC_PARAMS")) {
        params.seed = 1;
        params.maxSuccess = cases;
    }
    const auto result = rc::detail::checkTestable(std::forward<Property>(property), metadata, params);
    std::cerr << "- " << description << " (seed " << params.seed << "): ";
    rc::detail::printResultMessage(result, std::cerr);
    std::cerr << std::endl;
    return result.template is<rc::detail::SuccessResult>();
}

}  // namespace basin::test
