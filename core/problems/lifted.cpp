// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/problems/lifted.h"

#include "core/problems/elman_sweep.h"

namespace basin {

namespace {

template <class Views, class Pointer>
Views make_views(const LiftedLayout& layout, Pointer states) {
    const Index h = layout.shape.hidden, y = layout.shape.outputs, T = layout.steps;
    return {{states, h, T}, {states + h * T, h, T}, {states + 2 * h * T, y, T}};
}

}  // namespace

ConstStates states_of(const LiftedLayout& layout, const Vector& z) {
    return make_views<ConstStates>(layout, z.data() + layout.offset_h());
}

MutableStates states_of(const LiftedLayout& layout, Vector& z) {
    return make_views<MutableStates>(layout, z.data() + layout.offset_h());
}

ConstStates row_parts(const LiftedLayout& layout, const Vector& rows) {
    return make_views<ConstStates>(layout, rows.data());
}

MutableStates row_parts(const LiftedLayout& layout, Vector& rows) {
    return make_views<MutableStates>(layout, rows.data());
}

Vector lift(const ElmanTraining& training, const Vector& theta) {
    const LiftedLayout layout = lifted_layout(training);
    const ConstWeights weights = weights_of(layout.shape, theta.data());
    Vector z(layout.dimension());
    z.head(theta.size()) = theta;
    Matrix U = (weights.V * training.series.X).colwise() + weights.b;
    Matrix H(U.rows(), U.cols());
    run_network(training.activation, weights.W, Vector::Zero(layout.shape.hidden), U, H);
    MutableStates states = states_of(layout, z);
    states.h = H;
    states.u = U;
    states.v = (weights.A * H).colwise() + weights.c;
    return z;
}

void residuals(const ElmanTraining& training, const Vector& z, Vector& rows) {
    const LiftedLayout layout = lifted_layout(training);
    const ConstWeights weights = weights_of(layout.shape, z.data());
    const ConstStates states = states_of(layout, z);
    rows.resize(layout.rows());
    MutableStates r = row_parts(layout, rows);
    const auto size = static_cast<std::size_t>(layout.states());
    training.activation.apply({states.u.data(), size}, {r.h.data(), size}, {}, {});
    r.h = states.h - r.h;
    const Index later = layout.steps - 1;
    r.u.noalias() = -weights.V * training.series.X;
    r.u.rightCols(later).noalias() -= weights.W * states.h.leftCols(later);
    r.u.colwise() -= weights.b;
    r.u += states.u;
    r.v.noalias() = -weights.A * states.h;
    r.v.colwise() -= weights.c;
    r.v += states.v;
}

double lifted_objective(const ElmanTraining& training, const Vector& z) {
    const LiftedLayout layout = lifted_layout(training);
    const Vector lambda = training.lambdas.per_entry(layout.shape);
    return (states_of(layout, z).v - training.series.Y).squaredNorm() / static_cast<double>(layout.steps) +
           lambda.dot(z.head(layout.parameters()).cwiseAbs2());
}

void residual_derivatives(const ElmanTraining& training, const Vector& z, const Vector& d, Vector& first,
                          Vector& second) {
    const LiftedLayout layout = lifted_layout(training);
    const ConstWeights at = weights_of(layout.shape, z.data()), along = weights_of(layout.shape, d.data());
    const ConstStates s = states_of(layout, z), ds = states_of(layout, d);
    first.resize(layout.rows());
    second.setZero(layout.rows());
    MutableStates r1 = row_parts(layout, first), r2 = row_parts(layout, second);
    for (Index k = 0; k < layout.states(); ++k) {
        const OneSided slope = training.activation.one_sided(s.u.data()[k], ds.u.data()[k], 0);
        r1.h.data()[k] = ds.h.data()[k] - slope.first;
        r2.h.data()[k] = -slope.second;
    }
    const Index later = layout.steps - 1;
    r1.u = (ds.u - along.V * training.series.X).colwise() - along.b;
    r1.u.rightCols(later) -= along.W * s.h.leftCols(later) + at.W * ds.h.leftCols(later);
    r2.u.rightCols(later) = -2 * along.W * ds.h.leftCols(later);
    r1.v = (ds.v - along.A * s.h - at.A * ds.h).colwise() - along.c;
    r2.v = -2 * along.A * ds.h;
}

}  // namespace basin
