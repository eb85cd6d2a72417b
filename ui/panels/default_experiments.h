// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "core/experiment/experiment.h"
#include "ui/runs/family.h"

namespace basin::ui {

/// What the panel shows when a family is chosen for the first time: its first preset.
Experiment firstExperiment(Family family);

/// Where a network's series comes from and how large it is, in one line.
QString describeData(const ElmanProblemSpec& problem);

}  // namespace basin::ui
