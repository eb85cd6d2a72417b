// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>

#include "core/experiment/results.h"

namespace basin {

/// The method that the theory of Newton's method is asked about: the first approximate-newton of the
/// experiment, else newton.
SolverSpec method_of_theory(const Experiment& experiment);

/// The run that it speaks of: of the first approximate-newton that has begun, else of the first newton.
std::optional<std::size_t> run_of_theory(const Results& results);

}  // namespace basin
