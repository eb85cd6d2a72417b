// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solvers/piecewise_affine/step_model.h"

#include <utility>

#include "core/numeric/strip_products.h"
#include "core/problems/elman_sweep.h"

namespace basin {

StepModel::StepModel(const PenaltyRnn& of)
    : problem(of),
      layout(of.layout()),
      lambda(of.training().lambdas.per_entry(layout.shape)),
      bounded(of.training().activation.kinked()),
      h0_(Vector::Zero(layout.shape.hidden)) {}

void StepModel::set(const Vector& at, const Vector& residual_rows, const Matrix& piece_signs) {
    const ElmanTraining& training = problem.training();
    segmented_.clear();
    z = at;
    rows = residual_rows;
    signs = piece_signs;
    const ConstWeights weights = weights_of(layout.shape, z.data());
    const ConstStates states = states_of(layout, std::as_const(z));
    W = weights.W;
    Wt = weights.W.transpose();
    A = weights.A;
    H = states.h;
    U = states.u;
    slopes.resizeLike(U);
    SH.resizeLike(U);
    training.activation.apply({U.data(), entries(U).size()}, entries(SH), entries(slopes), {});
    if (bounded) {
        const ElmanActivation& activation = training.activation;
        for (Index k = 0; k < U.size(); ++k) {
            if (U.data()[k] != 0 && !activation.piecewise_affine()) continue;
            slopes.data()[k] = signs.data()[k] > 0 ? activation.right_slope() : activation.left_slope();
        }
    }
    fill_regressors(training.series.X, h0_, H, regressors);
    g.setZero(layout.dimension());
    g.head(layout.parameters()) = 2 * lambda.cwiseProduct(z.head(layout.parameters()));
    states_of(layout, g).v = 2 / static_cast<double>(layout.steps) * (states.v - training.series.Y);
}

void StepModel::expect_many_sweeps() {
    if (!segmented_.ready() && SegmentedSweep::suits(layout.shape.hidden, layout.steps))
        segmented_.set(W, slopes);
}

void StepModel::forward(const Vector& s_theta, bool affine) {
    const ConstWeights d = weights_of(layout.shape, s_theta.data());
    SU.resizeLike(U);
    multiply_by_strips(d.WVb, regressors, SU);
    SH.setZero(H.rows(), H.cols());
    if (affine) {
        const ConstStates r = row_parts(layout, std::as_const(rows));
        SU -= r.u;
        SH = -r.h;
    }
    if (segmented_.ready()) {
        segmented_.run_linearised(SU, SH);
    } else {
        run_linearised({W.data(), W.rows(), W.cols()}, slopes, SU, SH);
    }
    SV.noalias() = A * SH;
    SV.noalias() += d.A * H;
    SV.colwise() += d.c;
    if (affine) SV -= row_parts(layout, std::as_const(rows)).v;
}

void StepModel::adjoint(Vector& product) {
    GH.noalias() += A.transpose() * GV;
    if (segmented_.ready()) {
        segmented_.run_adjoint(GH, GU);
    } else {
        run_adjoint(Wt, slopes, GH, GU);
    }
    product.resize(layout.parameters());
    MutableWeights part = parts_of(layout.shape, product.data());
    part.A.noalias() = GV * H.transpose();
    part.c = GV.rowwise().sum();
    multiply_by_strips(GU, regressors.transpose(), part.WVb);
}

void StepModel::linearised_rows(const Vector& s, Vector& out) {
    const ConstWeights d = weights_of(layout.shape, s.data());
    const ConstStates ds = states_of(layout, s);
    const Index later = layout.steps - 1;
    out = rows;
    MutableStates r = row_parts(layout, out);
    r.h += ds.h - slopes.cwiseProduct(ds.u);
    r.u += ds.u;
    r.u.noalias() -= d.WVb * regressors;
    r.u.rightCols(later).noalias() -= W * ds.h.leftCols(later);
    r.v += ds.v;
    r.v.noalias() -= d.A * H;
    r.v.noalias() -= A * ds.h;
    r.v.colwise() -= d.c;
}

void StepModel::transposed_rows(const Vector& y, Vector& product) {
    const ConstStates part = row_parts(layout, y);
    const Index later = layout.steps - 1;
    product.resize(layout.dimension());
    MutableWeights p = parts_of(layout.shape, product.data());
    p.A.noalias() = -part.v * H.transpose();
    p.c = -part.v.rowwise().sum();
    p.WVb.noalias() = -part.u * regressors.transpose();
    MutableStates s = states_of(layout, product);
    s.h = part.h;
    s.h.noalias() -= A.transpose() * part.v;
    s.h.leftCols(later).noalias() -= Wt * part.u.rightCols(later);
    s.u = part.u - slopes.cwiseProduct(part.h);
    s.v = part.v;
}

double StepModel::change(const Vector& s, double rho) {
    linearised_rows(s, linear_);
    return g.dot(s) + problem.penalty(linear_) - problem.penalty(rows) + rho / 2 * s.squaredNorm();
}

}  // namespace basin
