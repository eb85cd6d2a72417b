// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solvers/piecewise_affine/eliminated_outputs.h"

namespace basin {

bool EliminatedOutputs::set(const StepModel& model) {
    const Index n = model.H.rows();
    Matrix block = Matrix::Identity(n + 1, n + 1);
    block.topLeftCorner(n, n).noalias() += model.H * model.H.transpose();
    block.bottomLeftCorner(1, n) = model.H.rowwise().sum().transpose();
    block(n, n) += static_cast<double>(model.H.cols());
    // Some builds of LAPACK factorise NaN without complaint.
    return block.bottomRows(1).allFinite() && cholesky_.factorise(block);
}

void EliminatedOutputs::fit(const StepModel& model, const Vector* linear, double factor, Vector& x,
                            Matrix& GV) {
    const Index n = model.H.rows(), outputs = model.A.rows();
    MutableWeights at = parts_of(model.layout.shape, x.data());
    gradient_.resize(outputs, n + 1);
    gradient_.leftCols(n).noalias() = GV * model.H.transpose();
    gradient_.col(n) = GV.rowwise().sum();
    gradient_.leftCols(n) += at.A;
    gradient_.col(n) += at.c;
    if (linear != nullptr) {
        const ConstWeights more = weights_of(model.layout.shape, linear->data());
        gradient_.leftCols(n) += factor * more.A;
        gradient_.col(n) += factor * more.c;
    }
    for (Index j = 0; j < outputs; ++j) {
        row_ = gradient_.row(j);
        cholesky_.solve(row_, row_);
        gradient_.row(j) = row_;
    }
    at.A -= gradient_.leftCols(n);
    at.c -= gradient_.col(n);
    GV.noalias() -= gradient_.leftCols(n) * model.H;
    GV.colwise() -= gradient_.col(n);
}

void clear_outputs(const ElmanShape& shape, Vector& x) {
    x.head(shape.size_A()).setZero();
    x.tail(shape.outputs).setZero();
}

}  // namespace basin
