// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <concepts>
#include <memory>
#include <string>
#include <utility>

#include "core/problems/lipschitz_source.h"
#include "core/problems/problem.h"

namespace basin {

// Problems from a formula: a Function tells value, gradient and Hessian, the rest is the same for all.

/// A Function that is a sum of squares tells its Gauss-Newton matrix: gauss_newton(x, H) on a zeroed H.
template <typename Function>
concept LeastSquares = requires(const Function& function, const Vector& x, Matrix& H) {
    function.gauss_newton(x, H);
};

/// One that multiplies its Hessian without forming it: hessian_product(x, v, Hv).
template <typename Function>
concept MultipliesHessian = requires(const Function& function, const Vector& x, Vector& Hv) {
    function.hessian_product(x, x, Hv);
};

/// One that bounds how fast its Hessian changes: hessian_lipschitz(centre, radius), as a LipschitzSource.
template <typename Function>
concept BoundsThirdDerivative = requires(const Function& function, const Vector& x, double radius) {
    { function.hessian_lipschitz(x, radius) } -> std::same_as<double>;
};

/// Evaluates a Function: smoothness, name, length, value(x), gradient(x, g), hessian(x, H) on a zeroed H.
template <typename Function>
class FunctionEvaluator : public Evaluator {
  public:
    explicit FunctionEvaluator(const Function& function) : function_(function) {}

    EvalStatus directional_derivative(const Vector& x, const Vector& dir, double& first,
                                      double& second) override {
        Vector product;
        if (compute_hessian_product(x, dir, product) != EvalStatus::ok) return EvalStatus::not_finite;
        gradient_.resize(x.size());
        function_.gradient(x, gradient_);
        first = gradient_.dot(dir);
        second = dir.dot(product);
        return std::isfinite(first) && std::isfinite(second) ? EvalStatus::ok : EvalStatus::not_finite;
    }

    double length() const override { return function_.length; }

  protected:
    EvalStatus compute_value(const Vector& x, double& f) override {
        f = function_.value(x);
        return std::isfinite(f) ? EvalStatus::ok : EvalStatus::not_finite;
    }
    EvalStatus compute_gradient(const Vector& x, double& f, Vector& g) override {
        g.resize(x.size());
        function_.gradient(x, g);
        return compute_value(x, f) == EvalStatus::ok && g.allFinite() ? EvalStatus::ok
                                                                      : EvalStatus::not_finite;
    }
    EvalStatus compute_hessian(const Vector& x, Matrix& H) override {
        H.setZero(x.size(), x.size());
        function_.hessian(x, H);
        return H.allFinite() ? EvalStatus::ok : EvalStatus::not_finite;
    }
    EvalStatus compute_hessian_product(const Vector& x, const Vector& v, Vector& Hv) override {
        if constexpr (MultipliesHessian<Function>) {
            Hv.resize(x.size());
            function_.hessian_product(x, v, Hv);
            return Hv.allFinite() ? EvalStatus::ok : EvalStatus::not_finite;
        } else {
            const EvalStatus status = compute_hessian(x, hessian_);
            Hv = hessian_ * v;
            return status;
        }
    }
    EvalStatus compute_gauss_newton(const Vector& x, Matrix& H) override {
        if constexpr (LeastSquares<Function>) {
            H.setZero(x.size(), x.size());
            function_.gauss_newton(x, H);
            return H.allFinite() ? EvalStatus::ok : EvalStatus::not_finite;
        } else {
            return Evaluator::compute_gauss_newton(x, H);
        }
    }

    const Function& function_;

  private:
    Vector gradient_;
    Matrix hessian_;
};

/// The problem of minimising a Function, whose minimiser is known.
template <typename Function, typename FunctionEvaluatorType = FunctionEvaluator<Function>>
class FunctionProblem : public Problem {
  public:
    FunctionProblem(Function function, Vector minimiser) : function_(std::move(function)) {
        set_minimiser(std::move(minimiser));
    }
    Index dimension() const override { return minimiser()->size(); }
    Smoothness smoothness() const override { return Function::smoothness; }
    bool is_least_squares() const override { return LeastSquares<Function>; }
    std::string description() const override {
        return std::string(Function::name) + ", " + std::to_string(dimension()) + " unknowns";
    }
    std::unique_ptr<Evaluator> evaluator() const override {
        return std::make_unique<FunctionEvaluatorType>(function_);
    }

  protected:
    const Function& function() const { return function_; }

  private:
    Function function_;
};

/// The same of a Function that bounds its third derivative.
template <BoundsThirdDerivative Function>
class BoundedFunctionProblem final : public FunctionProblem<Function>, public LipschitzSource {
  public:
    using FunctionProblem<Function>::FunctionProblem;
    ProblemStructure structure() const override { return {.lipschitz = this}; }
    double hessian_lipschitz(const Vector& centre, double radius) const override {
        return this->function().hessian_lipschitz(centre, radius);
    }
};

/// Whichever the Function allows.
template <typename Function>
std::unique_ptr<Problem> make_function_problem(Function function, Vector minimiser) {
    if constexpr (BoundsThirdDerivative<Function>) {
        return std::make_unique<BoundedFunctionProblem<Function>>(std::move(function), std::move(minimiser));
    } else {
        return std::make_unique<FunctionProblem<Function>>(std::move(function), std::move(minimiser));
    }
}

}  // namespace basin
