// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "core/solvers/solver.h"

namespace basin {

/// What the words on the end of a run tell of it, in the units of its problem.
struct RunFacts {
    const IterationRecord& record;  // the last
    double start_objective;         // L at the start
    double seconds;                 // in the solver
    double gradient_tolerance;
    /// What the rule of mathematics.md 1.6 compares with the tolerance; nothing where it is no doubles. Asked
    /// only where the words tell it, for it may cost gradients.
    std::function<std::optional<double>()> relative_gradient;
};

// How a run ends, in one sentence each.

/// By a rule of the recorder.
std::string end_message(Termination termination, const RunFacts& run);
/// By a matrix (d x d, symmetric) that is not positive definite; name says which, note why, if that is known.
std::string indefinite_message(const Matrix& matrix, std::string_view name, Index iteration,
                               const std::string& note);
/// At x (d), where L is not finite: for the reason `overflow` if there is one, after `reached` iterations or
/// at the start. diverged: the run was climbing.
std::string not_finite_message(const Vector& x, const std::optional<std::string>& overflow,
                               std::optional<Index> reached, bool diverged);
/// By a stop request, before the start had been looked at.
std::string not_begun_message();
/// Because no step lowers L in double precision; more is added.
std::string no_descent_message(const RunFacts& run, const std::string& more);

}  // namespace basin
