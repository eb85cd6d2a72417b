// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solvers/piecewise_affine/dense_projection.h"

#include <utility>

namespace basin {

double DenseProjection::refresh_operations() const {
    const auto n = static_cast<double>(layout_.shape.hidden);
    const auto K = static_cast<double>(layout_.shape.regressors());
    const auto N = static_cast<double>(layout_.parameters());
    return (static_cast<double>(layout_.steps) * n * n * K * (4 * n + 2 * K) + N * N * N) / 4;
}

double DenseProjection::operations() const {
    const auto N = static_cast<double>(layout_.parameters());
    return 2 * N * N;
}

void DenseProjection::add_rows(StepModel& model, Index first, Matrix& gram) {
    for (auto i = static_cast<std::size_t>(first); i < bounds().size(); ++i) {
        model.GH.setZero(model.H.rows(), model.H.cols());
        model.GU.setZero(model.H.rows(), model.H.cols());
        model.GV.setZero(model.A.rows(), model.H.cols());
        model.GU.data()[bounds()[i]] = 1;
        Row row;
        model.adjoint(row.row);
        preconditioner_.apply(row.row, row.conditioned);
        rows_.push_back(std::move(row));
        for (std::size_t j = 0; j <= i; ++j)
            gram(static_cast<Index>(i), static_cast<Index>(j)) = rows_[i].row.dot(rows_[j].conditioned);
    }
}

void DenseProjection::values(StepModel&, const Vector& z, Vector& values) {
    for (std::size_t i = 0; i < rows_.size(); ++i) values[static_cast<Index>(i)] = rows_[i].row.dot(z);
}

void DenseProjection::subtract(StepModel&, const Vector& factors, Vector* r, Vector& z) {
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        const double factor = factors[static_cast<Index>(i)];
        z -= factor * rows_[i].conditioned;
        if (r != nullptr) *r -= factor * rows_[i].row;
    }
}

}  // namespace basin
