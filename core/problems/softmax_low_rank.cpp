// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/problems/softmax_low_rank.h"

#include <algorithm>

#include <cblas.h>

#include "core/numeric/blas_threads.h"
#include "core/numeric/products.h"

namespace basin {

void add_low_rank_part(const LowRankFactors& factors, Matrix& H) {
    use_single_threaded_blas();
    const Matrix weighted = factors.weights->asDiagonal() * *factors.KA;
    H.noalias() += factors.KA->transpose() * weighted;
    H.noalias() -= *factors.A1q * factors.A1f->transpose();
    H.noalias() -= *factors.A1f * factors.A1q->transpose();
    // Exactly symmetric, as everything that reads one triangle expects.
    H.triangularView<Eigen::StrictlyUpper>() = H.transpose();
}

void SoftmaxLowRank::compute(const HessianTerms& terms) {
    use_single_threaded_blas();
    constexpr Index panel = 384;  // rows whose copies stay in a core's cache until they are multiplied
    const Matrix &A1 = data_.A1, &A2 = data_.A2;
    const auto m = static_cast<int>(A2.rows()), d = static_cast<int>(A1.cols());
    multiply_transposed(A1, terms.f, A1f_);
    multiply_transposed(A1, terms.q, A1q_);
    KA_.resize(m, d);
    times_f_.resize(panel, d);
    for (Index k = 0; k < d; ++k) KA_.col(k) = -A1f_[k] * terms.z;
    for (Index first = 0; first < A1.rows(); first += panel) {
        const Index count = std::min(panel, A1.rows() - first);
        times_f_.topRows(count).noalias() =
            terms.f.segment(first, count).asDiagonal() * A1.middleRows(first, count);
        cblas_dgemm(CblasColMajor, CblasNoTrans, CblasNoTrans, m, d, static_cast<int>(count), 1,
                    A2.data() + first * A2.rows(), m, times_f_.data(), static_cast<int>(panel), 1, KA_.data(),
                    m);
    }
}

}  // namespace basin
