// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/problems/softmax_hessian.h"

#include "core/numeric/products.h"

namespace basin {

void SoftmaxHessian::assemble(const SoftmaxData& data, const HessianTerms& terms, Matrix& H) {
    const Index d = data.A1.cols();
    multiply_transposed(data.A1, terms.f, A1f_);
    multiply_transposed(data.A1, terms.q, A1q_);
    D_ = terms.q + terms.ridge;
    KA_.noalias() = -terms.z * A1f_.transpose();
    for (Index k = 0; k < d; ++k) {
        for (Index j = 0; j < data.A2.cols(); ++j)
            KA_.col(k) += (terms.f[j] * data.A1(j, k)) * data.A2.col(j);
    }
    H.resize(d, d);
    for (Index k = 0; k < d; ++k) {
        for (Index i = k; i < d; ++i) {
            H(i, k) = (data.A1.col(i).array() * D_.array() * data.A1.col(k).array()).sum() +
                      (KA_.col(i).array() * terms.weights.array() * KA_.col(k).array()).sum() -
                      (A1q_[i] * A1f_[k] + A1f_[i] * A1q_[k]);
            H(k, i) = H(i, k);
        }
    }
}

}  // namespace basin
