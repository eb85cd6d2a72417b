// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "core/solvers/solver.h"

namespace basin::ui {

class RunModel;

/// What is being seen, in two or three sentences for people who are no specialists.
QString explainRun(const RunModel& model);

/// How a run ended, and what to change when it ended badly: one sentence each.
QString explainTermination(const QString& solver, Termination termination, Index iterations);

/// The words the explanations use, with what they mean; for tooltips and the help page.
struct GlossaryEntry {
    QString word;
    QString meaning;
};
QList<GlossaryEntry> glossary();

}  // namespace basin::ui
