// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solvers/trust_region_newton.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/numeric/check.h"
#include "core/numeric/norm.h"
#include "core/problems/gradient_sizes.h"
#include "core/solvers/start_check.h"
#include "core/solvers/steihaug.h"
#include "core/solvers/trial_step.h"

namespace basin {

namespace {

/// [Nocedal, Wright 2006], algorithm 4.1.
double next_radius(double radius, double ratio, const SteihaugSearch& search, double max_radius) {
    if (ratio < 0.25) return 0.25 * std::min(radius, safe_norm(search.step()));
    if (ratio > 0.75 && search.at_border()) return std::min(2 * radius, max_radius);
    return radius;
}

}  // namespace

void TrustRegionOptions::validate() const {
    require(initial_radius >= 0, "initial_radius", initial_radius, "a value >= 0");
    require(max_radius == 0 || max_radius >= initial_radius, "max_radius", max_radius,
            "0 or max_radius >= initial_radius");
    require(acceptance >= 0 && acceptance < 0.25, "acceptance", acceptance, "0 <= acceptance < 0.25");
    require(forcing > 0 && forcing < 1, "forcing", forcing, "0 < forcing < 1");
}

TrustRegionNewton::TrustRegionNewton(const SolverOptions& options, const TrustRegionOptions& region)
    : options_(options), region_(region) {
    options_.validate();
    region_.validate();
}

SolveResult TrustRegionNewton::solve(const Problem& problem, const Vector& x0, const Observer& observer,
                                     std::stop_token stop) const {
    if (auto refused = refuse_input(*this, problem, x0)) return *std::move(refused);
    // A length that the user gave has the user's unit.
    const bool given = region_.initial_radius > 0 || region_.max_radius > 0;
    Recorder recorder(problem, x0, options_, observer, std::move(stop),
                      given ? WorkUnits::given : WorkUnits::rescaled);
    Evaluator& evaluator = recorder.evaluator();
    SteihaugSearch search(recorder, x0.size());
    TrialStep trial(evaluator, x0.size());
    Vector x = recorder.start(), g(x0.size());
    double objective = not_applicable, radius = region_.initial_radius, max_radius = region_.max_radius;
    GradientSizes sizes;  // at x0
    for (;;) {
        if (evaluator.gradient(x, objective, g) != EvalStatus::ok) return recorder.end_not_finite(x);
        if (!recorder.reach(x, objective, g) || !recorder.emit()) return recorder.result();
        if (recorder.iteration() == 0) {
            sizes = recorder.sizes();
            if (radius == 0) radius = recorder.length();
            if (max_radius == 0) max_radius = 1e4 * radius;
        }
        const double norm = safe_norm(g);
        const double tolerance = std::min(region_.forcing, std::sqrt(relative_gradient(g, sizes))) * norm;
        for (bool accepted = false; !accepted;) {
            if (!search.solve(x, g, radius, tolerance)) {
                return recorder.ended() ? recorder.result() : recorder.end_not_finite(x);
            }
            const double predicted = search.predicted_decrease(g);
            const double ratio = trial.ratio(x, search.step(), objective, norm, predicted);
            if (trial.point() == x) return recorder.end_without_descent();
            radius = next_radius(radius, ratio, search, max_radius);
            accepted = ratio > region_.acceptance;
            if (!accepted && recorder.interrupted()) return recorder.result();
            recorder.note({.model_decrease = predicted});
        }
        x = trial.point();
    }
}

}  // namespace basin
