// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cmath>
#include <memory>
#include <string>
#include <vector>

#include "core/experiment/results.h"

namespace basin::test {

/// How fast a made-up solver goes: its distance shrinks by this factor a step, or is squared.
struct Pace {
    const char* solver;
    double factor;
    bool quadratic;
    Index iterations;
};

inline constexpr std::array paces{Pace{"newton", 0.9, true, 7}, Pace{"approximate-newton", 0.12, false, 12},
                                  Pace{"damped-newton", 0.95, true, 8},
                                  Pace{"gradient-descent", 0.72, false, 40}, Pace{"lbfgs", 0.35, false, 18}};

/// A curved valley with its minimum 0.01 at the origin.
inline double valley(double a, double b) {
    return 0.01 + 4 * std::pow(b - 0.4 * a * a, 2) + 0.3 * a * a;
}

inline SolverRun syntheticRun(const Pace& pace, double radius) {
    SolverRun run;
    run.spec.name = pace.solver;
    if (run.spec.name == "approximate-newton") run.spec.parameters["error"] = 0.1;
    double distance = radius, before = not_applicable, beforeA = 0, beforeB = 0;
    for (Index k = 0; k <= pace.iterations; ++k) {
        const double angle = 0.8 + 0.25 * static_cast<double>(k);
        const double a = distance * std::cos(angle), b = distance * std::sin(angle) * 0.6;
        IterationRecord r;
        r.iteration = k;
        r.distance = distance;
        r.objective = valley(a, b);
        r.gradient_norm = 3 * distance;
        if (k > 0) {
            r.contraction = distance / before;
            r.energy_contraction = 0.8 * r.contraction;
            r.step_norm = std::hypot(a - beforeA, b - beforeB) * 1.1;
            r.achieved_error = run.spec.name == "approximate-newton" ? 0.1 : not_applicable;
        }
        r.seconds = 1e-5 * static_cast<double>(k + 1) * (pace.quadratic ? 4 : 1);
        Vector spectrum(4);
        spectrum << 0.4 - 0.9 * distance, 1.2, 3 + distance, 12 + 4 * distance;
        r.lambda_min = spectrum[0];
        r.lambda_max = spectrum[3];
        run.history.push_back(r);
        run.path.push_back({a, b, 0.1 * distance});
        run.eigenvalues.push_back(spectrum);
        run.model_eigenvalues.push_back(pace.factor == 0.12 ? Vector(1.1 * spectrum) : Vector());
        before = distance;
        beforeA = a;
        beforeB = b;
        distance = pace.quadratic ? 0.8 * distance * distance : pace.factor * distance;
        if (distance < 1e-17) distance = 0;
    }
    run.result.termination = Termination::converged;
    run.result.iterations = pace.iterations;
    return run;
}

inline std::shared_ptr<const Landscape> syntheticLandscape(Index resolution, double halfWidth) {
    auto landscape = std::make_shared<Landscape>();
    landscape->plane.plane = {Vector::Zero(4), Vector::Unit(4, 0), Vector::Unit(4, 1)};
    landscape->plane.kind = PlaneKind::start_minimiser;
    landscape->plane.half_width = halfWidth;
    landscape->a = Vector::LinSpaced(resolution, -halfWidth, halfWidth);
    landscape->b = landscape->a;
    landscape->values.resize(resolution, resolution);
    for (Index j = 0; j < resolution; ++j)
        for (Index i = 0; i < resolution; ++i)
            landscape->values(i, j) = valley(landscape->a[i], landscape->b[j]);
    return landscape;
}

/// Two minimisers, left and right; the upper right corner diverges, a strip in the middle does not arrive.
inline std::shared_ptr<const Attraction> syntheticAttraction(const LandscapePlane& plane, Index resolution) {
    auto attraction = std::make_shared<Attraction>();
    attraction->plane = plane;
    attraction->a = attraction->b = Vector::LinSpaced(resolution, -plane.half_width, plane.half_width);
    attraction->solver = "newton";
    attraction->max_iterations = 100;
    Vector second = Vector::Zero(4);
    second[0] = 0.6;
    attraction->minimisers = {{Vector::Zero(4), valley(0, 0)}, {second, valley(0.6, 0)}};
    for (Index j = 0; j < resolution; ++j)
        for (Index i = 0; i < resolution; ++i) {
            const double a = attraction->a[i] / plane.half_width, b = attraction->b[j] / plane.half_width;
            AttractionPixel pixel;
            pixel.termination = a + b > 1.2                ? Termination::diverged
                                : std::abs(a - 0.3) < 0.15 ? Termination::indefinite
                                                           : Termination::converged;
            pixel.minimiser = a > 0.3 ? 1 : 0;
            pixel.iterations = static_cast<std::int32_t>(3 + 10 * std::hypot(a, b));
            attraction->pixels.push_back(pixel);
        }
    return attraction;
}

/// Success falls with radius and error; the last row of cells is not computed. Starts from afar overshoot or
/// reach the limit, those that begin nearer fail by the Hessian, the more the smaller the error.
inline std::shared_ptr<const BasinMap> syntheticBasinMap(Index radii, Index errors) {
    auto map = std::make_shared<BasinMap>();
    map->radii = Vector(radii);
    for (Index i = 0; i < radii; ++i)
        map->radii[i] = std::pow(10, -2 + 3.0 * static_cast<double>(i) / static_cast<double>(radii - 1));
    map->errors = Vector::LinSpaced(errors, 0, 0.9);
    map->cells.resize(static_cast<std::size_t>(radii * errors));
    for (Index j = 0; j + 1 < errors; ++j)
        for (Index i = 0; i < radii; ++i) {
            BasinMapCell& cell = map->cells[static_cast<std::size_t>(i + radii * j)];
            const double ease = 1.4 - 1.1 * map->errors[j] - 0.9 * (std::log10(map->radii[i]) + 0.6);
            cell.trials = 24;
            cell.successes = std::lround(24 * std::clamp(ease, 0.0, 1.0));
            if (cell.successes > 0) cell.median_iterations = 4 + std::round(20 * map->errors[j]);
            const Index failures = cell.trials - cell.successes, bent = failures * (errors - j) / errors;
            cell.causes[FailureCause::indefinite_hessian] = bent;
            cell.causes[3 * i > 2 * radii ? FailureCause::overshot : FailureCause::still_falling] =
                failures - bent;
            ++map->computed;
        }
    map->expected = radii * errors;
    return map;
}

/// Three approximations whose errors cost what errors cost, and one that does not arrive.
inline std::shared_ptr<const Tradeoff> syntheticTradeoff() {
    auto tradeoff = std::make_shared<Tradeoff>();
    const auto add = [&](Approximation approximation, double error, double step, double steps) {
        TradeoffPoint& point = tradeoff->points.emplace_back();
        point.approximation = approximation;
        point.error = error;
        point.runs = 3;
        point.step_seconds = step;
        point.samples = std::isnan(error) ? not_applicable : 40 / (error * error);
        ++tradeoff->measured;
        if (std::isnan(steps)) {
            point.ending = Termination::diverged;
            return;
        }
        point.converged = 3;
        point.ending = Termination::converged;
        point.steps = steps;
        point.seconds = step * steps;
        point.achieved_error = approximation == Approximation::exact ? 0
                               : std::isnan(error)                   ? 0.2
                                                                     : error / 2;
    };
    add(Approximation::exact, not_applicable, 4e-3, 4);
    for (const double error : {0.1, 0.2, 0.4, 0.8})
        add(Approximation::leverage_sampling, error, 6e-5 / (error * error) + 4e-4,
            5 + std::round(20 * error));
    add(Approximation::gauss_newton, not_applicable, 2.4e-3, 9);
    add(Approximation::diagonal, not_applicable, 1e-4, not_applicable);
    tradeoff->mark_front();
    return tradeoff;
}

/// Runs from as many seeds, of which each solver's first ones arrive, in ever more steps.
inline std::shared_ptr<const Repeats> syntheticRepeats(std::size_t solvers, Index count) {
    auto repeats = std::make_shared<Repeats>();
    repeats->count = repeats->finished = count;
    repeats->solvers.resize(solvers);
    for (std::size_t i = 0; i < solvers; ++i) {
        for (Index k = 0; k < count; ++k) {
            RepeatEnd end;
            end.done = true;
            end.arrived = k < count - static_cast<Index>(i);
            end.termination = end.arrived ? Termination::converged : Termination::indefinite;
            end.iterations = 3 + k / 2 + 4 * static_cast<Index>(i);
            end.seconds = 1e-5 * static_cast<double>(end.iterations);
            repeats->solvers[i].ends.push_back(end);
        }
        repeats->solvers[i].traces.resize(static_cast<std::size_t>(count));
    }
    return repeats;
}

/// A finished run of five solvers in four unknowns, with everything in it but repeats.
inline Results syntheticResults() {
    Results results;
    results.experiment.title = "Synthetic <valley> & friends";
    results.experiment.start.radius = 0.6;
    for (const Pace& pace : paces) {
        results.runs.push_back(syntheticRun(pace, results.experiment.start.radius));
        results.experiment.solvers.push_back(results.runs.back().spec);
    }
    results.experiment.landscape = LandscapeSpec{};
    results.experiment.attraction = AttractionSpec{};
    results.experiment.spectrum = SpectrumSpec{};
    results.experiment.basin_map = BasinMapSpec{};
    results.minimiser.x = Vector::Zero(4);
    results.minimiser.objective = valley(0, 0);
    results.minimiser.smallest_eigenvalue = 0.4;
    results.minimiser.verified = true;
    results.x0 = Vector::Zero(4);
    results.x0[0] = results.runs[0].path[0].a;
    results.x0[1] = results.runs[0].path[0].b;
    results.certificate.l = 0.4;
    results.certificate.M_estimate = 0.3;
    results.certificate.guaranteed_radius = 0.04 / 0.3;
    results.certificate.guaranteed_radius_certified = 0.04 / 0.3;
    results.certificate.start_radius = results.experiment.start.radius;
    results.landscape = syntheticLandscape(129, 0.9);
    results.attraction = syntheticAttraction(results.landscape->plane, 101);
    results.basin_map = syntheticBasinMap(16, 10);
    results.experiment.tradeoff = TradeoffSpec{};
    results.tradeoff = syntheticTradeoff();
    return results;
}

}  // namespace basin::test
