// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solvers/piecewise_affine/step_kkt.h"

#include <utility>

#include "core/numeric/interruption.h"
#include "core/numeric/memory.h"

namespace basin {

namespace {

/// X <- S^{-1} B, column by column.
void solve_columns(const Cholesky& S, const Matrix& B, Matrix& X) {
    Vector column;
    X.resizeLike(B);
    for (Index j = 0; j < B.cols(); ++j) {
        column = B.col(j);
        S.solve(column, column);
        X.col(j) = column;
    }
}

}  // namespace

void StepKkt::require_fits_memory(const LiftedLayout& layout) {
    require_fits("interior point of piecewise-affine, 2 matrices of hidden x weights for each time step",
                 2 * layout.states(), layout.parameters());
}

/// With kappa = weights_u, P = slopes: from  kappa du + y_u - P y_h = b_u  and the rows of h and u,
///     [y_u; y_h] = [1/kappa + e_u, -P/kappa; -P/kappa, P^2/kappa + e_h]^{-1} (what h and theta leave).
/// The determinant is summed from terms of one sign: it does not cancel as the slacks go to 0.
void StepKkt::eliminate_states(const StepModel& model, const Matrix& weights_u, const Vector& slack) {
    const ConstStates e = row_parts(model.layout, slack);
    weights_u_ = weights_u;
    const auto kappa = weights_u_.array();
    const auto P = model.slopes.array();
    const Eigen::ArrayXXd det =
        e.h.array() / kappa + e.u.array() * P.square() / kappa + e.u.array() * e.h.array();
    row_uu_ = (P.square() / kappa + e.h.array()) / det;
    row_hu_ = P / kappa / det;
    row_hh_ = (1 / kappa + e.u.array()) / det;
    row_vv_ = 1 / (1 / rho_ + e.v.array());
}

Matrix StepKkt::diagonal_of(const StepModel& model, Index t) const {
    Matrix S = model.A.transpose() * row_vv_.col(t).asDiagonal() * model.A;
    S.diagonal() += row_hh_.col(t);
    S.diagonal().array() += rho_;
    if (t + 1 < model.layout.steps) S += model.Wt * row_uu_.col(t + 1).asDiagonal() * model.W;
    return S;
}

Matrix StepKkt::border_of(const StepModel& model, Index t) const {
    const ElmanShape& shape = model.layout.shape;
    const Index n = shape.hidden, W0 = shape.offset_W();
    Matrix B = Matrix::Zero(n, shape.parameters());
    const Matrix down = model.A.transpose() * row_vv_.col(t).asDiagonal();
    for (Index k = 0; k < n; ++k) B.middleCols(k * shape.outputs, shape.outputs) = model.H(k, t) * down;
    B.rightCols(shape.outputs) = down;
    for (Index k = 0; k < shape.regressors(); ++k)
        B.middleCols(W0 + k * n, n).diagonal() -= model.regressors(k, t) * row_hu_.col(t);
    if (t + 1 == model.layout.steps) return B;
    const Matrix next = model.Wt * row_uu_.col(t + 1).asDiagonal();
    for (Index k = 0; k < shape.regressors(); ++k)
        B.middleCols(W0 + k * n, n) += model.regressors(k, t + 1) * next;
    return B;
}

void StepKkt::add_theta_part(const StepModel& model, Index t, Matrix& M) const {
    const ElmanShape& shape = model.layout.shape;
    const Index n = shape.hidden, y = shape.outputs, W0 = shape.offset_W(), c0 = shape.offset_c();
    const auto phi = model.regressors.col(t);
    for (Index k = 0; k < phi.size(); ++k) {
        for (Index l = 0; l < phi.size(); ++l)
            M.block(W0 + k * n, W0 + l * n, n, n).diagonal() += phi[k] * phi[l] * row_uu_.col(t);
    }
    const auto place = [&](Index k) { return k < n ? k * y : c0; };
    const auto factor = [&](Index k) { return k < n ? model.H(k, t) : 1.0; };
    for (Index k = 0; k <= n; ++k) {
        for (Index l = 0; l <= n; ++l)
            M.block(place(k), place(l), y, y).diagonal() += factor(k) * factor(l) * row_vv_.col(t);
    }
}

bool StepKkt::factorise(const StepModel& model, double rho, const Matrix& weights_u, const Vector& slack) {
    const Index T = model.layout.steps, N = model.layout.parameters();
    rho_ = rho;
    eliminate_states(model, weights_u, slack);
    const auto count = static_cast<std::size_t>(T);
    blocks_.resize(count);
    couplings_.resize(count);
    borders_.resize(count);
    solved_.resize(count);
    Matrix M = rho * Matrix::Identity(N, N), S;
    const Interruption* interruption = Interruption::current();
    for (Index t = 0; t < T; ++t) {
        if (interruption_point(interruption)) return false;
        const auto i = static_cast<std::size_t>(t);
        S = diagonal_of(model, t);
        borders_[i] = border_of(model, t);
        if (t > 0) {
            const Matrix O = -(row_hu_.col(t).asDiagonal() * model.W);
            solve_columns(blocks_[i - 1], O.transpose(), couplings_[i]);
            S -= O * couplings_[i];
            borders_[i] -= O * solved_[i - 1];
        }
        if (!blocks_[i].factorise(S)) return false;
        solve_columns(blocks_[i], borders_[i], solved_[i]);
        add_theta_part(model, t, M);
        M.noalias() -= borders_[i].transpose() * solved_[i];
    }
    return theta_.factorise(M);
}

void StepKkt::solve(StepModel& model, const Vector& b, const Vector& c, Vector& ds, Vector& dy) {
    const LiftedLayout& layout = model.layout;
    const Index T = layout.steps, N = layout.parameters();
    const ConstStates bs = states_of(layout, b), cs = row_parts(layout, c);
    // What the multipliers would be with h and theta at rest, and what that asks of h and theta.
    const Matrix fu = bs.u.cwiseQuotient(weights_u_) - cs.u;
    const Matrix fh = -(cs.h + model.slopes.cwiseProduct(bs.u).cwiseQuotient(weights_u_));
    const Matrix fv = bs.v / rho_ - cs.v;
    const auto answer = [&](const Matrix& h, const Matrix& u, const Matrix& v, Vector& y) {
        y.resize(layout.rows());
        MutableStates part = row_parts(layout, y);
        part.h = row_hu_.cwiseProduct(u) + row_hh_.cwiseProduct(h);
        part.u = row_uu_.cwiseProduct(u) + row_hu_.cwiseProduct(h);
        part.v = row_vv_.cwiseProduct(v);
    };
    answer(fh, fu, fv, y0_);
    model.transposed_rows(y0_, reduced_);
    reduced_ = b - reduced_;

    MutableStates right = states_of(layout, reduced_);
    theta_part_ = reduced_.head(N);
    for (Index t = 0; t < T; ++t) {
        const auto i = static_cast<std::size_t>(t);
        if (t > 0) right.h.col(t) -= couplings_[i].transpose() * right.h.col(t - 1);
        theta_part_ -= solved_[i].transpose() * right.h.col(t);
    }
    theta_.solve(theta_part_, theta_part_);
    ds.setZero(layout.dimension());
    ds.head(N) = theta_part_;
    MutableStates d = states_of(layout, ds);
    for (Index t = T; t-- > 0;) {
        const auto i = static_cast<std::size_t>(t);
        block_ = right.h.col(t) - borders_[i] * theta_part_;
        blocks_[i].solve(block_, block_);
        if (t + 1 < T) block_ -= couplings_[i + 1] * d.h.col(t + 1);
        d.h.col(t) = block_;
    }
    model.linearised_rows(ds, linear_);
    linear_ -= model.rows;
    const ConstStates lin = row_parts(layout, std::as_const(linear_));
    answer(fh + lin.h, fu + lin.u, fv + lin.v, dy);
    const ConstStates y = row_parts(layout, std::as_const(dy));
    d.u = (bs.u - y.u + model.slopes.cwiseProduct(y.h)).cwiseQuotient(weights_u_);
    d.v = (bs.v - y.v) / rho_;
}

}  // namespace basin
