// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/free_directions.h"

namespace basin {

namespace {

constexpr double no_direction = 1e-11;  // of rows of length 1

}  // namespace

FreeDirections::FreeDirections(const Matrix& rows) : n_(rows.cols()) {
    if (rows.size() == 0) return;
    Matrix columns = rows.transpose();
    for (Index k = 0; k < columns.cols(); ++k) columns.col(k).stableNormalize();
    qr_.setThreshold(no_direction);
    qr_.compute(columns);
    rank_ = qr_.rank();
}

Matrix FreeDirections::span() const {
    if (rank_ == 0) return Matrix(n_, 0);
    return qr_.householderQ() * Matrix::Identity(n_, rank_);
}

Matrix FreeDirections::basis() const {
    if (rank_ == 0) return Matrix::Identity(n_, n_);
    const Matrix Q = qr_.householderQ();
    return Q.rightCols(n_ - rank_);
}

void FreeDirections::out(const Vector& z, Vector& d) const {
    d.setZero(n_);
    d.tail(n_ - rank_) = z;
    if (rank_ > 0) d.applyOnTheLeft(qr_.householderQ());
}

void FreeDirections::in(const Vector& g, Vector& z) const {
    if (rank_ == 0) {
        z = g;
        return;
    }
    const Vector turned = qr_.householderQ().adjoint() * g;
    z = turned.tail(n_ - rank_);
}

}  // namespace basin
