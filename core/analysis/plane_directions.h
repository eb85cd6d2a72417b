// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <memory>
#include <span>

#include "core/problems/problem.h"

namespace basin {

/// Hessian eigenvectors for the largest and the smallest eigenvalue.
struct ExtremeDirections {
    Vector stiffest;  // d, or empty when it cannot be found
    Vector softest;
};
/// At x (d): by the whole spectrum up to d = 256, above by Lanczos.
ExtremeDirections extreme_directions(const Problem& problem, const Vector& x);

/// The two main directions of a cloud of points about an origin, by the singular value decomposition of the
/// matrix X of their differences from it: the left singular vectors of the two largest singular values.
struct PrincipalDirections {
    std::array<Vector, 2> directions;           // d, orthonormal; empty where the cloud has no extent
    std::array<double, 2> explained{0.0, 0.0};  // sigma_k^2 / |X|_F^2
};
/// points: matrices of one point a column (d x any count); columns that are not finite are left out.
PrincipalDirections principal_directions(std::span<const std::shared_ptr<const Matrix>> points,
                                         const Vector& origin);

}  // namespace basin
