// SPDX-License-Identifier: GPL-3.0-or-later
// Compiled without contraction of a * b + c (core/CMakeLists.txt), so that every platform rounds alike.
#include "core/numeric/random_orthogonal.h"

#include <array>
#include <cmath>
#include <cstddef>

#include "core/numeric/interruption.h"

namespace basin {

namespace {

/// Summed in an order of its own: a library's depends on the machine.
double dot(const double* a, const double* b, Index n) {
    constexpr Index lanes = 8;
    std::array<double, lanes> sums{};
    Index i = 0;
    for (; i + lanes <= n; i += lanes)
        for (Index lane = 0; lane < lanes; ++lane)
            sums[static_cast<std::size_t>(lane)] += a[i + lane] * b[i + lane];
    double total = 0;
    for (const double sum : sums) total += sum;
    for (; i < n; ++i) total += a[i] * b[i];
    return total;
}

/// Takes from the column its parts along the first k of Q.
void orthogonalise(const Matrix& Q, Index k, double* column) {
    const Index n = Q.rows();
    for (Index j = 0; j < k; ++j) {
        const double* q = Q.col(j).data();
        const double share = dot(q, column, n);
        for (Index i = 0; i < n; ++i) column[i] -= share * q[i];
    }
}

}  // namespace

Matrix random_orthogonal(RandomStream& stream, Index n) {
    Matrix Q(n, n);
    fill_normal(stream, entries(Q));
    for (Index k = 0; k < n; ++k) {
        interruption_point();
        double* column = Q.col(k).data();
        // What cancels in the first pass is orthogonal only after a second.
        for (int pass = 0; pass < 2; ++pass) orthogonalise(Q, k, column);
        const double length = std::sqrt(dot(column, column, n));
        for (Index i = 0; i < n; ++i) column[i] /= length;
    }
    return Q;
}

}  // namespace basin
