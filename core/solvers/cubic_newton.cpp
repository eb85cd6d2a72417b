// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solvers/cubic_newton.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "core/numeric/check.h"
#include "core/numeric/norm.h"
#include "core/solvers/cubic_model.h"
#include "core/solvers/hessian_approximation.h"
#include "core/solvers/recorder.h"
#include "core/solvers/start_check.h"
#include "core/solvers/trial_step.h"

namespace basin {

namespace {

/// Where a step of X makes the cubic term as strong as the quadratic one.
double first_weight(const Matrix& H, double length) {
    return std::max(safe_norm(H) / length, std::numeric_limits<double>::min());
}

}  // namespace

void CubicNewtonOptions::validate() const {
    require(sigma >= 0, "sigma", sigma, "a value >= 0");
    require(acceptance > 0 && acceptance < 1, "acceptance", acceptance, "0 < acceptance < 1");
    require(very_successful > acceptance && very_successful < 1, "very_successful", very_successful,
            "acceptance < very_successful < 1");
    require(factor > 1, "factor", factor, "a value > 1");
}

CubicNewton::CubicNewton(const SolverOptions& options, const CubicNewtonOptions& cubic)
    : options_(options), cubic_(cubic) {
    options_.validate();
    cubic_.validate();
}

std::optional<std::string> CubicNewton::rejects(const Problem& problem) const {
    return reject_dense_hessian(problem.dimension(), 3);
}

SolveResult CubicNewton::solve(const Problem& problem, const Vector& x0, const Observer& observer,
                               std::stop_token stop) const {
    if (auto refused = refuse_input(*this, problem, x0)) return *std::move(refused);
    // A weight that the user gave has the user's unit.
    const WorkUnits units = cubic_.sigma > 0 ? WorkUnits::given : WorkUnits::rescaled;
    Recorder recorder(problem, x0, options_, observer, std::move(stop), units);
    Evaluator& evaluator = recorder.evaluator();
    CubicModel model;
    TrialStep trial(evaluator, x0.size());
    Vector x = recorder.start(), g(x0.size());
    Matrix H;
    double objective = not_applicable, sigma = cubic_.sigma, least = 0;
    for (;;) {
        if (evaluator.gradient(x, objective, g) != EvalStatus::ok) return recorder.end_not_finite(x);
        if (!recorder.reach(x, objective, g)) return recorder.result();
        if (evaluator.hessian(x, H) != EvalStatus::ok) return recorder.end_not_finite(x);
        if (!recorder.emit(&H)) return recorder.result();
        if (!model.set(H, g)) return recorder.end_not_finite(x);
        if (recorder.iteration() == 0) {
            if (sigma == 0) sigma = first_weight(H, recorder.length());
            least = std::numeric_limits<double>::epsilon() * sigma;
        }
        const double norm = safe_norm(g);
        for (bool accepted = false; !accepted;) {
            model.minimise(sigma);
            const double ratio = trial.ratio(x, model.step(), objective, norm, model.predicted_decrease());
            if (trial.point() == x) return recorder.end_without_descent();
            if (ratio < cubic_.acceptance) sigma *= cubic_.factor;
            if (ratio >= cubic_.very_successful) {
                sigma = std::max(sigma / cubic_.factor, least);
            }
            accepted = ratio >= cubic_.acceptance;
            if (!accepted && recorder.interrupted()) return recorder.result();
            recorder.note({.model_decrease = model.predicted_decrease()});
        }
        x = trial.point();
    }
}

}  // namespace basin
