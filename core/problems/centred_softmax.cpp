// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/problems/centred_softmax.h"

#include <cmath>
#include <utility>

#include "core/numeric/interruption.h"

namespace basin {

namespace {

/// A mean where it is larger than the range of what it is the mean of, else 0: then subtracting it gains
/// nothing.
double common_part(double mean, double low, double high) {
    return std::isfinite(mean) && std::abs(mean) > high - low ? mean : 0;
}

}  // namespace

CentredSoftmax::CentredSoftmax(SoftmaxData data) : data_(std::move(data)), ridge_(data_.w.cwiseAbs2()) {
    ridge_sum_ = ridge_.sum();
    if (!data_.A1.is_sparse()) {
        data_.A1.transpose_times(ridge_, ridge_keys_);
        centre_keys();
    }
    centre_values();
}

void CentredSoftmax::centre_keys() {
    const Matrix& A1 = data_.A1.dense();
    Vector offset(A1.cols());
    for (Index k = 0; k < A1.cols(); ++k) {
        interruption_point();
        offset[k] = common_part(A1.col(k).mean(), A1.col(k).minCoeff(), A1.col(k).maxCoeff());
    }
    if (offset.isZero(0)) return;
    keys_ = DesignMatrix(Matrix(A1.rowwise() - offset.transpose()));
    key_offset_ = std::move(offset);
}

void CentredSoftmax::centre_values() {
    const Matrix& A2 = data_.A2;
    const Vector low = A2.rowwise().minCoeff(), high = A2.rowwise().maxCoeff(), mean = A2.rowwise().mean();
    Vector offset(A2.rows());
    for (Index i = 0; i < A2.rows(); ++i) offset[i] = common_part(mean[i], low[i], high[i]);
    if (offset.isZero(0)) return;
    values_ = A2.colwise() - offset;
    value_offset_ = std::move(offset);
}

}  // namespace basin
