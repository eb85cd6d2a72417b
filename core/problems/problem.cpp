// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/problems/problem.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include "core/numeric/norm.h"
#include "core/numeric/random.h"
#include "core/problems/gradient_sizes.h"

namespace basin {

namespace {

class PointwiseSampler final : public PlaneSampler {
  public:
    PointwiseSampler(Evaluator& evaluator, Plane plane) : evaluator_(evaluator), plane_(std::move(plane)) {}

    void values(std::span<const double> a, std::span<const double> b, std::span<double> out) override {
        for (std::size_t i = 0; i < out.size(); ++i) {
            x_.noalias() = plane_.origin + a[i] * plane_.p1 + b[i] * plane_.p2;
            if (evaluator_.value(x_, out[i]) != EvalStatus::ok) out[i] = not_applicable;
        }
    }

  private:
    Evaluator& evaluator_;
    Plane plane_;
    Vector x_;
};

}  // namespace

void PlaneSampler::grid_values(std::span<const double> a, std::span<const double> b, std::span<double> out) {
    std::vector<double> row(a.size());
    for (std::size_t j = 0; j < b.size(); ++j) {
        row.assign(a.size(), b[j]);
        values(a, row, out.subspan(j * a.size(), a.size()));
    }
}

EvalStatus Evaluator::gradient_sizes(const Vector& x, GradientSizes& sizes) {
    // Each sweep takes the coordinates i, i + sweeps, i + 2 sweeps, ... with seeded signs: |Hess L|_F is
    // exact where each has a sweep of its own.
    constexpr Index most_sweeps = 16;
    const Index d = x.size(), sweeps = std::min(d, most_sweeps);
    RandomStream signs(1);
    double norm = 0;
    for (Index s = 0; s < sweeps; ++s) {
        direction_.setZero(d);
        for (Index i = s; i < d; i += sweeps) direction_[i] = signs.uniform() < 0.5 ? -1 : 1;
        if (compute_hessian_product(x, direction_, product_) != EvalStatus::ok) return EvalStatus::not_finite;
        norm = std::hypot(norm, safe_norm(product_));
    }
    sizes.residual = sizes.reference = not_applicable;
    sizes.length = std::max(safe_norm(x), length());
    sizes.parts.assign(1, {.first = 0, .size = d, .scale = norm * sizes.length});
    return std::isfinite(sizes.parts[0].scale) ? EvalStatus::ok : EvalStatus::not_finite;
}

double Evaluator::gradient_limit(const Vector&, double, double) {
    return std::numeric_limits<double>::infinity();
}

EvalStatus Evaluator::value(const Vector& x, double& f) {
    ++counts_.values;
    return compute_value(x, f);
}

EvalStatus Evaluator::gradient(const Vector& x, double& f, Vector& g) {
    ++counts_.gradients;
    return compute_gradient(x, f, g);
}

EvalStatus Evaluator::hessian(const Vector& x, Matrix& H) {
    ++counts_.hessians;
    return compute_hessian(x, H);
}

EvalStatus Evaluator::hessian_product(const Vector& x, const Vector& v, Vector& Hv) {
    ++counts_.products;
    return compute_hessian_product(x, v, Hv);
}

EvalStatus Evaluator::gauss_newton(const Vector& x, Matrix& H) {
    ++counts_.hessians;
    return compute_gauss_newton(x, H);
}

std::unique_ptr<PlaneSampler> Evaluator::plane_sampler(const Plane& plane) {
    return std::make_unique<PointwiseSampler>(*this, plane);
}

}  // namespace basin
