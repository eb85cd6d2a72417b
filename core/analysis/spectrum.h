// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "core/problems/problem.h"

namespace basin {

/// All eigenvalues of a Hessian, exact to rounding (math.md 5).
struct Spectrum {
    Vector eigenvalues;   // d, ascending
    Matrix eigenvectors;  // d x d, columns in the same order
};

/// The spectrum of Hess L(x), x (d); nothing where the Hessian is not finite.
std::optional<Spectrum> hessian_spectrum(const Problem& problem, const Vector& x);

}  // namespace basin
