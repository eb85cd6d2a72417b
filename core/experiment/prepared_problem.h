// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <stop_token>
#include <vector>

#include "core/analysis/minimiser.h"
#include "core/experiment/experiment.h"
#include "core/problems/elman_rnn.h"
#include "core/problems/penalty_rnn.h"

namespace basin {

/// Another form of the problem, of which the first unknowns are the problem's own, and where its runs start.
struct Formulation {
    std::shared_ptr<const Problem> problem;
    Vector start;
};

/// A problem with everything a solver needs to begin. Copies share the problem.
struct PreparedProblem {
    std::shared_ptr<Problem> problem;  // knows its minimiser when that is verified; (P) of a network
    Minimiser minimiser;
    Vector x0;                        // where runs start; theta of a network
    std::vector<Formulation> others;  // for solvers that do not take the problem itself

    /// The formulation that a solver takes, and its start.
    const Problem& problem_for(const Solver& solver) const;
    const Vector& start_for(const Solver& solver) const;
    /// Null where there is none to learn.
    std::shared_ptr<const ElmanSeries> series() const;
};

/// Reads or generates the data, finds x* and places the start. Throws InputError for unusable input.
PreparedProblem prepare(const Experiment& experiment, std::stop_token stop = {});

/// The same of an experiment that is known to be valid (Experiment::validate()).
PreparedProblem prepare_valid(const Experiment& experiment, std::stop_token stop = {});

/// The same of an earlier run of a valid experiment, whose minimiser and start are known.
PreparedProblem prepare_again(const Experiment& experiment, const Minimiser& minimiser, const Vector& x0);

/// Throws InputError for parts that the experiment asks for and the problem has not, before anything is
/// computed that would be lost.
void refuse_parts(const Experiment& experiment, const PreparedProblem& prepared);

/// Throws InputError for an experiment that run_experiment() refuses: makes the data and computes nothing.
void refuse_unusable(const Experiment& experiment);

}  // namespace basin
