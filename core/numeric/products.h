// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/numeric/types.h"

namespace basin {

// Matrix-vector products for any size: own kernels while a BLAS call would cost more than the work, several
// threads where the matrix is large enough. Results do not depend on the number of threads. Outputs overlap
// no input; parts of matrices (columns, blocks) are not copied.

using MatrixInput = Eigen::Ref<const Matrix>;
using VectorInput = Eigen::Ref<const Vector>;
using VectorOutput = Eigen::Ref<Vector>;

/// y = A x; y has its size already.
void multiply_into(const MatrixInput& A, const VectorInput& x, VectorOutput y);
/// x = A^T y; x has its size already.
void multiply_transposed_into(const MatrixInput& A, const VectorInput& y, VectorOutput x);

/// The same, giving the output its size.
inline void multiply(const MatrixInput& A, const VectorInput& x, Vector& y) {
    y.resize(A.rows());
    multiply_into(A, x, y);
}
inline void multiply_transposed(const MatrixInput& A, const VectorInput& y, Vector& x) {
    x.resize(A.cols());
    multiply_transposed_into(A, y, x);
}

}  // namespace basin
