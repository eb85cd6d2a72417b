// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "core/problems/problem.h"

namespace basin::test {

/// What kind of evaluation a probe sees.
enum class Evaluation { value, gradient, hessian, product };

/// Another problem, with a probe that is called before every evaluation and may spoil its result.
class ProbedProblem final : public Problem {
  public:
    using Probe = std::function<EvalStatus(Evaluation, const Vector& x)>;

    /// The inner problem must outlive this one. shown: the structure that it tells, none of which is probed.
    ProbedProblem(const Problem& inner, Probe probe, const ProblemStructure& shown = {})
        : inner_(inner), probe_(std::move(probe)), shown_(shown) {
        if (inner.minimiser()) set_minimiser(*inner.minimiser(), inner.minimiser_low());
    }
    Index dimension() const override { return inner_.dimension(); }
    Smoothness smoothness() const override { return inner_.smoothness(); }
    bool is_least_squares() const override { return inner_.is_least_squares(); }
    std::string description() const override { return inner_.description(); }
    ProblemStructure structure() const override { return shown_; }
    std::unique_ptr<basin::Evaluator> evaluator() const override {
        return std::make_unique<ProbedEvaluator>(inner_.evaluator(), probe_);
    }

  private:
    class ProbedEvaluator final : public basin::Evaluator {
      public:
        ProbedEvaluator(std::unique_ptr<basin::Evaluator> inner, const Probe& probe)
            : inner_(std::move(inner)), probe_(probe) {}
        EvalStatus directional_derivative(const Vector& x, const Vector& dir, double& first,
                                          double& second) override {
            return inner_->directional_derivative(x, dir, first, second);
        }
        basin::CurvatureSource* curvature() override { return inner_->curvature(); }
        EvalStatus gradient_sizes(const Vector& x, GradientSizes& sizes) override {
            return inner_->gradient_sizes(x, sizes);
        }
        double gradient_limit(const Vector& x, double objective, double tolerance) override {
            return inner_->gradient_limit(x, objective, tolerance);
        }

      protected:
        EvalStatus compute_value(const Vector& x, double& f) override {
            const EvalStatus status = probe_(Evaluation::value, x);
            return status == EvalStatus::ok ? inner_->value(x, f) : status;
        }
        EvalStatus compute_gradient(const Vector& x, double& f, Vector& g) override {
            const EvalStatus status = probe_(Evaluation::gradient, x);
            return status == EvalStatus::ok ? inner_->gradient(x, f, g) : status;
        }
        EvalStatus compute_hessian(const Vector& x, Matrix& H) override {
            const EvalStatus status = probe_(Evaluation::hessian, x);
            return status == EvalStatus::ok ? inner_->hessian(x, H) : status;
        }
        EvalStatus compute_hessian_product(const Vector& x, const Vector& v, Vector& Hv) override {
            const EvalStatus status = probe_(Evaluation::product, x);
            return status == EvalStatus::ok ? inner_->hessian_product(x, v, Hv) : status;
        }
        EvalStatus compute_gauss_newton(const Vector& x, Matrix& H) override {
            const EvalStatus status = probe_(Evaluation::hessian, x);
            return status == EvalStatus::ok ? inner_->gauss_newton(x, H) : status;
        }

      private:
        std::unique_ptr<basin::Evaluator> inner_;
        const Probe& probe_;
    };

    const Problem& inner_;
    Probe probe_;
    ProblemStructure shown_;
};

}  // namespace basin::test
