// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solvers/levenberg_marquardt.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "core/numeric/check.h"
#include "core/numeric/cholesky.h"
#include "core/numeric/norm.h"
#include "core/solvers/hessian_approximation.h"
#include "core/solvers/recorder.h"
#include "core/solvers/start_check.h"
#include "core/solvers/trial_step.h"

namespace basin {

namespace {

/// The damping mu and its rule: it follows how well the model predicts, smoothly.
class NielsenDamping {
  public:
    explicit NielsenDamping(double share) : share_(share) {}

    double value(const Matrix& JTJ) {
        if (!(mu_ > 0))
            mu_ = share_ * std::max(JTJ.diagonal().maxCoeff(), std::numeric_limits<double>::min());
        return mu_;
    }
    void accepted(double ratio) {
        const double t = 2 * ratio - 1;
        mu_ = std::max(mu_ * std::max(1.0 / 3, 1 - t * t * t), std::numeric_limits<double>::min());
        growth_ = 2;
    }
    void refused() {
        mu_ *= growth_;
        growth_ *= 2;
    }

  private:
    double share_;
    double mu_ = not_applicable;
    double growth_ = 2;
};

}  // namespace

void LevenbergMarquardtOptions::validate() const {
    require(damping > 0, "damping", damping, "a value > 0");
}

LevenbergMarquardt::LevenbergMarquardt(const SolverOptions& options,
                                       const LevenbergMarquardtOptions& marquardt)
    : options_(options), marquardt_(marquardt) {
    options_.validate();
    marquardt_.validate();
}

std::optional<std::string> LevenbergMarquardt::rejects(const Problem& problem) const {
    if (problem.is_least_squares()) return reject_dense_hessian(problem.dimension(), 3);
    return "levenberg-marquardt needs a sum of squares, which " + problem.description() +
           " is not: use damped-newton.";
}

SolveResult LevenbergMarquardt::solve(const Problem& problem, const Vector& x0, const Observer& observer,
                                      std::stop_token stop) const {
    if (auto refused = refuse_input(*this, problem, x0)) return *std::move(refused);
    Recorder recorder(problem, x0, options_, observer, std::move(stop));
    Evaluator& evaluator = recorder.evaluator();
    NielsenDamping damping(marquardt_.damping);
    TrialStep trial(evaluator, x0.size());
    Cholesky cholesky;
    Vector x = recorder.start(), g(x0.size()), p(x0.size());
    Matrix JTJ, damped;
    double objective = not_applicable;
    for (;;) {
        if (evaluator.gradient(x, objective, g) != EvalStatus::ok) return recorder.end_not_finite(x);
        if (!recorder.reach(x, objective, g)) return recorder.result();
        if (evaluator.gauss_newton(x, JTJ) != EvalStatus::ok) return recorder.end_not_finite(x);
        if (!recorder.emit()) return recorder.result();
        for (bool accepted = false; !accepted;) {
            const double mu = damping.value(JTJ);
            if (!std::isfinite(mu)) return recorder.end_without_descent();
            damped = JTJ;
            damped.diagonal().array() += mu;
            double ratio = -1, predicted = not_applicable;
            if (cholesky.factorise(damped)) {
                cholesky.solve(g, p);
                p = -p;
                // What the undamped model promises, by (J^T J + mu I) p = -g.
                predicted = 0.5 * (mu * safe_dot(p, p) - safe_dot(g, p));
                ratio = trial.ratio(x, p, objective, safe_norm(g), predicted);
                if (trial.point() == x) return recorder.end_without_descent();
            }
            accepted = ratio > 0;
            accepted ? damping.accepted(ratio) : damping.refused();
            if (!accepted && recorder.interrupted()) return recorder.result();
            recorder.note({.model_decrease = predicted});
        }
        x = trial.point();
    }
}

}  // namespace basin
