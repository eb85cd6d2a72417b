// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solvers/quasi_newton.h"

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
        Index before = 0;
        nlopt_result verdict = NLOPT_FAILURE;
        // NLopt gives up at its own rounding limits; begun afresh from the best point it often gets further.
        do {
            before = recorder_.iteration();
            Vector x = best_;
            double least = not_applicable;
            verdict = nlopt_optimize(optimiser_.get(), x.data(), &least);
            if (error_) std::rethrow_exception(error_);
            if (not_finite_) return recorder_.end_not_finite(x_);
            if (recorder_.ended()) return recorder_.result();
        } while (recorder_.iteration() > before);
        return recorder_.end_without_descent(std::string("NLopt reports ") + nlopt_result_to_string(verdict));
    }

  private:
    static double callback(unsigned, const double* x, double* gradient, void* self) {
        return static_cast<NloptRun*>(self)->evaluate(x, gradient);
    }

    /// NLopt is C: an exception must not pass through it.
    double evaluate(const double* x, double* gradient) noexcept {
        double objective = std::numeric_limits<double>::infinity();
        try {
            x_ = Eigen::Map<const Vector>(x, x_.size());
            not_finite_ = recorder_.evaluator().gradient(x_, objective, gradient_) != EvalStatus::ok;
            if (gradient) Eigen::Map<Vector>(gradient, x_.size()) = gradient_;
            const bool goes_on =
                !not_finite_ && (improves(objective) ? record(objective) : !recorder_.interrupted());
            if (!goes_on) nlopt_force_stop(optimiser_.get());
        } catch (...) {
            error_ = std::current_exception();
            nlopt_force_stop(optimiser_.get());
        }
        return objective;
    }

    /// Where values differ by no more than rounding, the gradient tells which point is better.
    bool improves(double objective) const {
        if (!recorder_.started()) return true;
        const double noise = 10 * std::numeric_limits<double>::epsilon() * std::abs(least_);
        if (objective < least_ - noise) return true;
        return objective <= least_ + noise && gradient_.norm() < best_gradient_norm_;
    }

    bool record(double objective) {
        least_ = objective;
        best_gradient_norm_ = gradient_.norm();
        best_ = x_;
        const bool goes_on = recorder_.reach(x_, objective, gradient_);
        return recorder_.emit() && goes_on;
    }

    Recorder& recorder_;
    Optimiser optimiser_;
    Vector x_;         // d
    Vector gradient_;  // d
    Vector best_;      // d
    double least_ = not_applicable;
    double best_gradient_norm_ = not_applicable;
    bool not_finite_ = false;
    std::exception_ptr error_;
};

SolveResult solve_with(nlopt_algorithm algorithm, const Solver& solver, const SolverOptions& options,
                       const QuasiNewtonOptions& quasi_newton, const Problem& problem, const Vector& x0,
                       const Observer& observer, std::stop_token stop) {
    if (auto refused = refuse_input(solver, problem, x0)) return *std::move(refused);
    Recorder recorder(problem, x0, options, observer, std::move(stop));
    return NloptRun(recorder, algorithm, x0, quasi_newton.memory).run();
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
