// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/experiment/experiment.h"
#include "ui/panels/field_binder.h"

namespace basin::ui {

class ChecklistButton;

/// Which kinds of seeds are varied: of the start, of the problem, of what the solvers draw. Kinds that the
/// experiment has no seed of cannot be chosen. value gives the paths (core/experiment/seeds.h), or null.
ChecklistButton* makeSeedChecklist(FieldBinder& binder,
                                   std::function<std::vector<std::string>*(Experiment&)> value);

}  // namespace basin::ui
