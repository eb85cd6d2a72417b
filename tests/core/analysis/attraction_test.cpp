// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/attraction.h"

#include <cmath>
#include <vector>

#include <QTest>

#include "core/problems/test_functions.h"
#include "core/solvers/damped_newton.h"
#include "core/solvers/first_order.h"
#include "core/solvers/levenberg_marquardt.h"
#include "core/solvers/newton.h"
#include "tests/support/instances.h"

using namespace basin;
using namespace basin::test;

namespace {

/// Both unknowns, centred anywhere.
LandscapePlane square_around(const Vector& centre, double half_width) {
    LandscapePlane plane;
    plane.plane = {centre, Vector::Unit(centre.size(), 0), Vector::Unit(centre.size(), 1)};
    plane.half_width = half_width;
    return plane;
}

AttractionSpec spec(Index resolution) {
    return {.resolution = resolution};
}

std::size_t count_converged(const Attraction& picture) {
    return static_cast<std::size_t>(
        std::count_if(picture.pixels.begin(), picture.pixels.end(),
                      [](const AttractionPixel& pixel) { return pixel.converged(); }));
}

}  // namespace

class AttractionTest : public QObject {
    Q_OBJECT

  private slots:
    void newton_on_the_double_well_ends_where_the_algebra_says() {
        const TestFunction well = double_well();
        const Newton newton(trial_options({}, 100));
        // 41 points: none lies on x_1 = +-1/sqrt(3), one column lies on 0.
        const auto picture =
            compute_attraction(*well.problem, square_around(Eigen::Vector2d::Zero(), 2), spec(41), newton);
        QCOMPARE(picture->stride, 1);
        QCOMPARE(picture->minimisers.size(), 2U);
        QVERIFY((picture->minimisers[0].x - Eigen::Vector2d(1, 0)).norm() < 1e-12);
        // A gradient of 1e-10 and a curvature of 2.
        QVERIFY((picture->minimisers[1].x - Eigen::Vector2d(-1, 0)).norm() < 1e-9);
        QVERIFY(std::abs(picture->minimisers[1].objective) < 1e-15);
        for (Index j = 0; j < 41; ++j) {
            for (Index i = 0; i < 41; ++i) {
                const double x = picture->a[i];
                const AttractionPixel& pixel = picture->pixel(i, j);
                if (std::abs(x) < 1 / std::sqrt(3.0)) {
                    const bool at_saddle = x == 0 && picture->b[j] == 0;
                    QCOMPARE(pixel.termination,
                             at_saddle ? Termination::not_a_minimum : Termination::indefinite);
                    continue;
                }
                QVERIFY(pixel.converged());
                QCOMPARE(pixel.minimiser, x > 0 ? 0 : 1);
                // The function is even in both unknowns.
                QCOMPARE(picture->pixel(40 - i, j).iterations, pixel.iterations);
                QCOMPARE(picture->pixel(i, 40 - j).iterations, pixel.iterations);
            }
        }
    }

    void all_minimisers_are_found_and_told_apart() {
        const TestFunction function = himmelblau();
        const DampedNewton solver(trial_options({}, 200));
        const auto picture = compute_attraction(*function.problem, square_around(Eigen::Vector2d::Zero(), 5),
                                                spec(64), solver);
        QCOMPARE(picture->minimisers.size(), 4U);
        // Himmelblau (1972), to the digits of the usual tables.
        const double known[4][2] = {
            {3, 2}, {-2.805118, 3.131313}, {-3.779310, -3.283186}, {3.584428, -1.848127}};
        for (const auto& [x, y] : known) {
            const auto near = [&](const AttractionMinimiser& found) {
                return (found.x - Eigen::Vector2d(x, y)).norm() < 2e-6;
            };
            QCOMPARE(std::count_if(picture->minimisers.begin(), picture->minimisers.end(), near), 1);
        }
        QVERIFY(near_symmetric_shares(*picture));
    }

    void a_pixel_is_the_run_from_its_start() {
        const SoftmaxCase made = softmax_case({.n = 30, .d = 3, .m = 8});
        LandscapeSpec landscape;
        landscape.extent = 1;
        const Vector x0 = start_at(made.minimiser, 2, 5);
        const auto plane = make_landscape_plane(*made.problem, landscape, made.minimiser, x0);
        const Newton newton(trial_options({}, 100));
        const ApproximateNewton approximate(trial_options({}, 100), {.error = 0.5, .seed = 3});
        const GradientDescent descent(trial_options({}, 100));
        for (const Solver* solver : std::initializer_list<const Solver*>{&newton, &approximate, &descent}) {
            const auto picture = compute_attraction(*made.problem, plane, spec(16), *solver);
            QCOMPARE(picture->solver, std::string(solver->name()));
            for (Index j = 0; j < 16; ++j) {
                for (Index i = 0; i < 16; ++i) {
                    const SolveResult end =
                        solver->solve(*made.problem, point_on(plane, picture->a[i], picture->b[j]));
                    QCOMPARE(picture->pixel(i, j).termination, end.termination);
                    QCOMPARE(Index{picture->pixel(i, j).iterations}, end.iterations);
                }
            }
        }
    }

    void a_run_that_ends_on_a_saddle_has_reached_no_minimiser() {
        const TestFunction well = double_well();
        const GradientDescent descent(trial_options({}, 2000));
        const auto picture =
            compute_attraction(*well.problem, square_around(Eigen::Vector2d::Zero(), 1.5), spec(11), descent);
        QCOMPARE(picture->minimisers.size(), 2U);
        for (Index j = 0; j < 11; ++j) {
            // The middle column leads straight to the saddle in 0.
            QCOMPARE(picture->pixel(5, j).termination, Termination::not_a_minimum);
            QVERIFY(picture->pixel(2, j).converged() && picture->pixel(2, j).minimiser == 1);
        }
    }

    void threads_make_no_difference() {
        const TestFunction function = himmelblau();
        const Newton solver(trial_options({}, 60));
        const auto plane = square_around(Eigen::Vector2d(0.3, -0.2), 6);
        const auto one = compute_attraction(*function.problem, plane, spec(100), solver, {}, {}, 1);
        const auto many = compute_attraction(*function.problem, plane, spec(100), solver, {}, {}, 4);
        QVERIFY(one->pixels == many->pixels);
        QCOMPARE(one->minimisers.size(), many->minimisers.size());
        for (std::size_t k = 0; k < one->minimisers.size(); ++k)
            QVERIFY(one->minimisers[k].x == many->minimisers[k].x);
    }

    void pictures_come_coarse_to_fine_and_whole() {
        const TestFunction well = double_well();
        const Newton newton(trial_options({}, 100));
        std::vector<std::shared_ptr<const Attraction>> shown;
        const auto last =
            compute_attraction(*well.problem, square_around(Eigen::Vector2d::Zero(), 2), spec(50), newton,
                               [&](const auto& picture) { shown.push_back(picture); });
        QVERIFY(shown.size() >= 2);
        QCOMPARE(shown.front()->stride, 16);
        QVERIFY(shown.back() == last);
        for (const auto& picture : shown) {
            for (const AttractionPixel& pixel : picture->pixels)
                QVERIFY(pixel.termination != Termination::stopped);
        }
        // What a coarse picture has computed does not change any more.
        for (Index j = 0; j < 50; j += 16)
            for (Index i = 0; i < 50; i += 16) QVERIFY(shown.front()->pixel(i, j) == last->pixel(i, j));
    }

    void a_stop_request_ends_it() {
        const TestFunction well = double_well();
        const Newton newton(trial_options({}, 100));
        std::stop_source stop;
        const auto picture = compute_attraction(
            *well.problem, square_around(Eigen::Vector2d::Zero(), 2), spec(200), newton,
            [&stop](const auto&) { stop.request_stop(); }, stop.get_token());
        QVERIFY(picture == nullptr);
    }

    void runs_that_leave_are_told_from_those_that_are_slow() {
        const SoftmaxCase made = softmax_case({.n = 30, .d = 2, .m = 8, .ridge = 1e-3});
        const auto plane = square_around(made.minimiser.x, 2);
        const GradientDescent descent(trial_options({}, 3));
        const auto picture = compute_attraction(*made.problem, plane, {.resolution = 9}, descent);
        QVERIFY(count_converged(*picture) <= 1);
        for (const AttractionPixel& pixel : picture->pixels) QVERIFY(!pixel.diverged());
        const auto far = compute_attraction(*made.problem, square_around(made.minimiser.x, 1e200),
                                            {.resolution = 4}, descent);
        for (const AttractionPixel& pixel : far->pixels) QVERIFY(pixel.diverged());
    }

    void a_solver_that_cannot_take_the_problem_says_why() {
        const TestFunction kinked = absolute_values(2);
        const LevenbergMarquardt solver(trial_options({}, 10));
        QVERIFY(solver.rejects(*kinked.problem));
        const auto picture =
            compute_attraction(*kinked.problem, square_around(kinked.start, 1), spec(8), solver);
        QCOMPARE(picture->note, *solver.rejects(*kinked.problem));
        QCOMPARE(count_converged(*picture), 0U);
    }

    void spec_rejects_values_out_of_range() {
        AttractionSpec wrong;
        wrong.resolution = 1;
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, wrong.validate());
        wrong = {};
        wrong.max_iterations = 0;
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, wrong.validate());
        wrong = {};
        wrong.solver = Index{-1};
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, wrong.validate());
    }

  private:
    /// Each of the four basins holds a good part of the square.
    static bool near_symmetric_shares(const Attraction& picture) {
        std::vector<int> starts(4);
        for (const AttractionPixel& pixel : picture.pixels)
            if (pixel.converged()) ++starts[static_cast<std::size_t>(pixel.minimiser)];
        return std::ranges::all_of(starts, [](int count) { return count > 64 * 64 / 10; });
    }
};

QTEST_APPLESS_MAIN(AttractionTest)
#include "attraction_test.moc"
