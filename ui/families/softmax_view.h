// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/families/family_view.h"

namespace basin::ui {

/// Softmax regressions in the window.
const FamilyView& softmaxView();

ProblemControls makeSoftmaxControls(FieldBinder& binder);

/// The experiment that three given matrices belong to: the one shown, or the default where that is of another
/// family.
Experiment softmaxSource(const Experiment& shown);
/// What the matrices of such an experiment are used with.
SoftmaxInstanceSpec& softmaxInstance(Experiment& experiment);

}  // namespace basin::ui
