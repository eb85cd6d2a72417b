// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/problems/elman_plane_sampler.h"

#include <algorithm>

namespace basin {

namespace {

std::size_t count(Index number) {
    return static_cast<std::size_t>(number);
}

/// The matrices parts[0] + a_p parts[1] + b_p parts[2] side by side.
void spread(const std::array<Matrix, 3>& parts, const double* a, const double* b, std::size_t lanes,
            LaneBuffer& all) {
    double* entry = all.data();
    for (Index k = 0; k < parts[0].size(); ++k, entry += lanes) {
        const double first = parts[0].data()[k], second = parts[1].data()[k], third = parts[2].data()[k];
        for (std::size_t p = 0; p < lanes; ++p) entry[p] = first + a[p] * second + b[p] * third;
    }
}

}  // namespace

ElmanPlaneSampler::ElmanPlaneSampler(const ElmanTraining& training, const Plane& plane)
    : training_(training),
      shape_(training.shape()),
      lanes_(lanes_for(count(shape_.hidden * shape_.hidden))),
      lane_W_(count(shape_.hidden * shape_.hidden), lanes_),
      lane_A_(count(shape_.size_A()), lanes_),
      u_(count(shape_.hidden), lanes_),
      h_(count(shape_.hidden), lanes_),
      output_(count(shape_.outputs), lanes_) {
    const std::array points{&plane.origin, &plane.p1, &plane.p2};
    for (std::size_t k = 0; k < points.size(); ++k) {
        const ConstWeights weights = weights_of(shape_, points[k]->data());
        W_[k] = weights.W;
        A_[k] = weights.A;
        drive_[k] = (weights.V * training.series.X).colwise() + weights.b;
        shift_[k] = weights.c.replicate(1, training.steps());
    }
    shift_[0] -= training.series.Y;
    const Vector lambda = training.lambdas.per_entry(shape_);
    const auto inner = [&](const Vector& p, const Vector& q) { return lambda.cwiseProduct(p).dot(q); };
    r00_ = inner(plane.origin, plane.origin);
    r01_ = inner(plane.origin, plane.p1);
    r02_ = inner(plane.origin, plane.p2);
    r11_ = inner(plane.p1, plane.p1);
    r12_ = inner(plane.p1, plane.p2);
    r22_ = inner(plane.p2, plane.p2);
}

double ElmanPlaneSampler::regularisation(double a, double b) const {
    return r00_ + 2 * a * r01_ + 2 * b * r02_ + a * a * r11_ + 2 * a * b * r12_ + b * b * r22_;
}

void ElmanPlaneSampler::values(std::span<const double> a, std::span<const double> b, std::span<double> out) {
    for (std::size_t first = 0; first < out.size(); first += lanes_) {
        const std::size_t points = std::min(lanes_, out.size() - first);
        Lanes some_a, some_b, errors;
        // The last points are repeated where they are fewer than lanes.
        for (std::size_t p = 0; p < lanes_; ++p) {
            some_a[p] = a[first + std::min(p, points - 1)];
            some_b[p] = b[first + std::min(p, points - 1)];
        }
        sample(some_a, some_b, errors);
        for (std::size_t p = 0; p < points; ++p)
            out[first + p] = errors[p] + regularisation(some_a[p], some_b[p]);
    }
}

void ElmanPlaneSampler::sample(const Lanes& a, const Lanes& b, Lanes& errors) {
    spread(W_, a.data(), b.data(), lanes_, lane_W_);
    spread(A_, a.data(), b.data(), lanes_, lane_A_);
    if (training_.activation.piecewise_affine()) {
        const auto of = [](const std::array<Matrix, 3>& parts, std::size_t k) { return parts[k].data(); };
        const LaneNetwork network{lanes_,
                                  lane_W_.data(),
                                  lane_A_.data(),
                                  count(shape_.hidden),
                                  count(shape_.outputs),
                                  count(training_.steps()),
                                  {of(drive_, 0), of(drive_, 1), of(drive_, 2)},
                                  {of(shift_, 0), of(shift_, 1), of(shift_, 2)},
                                  training_.activation.left_slope()};
        lane_sweep(network, a.data(), b.data(), h_.data(), u_.data(), output_.data(), errors.data());
    } else {
        sweep_smooth(a, b, errors);
    }
    for (double& error : errors) error /= static_cast<double>(training_.steps());
}

void ElmanPlaneSampler::sweep_smooth(const Lanes& a, const Lanes& b, Lanes& errors) {
    const auto multiply = [&](const LaneBuffer& A, std::size_t rows, const std::array<Matrix, 3>& driving,
                              Index t, LaneBuffer& y) {
        lane_multiply(lanes_, A.data(), rows, count(shape_.hidden), h_.data(), driving[0].col(t).data(),
                      driving[1].col(t).data(), driving[2].col(t).data(), a.data(), b.data(), 1, y.data());
    };
    errors.fill(0);
    std::ranges::fill(h_.values(), 0);
    for (Index t = 0; t < training_.steps(); ++t) {
        multiply(lane_W_, count(shape_.hidden), drive_, t, u_);
        training_.activation.apply(u_.values(), h_.values(), {}, {});
        multiply(lane_A_, count(shape_.outputs), shift_, t, output_);
        for (std::size_t k = 0; k < output_.size(); ++k)
            errors[k % lanes_] += output_.data()[k] * output_.data()[k];
    }
}

}  // namespace basin
