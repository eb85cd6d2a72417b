// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "core/experiment/results.h"

namespace basin::ui {

class RunModel;

/// What is being seen, in two or three sentences for people who are no specialists.
QString explainRun(const RunModel& model);

/// How a run ended and what that place is, and what to change when it ended badly: one or two sentences.
QString explainEnd(const QString& solver, const SolverRun& run);

/// The same of the word alone: how a run ended, and what to change when it ended badly: one sentence each.
QString explainTermination(const QString& solver, Termination termination, Index iterations);

/// The words the explanations use, with what they mean; for tooltips and the help page.
struct GlossaryEntry {
    QString word;
    QString meaning;
};
QList<GlossaryEntry> glossary();

}  // namespace basin::ui
