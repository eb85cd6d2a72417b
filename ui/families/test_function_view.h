// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/families/family_view.h"

namespace basin::ui {

/// Test functions in the window.
const FamilyView& testFunctionView();

ProblemControls makeTestFunctionControls(FieldBinder& binder);

}  // namespace basin::ui
