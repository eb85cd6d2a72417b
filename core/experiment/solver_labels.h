// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/experiment/solver_spec.h"

namespace basin {

struct Results;
struct SolverRun;

// What solvers are called: one rule for lists, legends, tables, sentences and files.

/// What sets one approximate Newton apart from another: "0.3", "stale 5", "sketch 0.4", "gauss-newton"; empty
/// for other solvers.
std::string knob_text(const SolverSpec& spec);
/// The solver in words, with its knob: "newton", "approximate-newton (stale 5)".
std::string solver_text(const SolverSpec& spec);

/// One label a solver, no two alike: its name; where others have the same name, with its knob and with the
/// parameters in which it differs from those of the same knob, or with its place among them where there are
/// none: "newton", "approximate-newton (0.3)", "adam (learning rate 0.01)", "newton (#2)". A parameter
/// `error` stands without its key. Solvers are of the catalogue.
std::vector<std::string> solver_labels(std::span<const SolverSpec> solvers);
/// The same of runs; of results as their experiment's solvers are called, so that a run keeps its label while
/// others have yet to begin.
std::vector<std::string> run_labels(const std::vector<SolverRun>& runs);
std::vector<std::string> run_labels(const Results& results);

/// The labels as parts of names of files, in letters, digits, dots and hyphens, no two alike: "newton",
/// "approximate-newton-0.3", "newton-2".
std::vector<std::string> solver_file_labels(std::span<const SolverSpec> solvers);
std::vector<std::string> run_file_labels(const Results& results);

}  // namespace basin
