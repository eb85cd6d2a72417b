// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "core/problems/problem.h"

namespace basin::test {

/// A smooth function of one variable, with its derivatives.
struct FunctionOfOne {
    std::function<double(double)> value, first, second;
};

/// The problem of minimising it; length: the unit of x.
class OneVariable final : public Problem {
  public:
    OneVariable(FunctionOfOne function, double length = 1)  // NOLINT
        : function_(std::move(function)), length_(length) {}
    Index dimension() const override { return 1; }
    Smoothness smoothness() const override { return Smoothness::twice_differentiable; }
    std::string description() const override { return "a function of one variable"; }
    std::unique_ptr<Evaluator> evaluator() const override {
        return std::make_unique<Evaluation>(function_, length_);
    }

  private:
    class Evaluation final : public Evaluator {
      public:
        Evaluation(const FunctionOfOne& function, double length) : function_(function), length_(length) {}
        double length() const override { return length_; }
        EvalStatus directional_derivative(const Vector& x, const Vector& dir, double& first,
                                          double& second) override {
            first = function_.first(x[0]) * dir[0];
            second = function_.second(x[0]) * dir[0] * dir[0];
            return judge(first + second);
        }

      protected:
        EvalStatus compute_value(const Vector& x, double& f) override {
            f = function_.value(x[0]);
            return judge(f);
        }
        EvalStatus compute_gradient(const Vector& x, double& f, Vector& g) override {
            g.setConstant(1, function_.first(x[0]));
            return compute_value(x, f) == EvalStatus::ok ? judge(g[0]) : EvalStatus::not_finite;
        }
        EvalStatus compute_hessian(const Vector& x, Matrix& H) override {
            H.setConstant(1, 1, function_.second(x[0]));
            return judge(H(0, 0));
        }
        EvalStatus compute_hessian_product(const Vector& x, const Vector& v, Vector& Hv) override {
            Hv.setConstant(1, function_.second(x[0]) * v[0]);
            return judge(Hv[0]);
        }

      private:
        static EvalStatus judge(double value) {
            return std::isfinite(value) ? EvalStatus::ok : EvalStatus::not_finite;
        }
        const FunctionOfOne& function_;
        double length_;
    };

    FunctionOfOne function_;
    double length_;
};

}  // namespace basin::test
