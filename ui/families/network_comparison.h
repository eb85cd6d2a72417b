// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace basin::ui {

class RunModel;

/// What was proved where a run on a network ended, and what the best one reached, in one sentence; empty
/// before a run has ended.
QString compareNetworks(const RunModel& model);

}  // namespace basin::ui
