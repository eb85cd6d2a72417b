// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solvers/piecewise_affine/condensed_preconditioner.h"

#include <algorithm>

#include <cblas.h>

#include "core/numeric/interruption.h"
#include "core/solvers/piecewise_affine/costs_to_go.h"

namespace basin {

namespace {

constexpr Index small_size = 128;  // up to here two triangular solves beat the product with the inverse
constexpr Index chunk_steps = 32;  // time steps that are summed by one matrix product

}  // namespace

void CondensedPreconditioner::add_chunk(const StepModel& model, Index first, Index count) {
    const Index n = model.W.rows(), outputs = model.A.rows(), K = model.regressors.rows(), wide = n * K;
    chunk_.resize(n * wide, count);
    output_chunk_.resize(outputs * wide, count);
    for (Index i = 0; i < count; ++i) {
        const Index t = first + i;
        if (t > 0) {
            next_.noalias() = model.slopes.col(t - 1).asDiagonal() * psi_;
            psi_.noalias() = model.W * next_;
        }
        const auto phi = model.regressors.col(t);
        const auto add_phi = [&](double factor) {
            for (Index k = 0; k < K; ++k) psi_.middleCols(k * n, n).diagonal().array() += factor * phi[k];
        };
        add_phi(0.5);
        Eigen::Map<Matrix>(chunk_.col(i).data(), n, wide).noalias() = costs_.middleCols(t * n, n) * psi_;
        add_phi(0.5);
        next_ = model.slopes.col(t).asDiagonal() * psi_;
        Eigen::Map<Matrix>(output_chunk_.col(i).data(), outputs, wide).noalias() = model.A * next_;
    }
    sums_.noalias() += chunk_ * model.regressors.middleCols(first, count).transpose();
    const Index last = output_sums_.cols() - 1;
    output_sums_.leftCols(last).noalias() += output_chunk_ * model.H.middleCols(first, count).transpose();
    output_sums_.col(last) += output_chunk_.rowwise().sum();
}

bool CondensedPreconditioner::assemble(const StepModel& model) {
    const ElmanShape& shape = model.layout.shape;
    const Index n = shape.hidden, outputs = shape.outputs, K = shape.regressors(), wide = n * K;
    const Index T = model.layout.steps, W0 = shape.offset_W(), c0 = shape.offset_c();
    costs_.resize(n, n * T);
    if (!visit_costs_to_go({model.A, model.W, model.slopes},
                           [&](Index t, const Matrix& S) { costs_.middleCols(t * n, n) = S; }))
        return false;
    psi_.setZero(n, wide);
    sums_.setZero(n * wide, K);
    output_sums_.setZero(outputs * wide, n + 1);
    const Interruption* interruption = Interruption::current();
    for (Index t = 0; t < T; t += chunk_steps) {
        if (interruption_point(interruption)) return false;
        add_chunk(model, t, std::min(chunk_steps, T - t));
    }

    matrix_.setIdentity(shape.parameters(), shape.parameters());
    auto inner = matrix_.block(W0, W0, wide, wide);
    for (Index k = 0; k < K; ++k) {
        const Eigen::Map<const Matrix> part(sums_.col(k).data(), n, wide);
        inner.middleRows(k * n, n) += part;
        inner.middleCols(k * n, n) += part.transpose();
    }
    const Matrix HH = model.H * model.H.transpose();
    const Vector sum = model.H.rowwise().sum();
    for (Index j = 0; j < outputs; ++j) {
        for (Index k = 0; k <= n; ++k) {
            // The row of A(j, k), or of c(j) for k = n.
            const Index row = k < n ? k * outputs + j : c0 + j;
            const Eigen::Map<const Matrix> part(output_sums_.col(k).data(), outputs, wide);
            matrix_.block(row, W0, 1, wide) = part.row(j);
            matrix_.block(W0, row, wide, 1) = part.row(j).transpose();
            for (Index l = 0; l < n; ++l) matrix_(row, l * outputs + j) += k < n ? HH(k, l) : sum[l];
            matrix_(row, c0 + j) += k < n ? sum[k] : static_cast<double>(T);
        }
    }
    return true;
}

bool CondensedPreconditioner::refresh(const StepModel& model) {
    size_ = 0;
    // Some builds of LAPACK factorise NaN without complaint.
    if (!assemble(model) || !matrix_.allFinite() || !factorise()) return false;
    size_ = matrix_.rows();
    return true;
}

bool CondensedPreconditioner::factorise() {
    const Index size = matrix_.rows();
    if (size <= small_size) return cholesky_.factorise(matrix_);
    Matrix inverse;
    if (!cholesky_.factorise(matrix_) || !cholesky_.invert(inverse)) return false;
    inverse_ = inverse.cast<float>();
    in_.resize(size);
    out_.resize(size);
    return true;
}

void CondensedPreconditioner::apply(const Vector& in, Vector& out) {
    if (size_ <= small_size) return cholesky_.solve(in, out);
    // Scaled, so that tiny residuals do not underflow in single precision.
    const double scale = in.lpNorm<Eigen::Infinity>();
    out.resize(size_);
    if (!(scale > 0)) return void(out = in);
    in_ = (in / scale).cast<float>();
    cblas_ssymv(CblasColMajor, CblasLower, static_cast<int>(size_), 1.0F, inverse_.data(),
                static_cast<int>(size_), in_.data(), 1, 0.0F, out_.data(), 1);
    out = scale * out_.cast<double>();
}

}  // namespace basin
