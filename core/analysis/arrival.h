// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/minimiser.h"
#include "core/problems/problem.h"

namespace basin {

/// How near to x* a run must end, in units of X, to count as one that reached it: what runs, basin maps and
/// radius trials go by.
inline constexpr double arrival_tolerance = 1e-6;

/// X (mathematics.md 1.6), the size of x (d) that lengths there are measured by, > 0. Where the problem
/// cannot tell it, as networks cannot, |x|, and at 0 the problem's own length.
double point_length(const Problem& problem, const Vector& x);

/// Whether x (d) is within arrival_tolerance of x*; length > 0 is X at x*. Not for a minimiser without x.
bool arrived_at(const Vector& x, const Minimiser& minimiser, double length);

}  // namespace basin
