// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solvers/damped_newton.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "core/numeric/check.h"
#include "core/numeric/cholesky.h"
#include "core/numeric/norm.h"
#include "core/solvers/hessian_approximation.h"
#include "core/solvers/recorder.h"
#include "core/solvers/start_check.h"

namespace basin {

namespace {

/// p = -(H + tau I)^{-1} g with the first tau >= 0 that makes it positive definite. Returns false when none
/// does.
class ShiftedNewtonDirection {
  public:
    explicit ShiftedNewtonDirection(double shift) : shift_(shift) {}

    bool compute(const Matrix& H, const Vector& g, Vector& p) {
        const double unit = shift_ * std::max(safe_norm(H), std::numeric_limits<double>::min());
        const double lowest = H.diagonal().minCoeff();
        double tau = lowest > 0 ? 0 : unit - lowest;
        // Each shift is at least double the last, so that 60 of them exceed every norm.
        for (int attempt = 0; attempt < 60; ++attempt, tau = std::max(2 * tau, unit)) {
            shifted_ = H;
            shifted_.diagonal().array() += tau;
            if (!cholesky_.factorise(shifted_)) continue;
            cholesky_.solve(g, p);
            p = -p;
            // A barely definite matrix may give a direction that rounding has turned uphill.
            if (p.allFinite() && safe_dot(g, p) < 0) return true;
        }
        return false;
    }

  private:
    double shift_;
    Matrix shifted_;  // d x d
    Cholesky cholesky_;
};

}  // namespace

void DampedNewtonOptions::validate() const {
    line_search.validate();
    require(shift > 0 && shift < 1, "shift", shift, "0 < shift < 1");
}

DampedNewton::DampedNewton(const SolverOptions& options, const DampedNewtonOptions& damping)
    : options_(options), damping_(damping) {
    options_.validate();
    damping_.validate();
}

std::optional<std::string> DampedNewton::rejects(const Problem& problem) const {
    return reject_dense_hessian(problem.dimension());
}

SolveResult DampedNewton::solve(const Problem& problem, const Vector& x0, const Observer& observer,
                                std::stop_token stop) const {
    if (auto refused = refuse_input(*this, problem, x0)) return *std::move(refused);
    Recorder recorder(problem, x0, options_, observer, std::move(stop));
    Evaluator& evaluator = recorder.evaluator();
    ArmijoSearch line_search(evaluator, damping_.line_search, x0.size());
    ShiftedNewtonDirection direction(damping_.shift);
    Vector x = recorder.start(), g(x0.size()), p(x0.size());
    Matrix H;
    double objective = not_applicable, length = not_applicable;
    for (;;) {
        if (evaluator.gradient(x, objective, g) != EvalStatus::ok) return recorder.end_not_finite(x);
        if (!recorder.reach(x, objective, g, length)) return recorder.result();
        if (evaluator.hessian(x, H) != EvalStatus::ok) return recorder.end_not_finite(x);
        if (!recorder.emit(&H)) return recorder.result();
        if (!direction.compute(H, g, p)) return recorder.end_indefinite(H, "Hessian");
        const double slope = safe_dot(g, p);
        length = line_search.search(x, p, objective, slope, 1);
        if (!(length > 0)) return recorder.end_without_descent();
        recorder.note({.model_decrease = -length * (1 - length / 2) * slope});
        x = line_search.trial();
    }
}

}  // namespace basin
