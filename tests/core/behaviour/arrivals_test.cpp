// SPDX-License-Identifier: GPL-3.0-or-later
// A maximum or a saddle is no arrival in maps, attractions and trade-offs.
#include <memory>

#include <QtTest/QTest>

#include "core/analysis/attraction.h"
#include "core/analysis/basin_map.h"
#include "core/analysis/minimiser.h"
#include "core/analysis/tradeoff.h"
#include "tests/support/all_solvers.h"
#include "tests/support/bent_problems.h"

using namespace basin;
using namespace basin::test;

namespace {

LandscapePlane square_of_starts(double half_width) {
    LandscapePlane plane;
    plane.plane = {Vector::Zero(2), Vector::Unit(2, 0), Vector::Unit(2, 1)};
    plane.half_width = half_width;
    return plane;
}

}  // namespace

class ArrivalsTest : public QObject {
    Q_OBJECT

  private slots:
    void an_attraction_with_many_unknowns() {
        constexpr Index d = 600;
        Matrix A1 = Matrix::Zero(3 + 2 * (d - 1), d);
        A1(0, 0) = 1;
        A1(1, 0) = -1;
        Matrix A2 = Matrix::Zero(1, A1.rows());
        A2(0, 0) = A2(0, 1) = static_cast<double>(A1.rows());
        for (Index j = 1; j < d; ++j) {
            A1(1 + 2 * j, j) = 1;
            A1(2 + 2 * j, j) = -1;
        }
        const SoftmaxRegression problem =
            softmax(A1, A2, Vector::Constant(1, 4.0), 0.1, Activation::identity);
        LandscapePlane plane;
        plane.plane = {Vector::Zero(d), Vector::Unit(d, 0), Vector::Unit(d, 1)};
        plane.half_width = 0.5;
        const Lbfgs lbfgs(trial_options({}, 500));
        const auto picture = compute_attraction(problem, plane, {.resolution = 3}, lbfgs);
        // The middle column leads to the saddle at 0, the others to a minimum on their side.
        for (Index j = 0; j < 3; ++j) {
            QCOMPARE(picture->pixel(1, j).termination, Termination::not_a_minimum);
            QVERIFY(picture->pixel(0, j).converged() && picture->pixel(2, j).converged());
        }
        QCOMPARE(picture->minimisers.size(), 2U);
    }

    void a_basin_map_does_not_count_a_start_at_the_maximum() {
        SoftmaxRegression problem = hill();
        const Minimiser minimiser = find_minimiser(problem, Vector::Ones(1));
        QVERIFY(minimiser.verified);
        problem.set_minimiser(minimiser.x);
        // In one dimension a start at this radius is the maximum, or lies as far on the other side.
        const double radius = minimiser.x.norm();
        BasinMapSpec spec;
        spec.radius_min = spec.radius_max = radius;
        spec.radius_count = spec.error_count = 1;
        spec.error_max = 0;
        spec.refinement = 0;
        spec.approximation = Approximation::controlled;
        const auto map = compute_basin_map(problem, minimiser, spec, {});
        // Newton from 2 x* meets a Hessian that bends downwards, or comes to x*: count the others.
        const bool back =
            Newton(trial_options({}, spec.max_iterations)).solve(problem, 2 * minimiser.x).termination ==
            Termination::converged;
        QVERIFY(map->cell(0, 0).successes < map->cell(0, 0).trials);
        if (!back) QCOMPARE(map->cell(0, 0).successes, Index{0});
    }

    void an_attraction_tells_a_maximum_from_a_minimum() {
        SoftmaxRegression problem = pass();
        const Minimiser minimiser = find_minimiser(problem, Eigen::Vector2d(1, 0));
        problem.set_minimiser(minimiser.x);
        const GradientDescent descent(trial_options({}, 3000));
        const auto picture = compute_attraction(problem, square_of_starts(2), {.resolution = 5}, descent);
        // The middle of the square is the saddle, and its column leads to it.
        for (Index j = 0; j < 5; ++j) QCOMPARE(picture->pixel(2, j).termination, Termination::not_a_minimum);
        QVERIFY(picture->pixel(4, 2).converged());
        QCOMPARE(picture->minimisers.size(), 2U);
    }

    void a_tradeoff_from_a_maximum_has_nothing_that_arrived() {
        const SoftmaxRegression problem = hill();
        TradeoffSpec spec;
        spec.approximations = {Approximation::exact, Approximation::gauss_newton};
        spec.runs = 2;
        const auto tradeoff = measure_tradeoff(problem, Vector::Zero(1), spec, {});
        for (const TradeoffPoint& point : tradeoff->points) {
            QCOMPARE(point.ending, Termination::not_a_minimum);
            QCOMPARE(point.converged, Index{0});
        }
        QVERIFY(tradeoff->fastest() == nullptr);
    }
};

QTEST_APPLESS_MAIN(ArrivalsTest)
#include "arrivals_test.moc"
