// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdexcept>
#include <string>

#include "core/numeric/printable.h"

namespace basin {

/// Input that cannot be used. what() is one sentence: "WHERE: what was found; what was expected".
/// WHERE is a file, a file with line or key ("trial.json: problem.n"), or an option. Whatever it quotes, the
/// sentence is printable().
class InputError : public std::runtime_error {
  public:
    InputError(const std::string& where, const std::string& problem)
        : std::runtime_error(printable(where.empty() ? problem : where + ": " + problem)) {}
};

}  // namespace basin
