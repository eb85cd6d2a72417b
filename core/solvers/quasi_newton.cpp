// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solvers/quasi_newton.h"

#include <algorithm>
#include <cmath>
#include <exception>
#include <limits>
#include <memory>
#include <utility>

#include <nlopt.h>

#include "core/numeric/check.h"
#include "core/solvers/recorder.h"

namespace basin {

namespace {

struct DestroyOptimiser {
    void operator()(nlopt_opt optimiser) const { nlopt_destroy(optimiser); }
};
using Optimiser = std::unique_ptr<nlopt_opt_s, DestroyOptimiser>;

/// Below this largest entry of the gradient NLopt's Luksan codes call it a success, unasked.
constexpr double nlopt_gradient_limit = 1e-8;

/// Stands between NLopt's loop and the recorder.
class NloptRun {
  public:
    NloptRun(Recorder& recorder, nlopt_algorithm algorithm, const Vector& x0, Index memory)
        : recorder_(recorder),
          optimiser_(nlopt_create(algorithm, static_cast<unsigned>(x0.size()))),
          x_(x0),
          gradient_(x0.size()),
          best_(x0) {
        if (!optimiser_) throw std::bad_alloc();
        nlopt_set_min_objective(optimiser_.get(), &NloptRun::callback, this);
        nlopt_set_vector_storage(optimiser_.get(), static_cast<unsigned>(memory));
    }

    SolveResult run() {
        nlopt_result verdict = begin_at(best_);
        // NLopt gives up at limits of its own, such as a gradient of 1e-8; begun afresh from the best point,
        // with the function magnified, it gets as far as the gradient has digits.
        for (Index before = -1; !over() && recorder_.iteration() > before;) {
            before = recorder_.iteration();
            scale_ = std::max(1.0, nlopt_gradient_limit * std::sqrt(static_cast<double>(x_.size())) /
                                       recorder_.gradient_target());
            verdict = begin_at(best_);
        }
        if (error_) std::rethrow_exception(error_);
        if (not_finite_) return recorder_.end_not_finite(x_);
        if (recorder_.ended()) return recorder_.result();
        return recorder_.end_without_descent(std::string("NLopt reports ") + nlopt_result_to_string(verdict));
    }

  private:
    static double callback(unsigned, const double* x, double* gradient, void* self) {
        return static_cast<NloptRun*>(self)->evaluate(x, gradient);
    }

    /// NLopt is C: an exception must not pass through it.
    double evaluate(const double* x, double* gradient) noexcept {
        // NLopt notices a forced stop only after it has finished what it is at.
        if (over()) return std::numeric_limits<double>::infinity();
        try {
            double objective = not_applicable;
            x_ = Eigen::Map<const Vector>(x, x_.size());
            not_finite_ = recorder_.evaluator().gradient(x_, objective, gradient_) != EvalStatus::ok;
            if (!not_finite_ && proceeds(objective)) {
                if (gradient) Eigen::Map<Vector>(gradient, x_.size()) = scale_ * gradient_;
                return scale_ * gain(objective);
            }
        } catch (...) {
            error_ = std::current_exception();
        }
        nlopt_force_stop(optimiser_.get());
        return std::numeric_limits<double>::infinity();
    }

    bool proceeds(double objective) {
        return improves(objective) ? record(objective) : !recorder_.interrupted();
    }

    nlopt_result begin_at(Vector x) {
        anchored_ = false;
        double least = not_applicable;
        return nlopt_optimize(optimiser_.get(), x.data(), &least);
    }

    bool over() const { return error_ || not_finite_ || recorder_.ended(); }

    /// L(x_) - L(anchor), the anchor being the first point of this pass. What rounding would drown is taken
    /// from the gradients instead, by the trapezoidal rule, whose error is of third order in the small
    /// distance.
    double gain(double objective) {
        if (!anchored_) {
            anchored_ = true;
            anchor_ = x_;
            anchor_gradient_ = gradient_;
            anchor_objective_ = objective;
        }
        const double difference = objective - anchor_objective_;
        if (!(std::abs(difference) <= 100 * rounding_of(anchor_objective_))) return difference;
        return 0.5 * (x_ - anchor_).dot(gradient_ + anchor_gradient_);
    }

    /// A few units in the last place: L is a sum of many rounded terms.
    static double rounding_of(double objective) {
        return 10 * std::numeric_limits<double>::epsilon() * std::abs(objective);
    }

    /// Where values differ by no more than rounding, the gradient tells which point is better.
    bool improves(double objective) const {
        if (!recorder_.started()) return true;
        const double noise = rounding_of(least_);
        if (objective < least_ - noise) return true;
        return objective <= least_ + noise && gradient_.norm() < best_gradient_norm_;
    }

    bool record(double objective) {
        least_ = objective;
        best_gradient_norm_ = gradient_.norm();
        best_ = x_;
        return recorder_.reach(x_, objective, gradient_) && recorder_.emit();
    }

    Recorder& recorder_;
    Optimiser optimiser_;
    Vector x_;         // d
    Vector gradient_;  // d
    Vector best_;      // d
    double least_ = not_applicable;
    double best_gradient_norm_ = not_applicable;
    double scale_ = 1;
    bool anchored_ = false;
    Vector anchor_;           // d
    Vector anchor_gradient_;  // d
    double anchor_objective_ = not_applicable;
    bool not_finite_ = false;
    std::exception_ptr error_;
};

SolveResult solve_with(nlopt_algorithm algorithm, const Solver& solver, const SolverOptions& options,
                       const QuasiNewtonOptions& quasi_newton, const Problem& problem, const Vector& x0,
                       const Observer& observer, std::stop_token stop) {
    if (auto refused = refuse_input(solver, problem, x0)) return *std::move(refused);
    Recorder recorder(problem, x0, options, observer, std::move(stop));
    return NloptRun(recorder, algorithm, recorder.start(), quasi_newton.memory).run();
}

}  // namespace

void QuasiNewtonOptions::validate() const {
    require(memory >= 1 && memory <= 1000, "memory", memory, "1 <= memory <= 1000");
}

Lbfgs::Lbfgs(const SolverOptions& options, const QuasiNewtonOptions& quasi_newton)
    : options_(options), quasi_newton_(quasi_newton) {
    options_.validate();
    quasi_newton_.validate();
}

SolveResult Lbfgs::solve(const Problem& problem, const Vector& x0, const Observer& observer,
                         std::stop_token stop) const {
    return solve_with(NLOPT_LD_LBFGS, *this, options_, quasi_newton_, problem, x0, observer, std::move(stop));
}

TruncatedNewton::TruncatedNewton(const SolverOptions& options, const QuasiNewtonOptions& quasi_newton)
    : options_(options), quasi_newton_(quasi_newton) {
    options_.validate();
    quasi_newton_.validate();
}

SolveResult TruncatedNewton::solve(const Problem& problem, const Vector& x0, const Observer& observer,
                                   std::stop_token stop) const {
    return solve_with(NLOPT_LD_TNEWTON_PRECOND_RESTART, *this, options_, quasi_newton_, problem, x0, observer,
                      std::move(stop));
}

}  // namespace basin
