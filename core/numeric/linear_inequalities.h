// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "core/numeric/types.h"

namespace basin {

/// The vector lambda >= 0 (k) that minimises |target - generators lambda| (d x k; [Lawson, Hanson 1974]).
Vector nonnegative_least_squares(const Matrix& generators, const Vector& target);

/// The shortest x (n) with rows x >= bounds (m x n), to rounding of their own sizes; nothing where there is
/// none shorter than about 1e7 ([Lawson, Hanson 1974], chapter 23). Without rows, 0.
std::optional<Vector> least_distance(const Matrix& rows, const Vector& bounds);

/// A unit direction d (n) with rows d > 0, every row by more than 1e-7 of its length; nothing where there is
/// none. Rows are not 0.
std::optional<Vector> direction_into(const Matrix& rows);

}  // namespace basin
