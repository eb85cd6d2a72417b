// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "core/analysis/minimiser.h"
#include "core/numeric/random.h"
#include "core/problems/softmax_instance.h"
#include "core/problems/softmax_regression.h"

namespace basin::test {

/// A generated softmax regression whose minimiser has been found.
struct SoftmaxCase {
    std::unique_ptr<SoftmaxRegression> problem;  // knows its minimiser
    Minimiser minimiser;
};

inline SoftmaxCase softmax_case(const SoftmaxInstanceSpec& spec) {
    SoftmaxInstance instance = generate_softmax_instance(spec);
    SoftmaxCase made;
    made.problem = std::make_unique<SoftmaxRegression>(std::move(instance.data));
    made.minimiser = find_minimiser(*made.problem, instance.x_planted);
    if (made.minimiser.verified) made.problem->set_minimiser(made.minimiser.x, made.minimiser.low);
    return made;
}

/// x* + radius times a seeded uniform direction.
inline Vector start_at(const Minimiser& minimiser, double radius, std::uint64_t seed) {
    RandomStream stream(seed);
    return minimiser.x + radius * uniform_direction(stream, minimiser.x.size());
}

}  // namespace basin::test
