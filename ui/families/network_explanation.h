// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include "core/solvers/solver.h"

namespace basin::ui {

class RunModel;

/// What is being seen of a run on a recurrent network, sentence by sentence; empty ones are left out by the
/// caller. playing: the run goes on, or is played again.
QStringList explainNetworkRun(const RunModel& model, bool playing);

/// How a run on a recurrent network ended, and what to change when it ended badly: one sentence each.
QString explainNetworkEnding(const QString& solver, Termination termination, Index iterations);

}  // namespace basin::ui
