// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/problems/problem.h"

#include <utility>
#include <vector>

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

EvalStatus Evaluator::gradient_sizes(const Vector&, GradientSizes&) {
    return EvalStatus::not_finite;
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
