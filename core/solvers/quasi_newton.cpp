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
#include "core/numeric/norm.h"
#include "core/numeric/text.h"
#include "core/solvers/recorder.h"
#include "core/solvers/start_check.h"

namespace basin {

namespace {

struct DestroyOptimiser {
    void operator()(nlopt_opt optimiser) const { nlopt_destroy(optimiser); }
};
using Optimiser = std::unique_ptr<nlopt_opt_s, DestroyOptimiser>;

/// Below this largest entry of the gradient NLopt's Luksan codes call it a success, unasked.
constexpr double nlopt_gradient_limit = 1e-8;
/// How much shorter the first step is after a pass that has found nothing, and how often it is shortened: to
/// where line searches come to the rounding of x.
constexpr int shorter = 10, most_shorter = 4;  // powers of two

/// The largest that is no larger.
double power_of_two(double value) {
    return std::exp2(std::ilogb(value));
}

/// Stands between NLopt's loop and the recorder. NLopt runs in passes, each from the best point so far, and
/// sees what L gains on that point, times a power of two, of unknowns divided by one: it knows lengths and
/// sizes of its own, such as a difference step of 3e-8.
class NloptRun {
  public:
    NloptRun(Recorder& recorder, nlopt_algorithm algorithm, const Vector& x0, Index memory)
        : recorder_(recorder),
          most_trials_(most_trials_between_records(x0.size())),
          optimiser_(nlopt_create(algorithm, static_cast<unsigned>(x0.size()))),
          x_(x0),
          gradient_(x0.size()),
          best_(x0) {
        if (!optimiser_) throw std::bad_alloc();
        nlopt_set_min_objective(optimiser_.get(), &NloptRun::callback, this);
        nlopt_set_vector_storage(optimiser_.get(), static_cast<unsigned>(memory));
    }

    SolveResult run() {
        double objective = not_applicable;
        if (!is_finite_at(x_, objective)) return recorder_.end_not_finite(x_);
        record(objective);
        nlopt_result verdict = NLOPT_SUCCESS;
        // A pass that has found nothing is followed by one with a shorter first step.
        for (int level = 0; !over() && level <= most_shorter;) {
            const Index before = recorder_.iteration();
            length_ = power_of_two(recorder_.length()) * std::exp2(-shorter * level);
            verdict = pass(first_scale());
            level = recorder_.iteration() > before ? std::max(0, level - 1) : level + 1;
        }
        if (error_) std::rethrow_exception(error_);
        if (recorder_.ended()) return recorder_.result();
        if (not_finite_) return recorder_.end_not_finite(x_not_finite_);
        return recorder_.end_without_descent(tried(verdict));
    }

  private:
    static double callback(unsigned, const double* x, double* gradient, void* self) {
        return static_cast<NloptRun*>(self)->evaluate(x, gradient);
    }

    /// NLopt is C: an exception must not pass through it.
    double evaluate(const double* x, double* gradient) noexcept {
        try {
            if (begins_) return answer(0, best_gradient_, gradient);
            // NLopt notices a forced stop only after it has finished what it is at.
            if (!over()) return try_point(x, gradient);
        } catch (...) {
            error_ = std::current_exception();
            nlopt_force_stop(optimiser_.get());
        }
        return worse_than_any(gradient);
    }

    double try_point(const double* x, double* gradient) {
        x_ = length_ * Eigen::Map<const Vector>(x, x_.size());
        double objective = not_applicable;
        const bool finite = is_finite_at(x_, objective);
        ++trials_;
        if (finite && improves(objective)) {
            record(objective);
        } else if (!recorder_.interrupted()) {
            exhausted_ = trials_ >= most_trials_;
        }
        if (over()) nlopt_force_stop(optimiser_.get());
        if (finite) return answer(gain(objective), gradient_, gradient);
        not_finite_ = true;
        x_not_finite_ = x_;
        return worse_than_any(gradient);
    }

    double answer(double value, const Vector& slope, double* gradient) {
        begins_ = false;
        if (gradient) Eigen::Map<Vector>(gradient, slope.size()) = scale_ * length_ * slope;
        return scale_ * value;
    }

    /// Where there is no value a line search turns back, and conjugate gradients soon end.
    double worse_than_any(double* gradient) {
        if (gradient) Eigen::Map<Vector>(gradient, x_.size()).setZero();
        return std::numeric_limits<double>::infinity();
    }

    bool is_finite_at(const Vector& x, double& objective) {
        return recorder_.evaluator().gradient(x, objective, gradient_) == EvalStatus::ok;
    }

    nlopt_result pass(double scale) {
        scale_ = scale;
        begins_ = true;
        anchor_ = best_;
        anchor_gradient_ = best_gradient_;
        anchor_objective_ = least_;
        Vector x = best_ / length_;
        double least = not_applicable;
        return nlopt_optimize(optimiser_.get(), x.data(), &least);
    }

    /// By what L is multiplied, for unknowns in units of length_. NLopt's first step is as long as the
    /// gradient it sees, so that this is 1 at most. Where NLopt's own limit would end the pass before the
    /// rule does, the gradient is magnified.
    double first_scale() {
        double size = best_gradient_norm_;  // functions that are no sum of squares tell smaller sizes
        for (const GradientPart& part : recorder_.sizes().parts) size = std::max(size, part.scale);
        const double limit = 10 * nlopt_gradient_limit * std::sqrt(static_cast<double>(x_.size()));
        const double most = 1 / best_gradient_norm_;
        const bool near = !(best_gradient_norm_ > limit * size);
        const double wanted = near ? std::min(most, limit / recorder_.gradient_target()) : 1 / size;
        return power_of_two(std::isfinite(wanted) && wanted > 0 ? wanted : most) / length_;
    }

    bool over() const { return error_ || exhausted_ || recorder_.ended(); }

    /// L(x_) - L(anchor), the anchor being the first point of this pass. What rounding would drown is taken
    /// from the gradients instead, by the trapezoidal rule, whose error is of third order in the small
    /// distance.
    double gain(double objective) const {
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
        const double noise = rounding_of(least_);
        if (objective < least_ - noise) return true;
        return objective <= least_ + noise && safe_norm(gradient_) < best_gradient_norm_;
    }

    void record(double objective) {
        least_ = objective;
        best_gradient_ = gradient_;
        best_gradient_norm_ = safe_norm(gradient_);
        best_ = x_;
        trials_ = 0;
        not_finite_ = false;
        if (recorder_.reach(x_, objective, gradient_)) recorder_.emit();
    }

    std::string tried(nlopt_result verdict) const {
        return std::to_string(trials_) + (trials_ == 1 ? " point" : " points") + " tried, " +
               (exhausted_ ? "the most for one iteration"
                           : "NLopt reports " + std::string(nlopt_result_to_string(verdict)));
    }

    Recorder& recorder_;
    const Index most_trials_;
    Optimiser optimiser_;
    Vector x_;                // d
    Vector gradient_;         // d
    Vector best_;             // d
    Vector best_gradient_;    // d
    Vector anchor_;           // d
    Vector anchor_gradient_;  // d
    Vector x_not_finite_;     // d, the last point since the last record where L has no value
    double least_ = not_applicable;
    double best_gradient_norm_ = not_applicable;
    double anchor_objective_ = not_applicable;
    double scale_ = 1, length_ = 1;  // powers of two
    Index trials_ = 0;               // since the last record
    bool begins_ = false;
    bool exhausted_ = false;
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

Index most_trials_between_records(Index d) {
    return 2 * d + 100;
}

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

TruncatedNewton::TruncatedNewton(const SolverOptions& options) : options_(options) {
    options_.validate();
}

SolveResult TruncatedNewton::solve(const Problem& problem, const Vector& x0, const Observer& observer,
                                   std::stop_token stop) const {
    return solve_with(NLOPT_LD_TNEWTON_RESTART, *this, options_, {}, problem, x0, observer, std::move(stop));
}

}  // namespace basin
