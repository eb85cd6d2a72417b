// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/theory_bounds.h"

#include <cmath>

#include "core/analysis/local_convergence.h"
#include "ui/plots/run_look.h"

namespace basin::ui {

namespace {
constexpr double promisedFactor = 0.4;  // a step ([LSWY], main theorem)
}

std::vector<QPointF> promisedDistances(const Results& results, Index last) {
    double r0 = results.certificate.start_radius;
    for (const SolverRun& run : results.runs)
        if (std::isnan(r0) && !run.history.empty()) r0 = run.history.front().distance;
    std::vector<QPointF> points;
    if (!(r0 > 0)) return points;
    for (Index k = 0; k <= last; ++k) {
        const double promised = r0 * std::pow(promisedFactor, static_cast<double>(k));
        if (promised <= 0) break;
        points.emplace_back(static_cast<double>(k), promised);
    }
    return points;
}

std::vector<double> contractionBounds(const Results& results, std::size_t run, ContractionNorm norm) {
    const SolverRun& r = results.runs[run];
    const auto bound =
        norm == ContractionNorm::euclidean ? published_contraction_bound : energy_contraction_bound;
    std::vector<double> bounds(r.history.size(), not_applicable);
    for (std::size_t k = 1; k < r.history.size(); ++k) {
        const double achieved = r.history[k].achieved_error;
        const double eps0 = std::isnan(achieved) ? requestedError(r.spec) : achieved;
        const double limit =
            bound(eps0, results.certificate.l, results.certificate.M_estimate, r.history[k - 1].distance);
        if (std::isfinite(limit)) bounds[k] = limit;
    }
    return bounds;
}

BoundCheck checkBound(const Results& results, std::size_t run, ContractionNorm norm, Index last) {
    return checkBound(results, run, norm, last, contractionBounds(results, run, norm));
}

BoundCheck checkBound(const Results& results, std::size_t run, ContractionNorm norm, Index last,
                      const std::vector<double>& bounds) {
    BoundCheck check;
    for (std::size_t k = 1; k < bounds.size(); ++k) {
        const IterationRecord& record = results.runs[run].history[k];
        const double measured =
            norm == ContractionNorm::euclidean ? record.contraction : record.energy_contraction;
        if (record.iteration > last || std::isnan(measured) || std::isnan(bounds[k])) continue;
        const double before = results.runs[run].history[k - 1].distance;
        ++check.steps;
        if (!exceeds_bound(measured, bounds[k], before, results.minimiser)) continue;
        ++check.exceeded;
        if (check.exceeded == 1 || measured / bounds[k] > check.measured / check.bound) {
            check.measured = measured;
            check.bound = bounds[k];
        }
    }
    return check;
}

}  // namespace basin::ui
