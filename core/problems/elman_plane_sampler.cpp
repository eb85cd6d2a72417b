// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/problems/elman_plane_sampler.h"

#include <algorithm>
#include <array>

#include "core/numeric/blas_threads.h"

namespace basin {

namespace {

constexpr std::size_t batch = 64;  // points side by side: their states stay in a core's cache

}  // namespace

ElmanPlaneSampler::ElmanPlaneSampler(const ElmanTraining& training, const Plane& plane)
    : training_(training), shape_(training.shape()) {
    use_single_threaded_blas();
    const Index h = shape_.hidden, y = shape_.outputs, steps = training.steps();
    W_.resize(3 * h, h);
    A_.resize(3 * y, h);
    drive_.resize(3 * h, steps);
    shift_.resize(3 * y, steps);
    const std::array parts{&plane.origin, &plane.p1, &plane.p2};
    for (Index k = 0; k < 3; ++k) {
        const ConstWeights weights = weights_of(shape_, parts[static_cast<std::size_t>(k)]->data());
        W_.middleRows(k * h, h) = weights.W;
        A_.middleRows(k * y, y) = weights.A;
        drive_.middleRows(k * h, h) = (weights.V * training.series.X).colwise() + weights.b;
        shift_.middleRows(k * y, y) = weights.c.replicate(1, steps);
    }
    shift_.topRows(y) -= training.series.Y;
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
    for (std::size_t first = 0; first < out.size(); first += batch) {
        const std::size_t count = std::min(batch, out.size() - first);
        sample(a.subspan(first, count), b.subspan(first, count), out.subspan(first, count));
    }
}

void ElmanPlaneSampler::sample(std::span<const double> a, std::span<const double> b, std::span<double> out) {
    const Index h = shape_.hidden, y = shape_.outputs, steps = drive_.cols();
    const auto points = static_cast<Index>(out.size());
    state_.setZero(h, points);
    std::ranges::fill(out, 0);
    for (Index t = 0; t < steps; ++t) {
        moved_.noalias() = W_ * state_;
        moved_.colwise() += drive_.col(t);
        for (Index p = 0; p < points; ++p) {
            const double pa = a[static_cast<std::size_t>(p)], pb = b[static_cast<std::size_t>(p)];
            const double* part = moved_.col(p).data();
            double* u = state_.col(p).data();
            for (Index i = 0; i < h; ++i) u[i] = part[i] + pa * part[h + i] + pb * part[2 * h + i];
        }
        training_.activation.apply(entries(state_), entries(state_), {}, {});
        output_.noalias() = A_ * state_;
        output_.colwise() += shift_.col(t);
        for (Index p = 0; p < points; ++p) {
            const double pa = a[static_cast<std::size_t>(p)], pb = b[static_cast<std::size_t>(p)];
            double sum = 0;
            for (Index i = 0; i < y; ++i) {
                const double e = output_(i, p) + pa * output_(y + i, p) + pb * output_(2 * y + i, p);
                sum += e * e;
            }
            out[static_cast<std::size_t>(p)] += sum;
        }
    }
    for (std::size_t p = 0; p < out.size(); ++p)
        out[p] = out[p] / static_cast<double>(steps) + regularisation(a[p], b[p]);
}

}  // namespace basin
