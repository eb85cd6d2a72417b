// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/numeric/types.h"

namespace basin {

/// A = Q diag(values) Q^T for symmetric A (d x d). Nothing is allocated after the first compute() of a size,
/// but for a few bytes by LAPACK itself; small matrices avoid LAPACK, because a call costs more than their
/// arithmetic.
class SymmetricEigen {
  public:
    enum class Wanted { values, values_and_vectors };

    /// Reads the lower triangle of A, d >= 1. Returns false when A is not finite or LAPACK does not converge;
    /// values() and vectors() are then unspecified. Gives up, as if it did not converge, where an
    /// Interruption asks for it.
    bool compute(const Matrix& A, Wanted wanted = Wanted::values_and_vectors);

    const Vector& values() const { return values_; }    // d, ascending
    const Matrix& vectors() const { return vectors_; }  // d x d, columns in the same order, orthonormal

  private:
    void compute_two(const Matrix& A);
    bool compute_small(const Matrix& A, Wanted wanted);
    bool compute_large(const Matrix& A, Wanted wanted);
    bool compute_in_stages(Wanted wanted);
    bool make_tridiagonal(Vector& off_diagonal, Vector& reflections);
    bool reflect(const Vector& reflections, Matrix& vectors);

    Vector values_;
    Matrix vectors_;
    std::vector<double> work_;
    std::vector<int> integer_work_;
};

/// An upper bound on the error of every eigenvalue that compute() found of A (d x d, both triangles), with
/// vectors: |A - Q diag(values) Q^T|_F and what Q lacks of being orthonormal (Weyl; Ostrowski), with the
/// rounding of computing these. About 4 d^3 operations.
double eigenvalue_error(const Matrix& A, const SymmetricEigen& eigen);

/// All eigenvalues of symmetric A (d x d), ascending; NaN when they cannot be computed.
void symmetric_eigenvalues(const Matrix& A, Vector& values);

}  // namespace basin
