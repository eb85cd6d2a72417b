// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/problems/constrained_rnn.h"

#include <utility>

namespace basin {

ConstrainedRnn::ConstrainedRnn(std::shared_ptr<const ElmanTraining> training)
    : training_(std::move(training)) {
    training_->validate();
}

double ConstrainedRnn::violation(const Vector& z) const {
    Vector rows;
    constraints(z, rows);
    return rows.lpNorm<Eigen::Infinity>();
}

Vector ConstrainedRnn::tangent(const Vector& z, const Vector& dtheta) const {
    const LiftedLayout where = layout();
    const ConstWeights at = weights_of(where.shape, z.data());
    const ConstWeights along = weights_of(where.shape, dtheta.data());
    const ConstStates s = states_of(where, z);
    Vector d(where.dimension());
    d.head(dtheta.size()) = dtheta;
    MutableStates ds = states_of(where, d);
    ds.u = (along.V * training_->series.X).colwise() + along.b;
    for (Index t = 0; t < where.steps; ++t) {
        if (t > 0) ds.u.col(t) += along.W * s.h.col(t - 1) + at.W * ds.h.col(t - 1);
        for (Index i = 0; i < where.shape.hidden; ++i)
            ds.h(i, t) = training_->activation.one_sided(s.u(i, t), ds.u(i, t), 0).first;
    }
    ds.v = (along.A * s.h + at.A * ds.h).colwise() + along.c;
    return d;
}

bool ConstrainedRnn::in_tangent_cone(const Vector& z, const Vector& d, double tolerance) const {
    Vector first, second;
    residual_derivatives(*training_, z, d, first, second);
    return (first.array().abs() <= tolerance * term_sizes(z, d, first).array()).all();
}

Vector ConstrainedRnn::term_sizes(const Vector& z, const Vector& d, const Vector& first) const {
    const LiftedLayout where = layout();
    const Vector z_size = z.cwiseAbs(), d_size = d.cwiseAbs();
    const ConstWeights at = weights_of(where.shape, z_size.data());
    const ConstWeights along = weights_of(where.shape, d_size.data());
    const ConstStates s = states_of(where, z_size), ds = states_of(where, d_size);
    Vector sizes(where.rows());
    MutableStates rows = row_parts(where, sizes);
    // dh - sigma'(u; du), of which the second is what the first differs from the row by.
    rows.h = ds.h + (states_of(where, d).h - row_parts(where, first).h).cwiseAbs();
    const Index later = where.steps - 1;
    rows.u = ds.u + along.V * training_->series.X.cwiseAbs();
    rows.u.rightCols(later) += along.W * s.h.leftCols(later) + at.W * ds.h.leftCols(later);
    rows.u.colwise() += along.b;
    rows.v = ds.v + along.A * s.h + at.A * ds.h;
    rows.v.colwise() += along.c;
    return sizes;
}

}  // namespace basin
