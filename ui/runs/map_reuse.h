// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "core/experiment/results.h"

namespace basin::ui {

/// The basin map of the last results, finished or not, when the next experiment asks for the very same one
/// (it does not depend on the start or on the solvers), else null.
std::shared_ptr<const BasinMap> reusableMap(const Results& last, const Experiment& next);

/// The same of its sweep, which does not depend on the present values of what it moves.
std::shared_ptr<const Sweep> reusableSweep(const Results& last, const Experiment& next);

}  // namespace basin::ui
