// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/families/family_view.h"

namespace basin::ui {

/// Recurrent networks in the window.
const FamilyView& networkView();

ProblemControls makeNetworkControls(FieldBinder& binder);

}  // namespace basin::ui
