// SPDX-License-Identifier: GPL-3.0-or-later
// A window into a basin of attraction: every pixel is the run from its own start, down to where neighbours
// meet.
#include "core/analysis/attraction_part.h"

#include <cmath>
#include <vector>

#include <QTest>

#include "core/problems/test_functions.h"
#include "core/solvers/damped_newton.h"
#include "core/solvers/newton.h"
#include "tests/support/instances.h"

using namespace basin;
using namespace basin::test;

namespace {

LandscapePlane square_around(const Vector& centre, double half_width) {
    LandscapePlane plane;
    plane.plane = {centre, Vector::Unit(centre.size(), 0), Vector::Unit(centre.size(), 1)};
    plane.half_width = half_width;
    return plane;
}

/// Neighbouring starts of the part's grid that are the same point.
int meetings(const LandscapePlane& plane, const PlanePart& part, Index resolution) {
    const auto at = [&](Index i, Index j) {
        const auto step = [&](Index k) {
            return part.half_width * ((2 * static_cast<double>(k) - static_cast<double>(resolution - 1)) /
                                      static_cast<double>(resolution - 1));
        };
        return point_on(plane, part.a + step(i), part.b + step(j));
    };
    int count = 0;
    for (Index j = 0; j < resolution; ++j) {
        for (Index i = 0; i < resolution; ++i) {
            count += i > 0 && at(i, j) == at(i - 1, j);
            count += j > 0 && at(i, j) == at(i, j - 1);
        }
    }
    return count;
}

}  // namespace

class AttractionPartTest : public QObject {
    Q_OBJECT

  private slots:
    void a_pixel_is_the_run_from_its_start() {
        const SoftmaxCase made = softmax_case({.n = 30, .d = 3, .m = 8});
        LandscapeSpec landscape;
        landscape.extent = 1;
        const auto plane =
            make_landscape_plane(*made.problem, landscape, made.minimiser, start_at(made.minimiser, 2, 5));
        const Newton newton(trial_options({}, 100));
        const auto whole = compute_attraction(*made.problem, plane, {.resolution = 17}, newton);
        for (const double width : {0.3, 1e-3, 1e-9}) {
            const PlanePart part{0.4 * plane.half_width, -0.3 * plane.half_width, width * plane.half_width};
            const auto picture = compute_attraction_part(*made.problem, *whole, part, *whole, newton);
            QCOMPARE(picture->stride, Index{1});
            QVERIFY(std::abs(picture->a[0] - (part.a - part.half_width)) <= 1e-15);
            for (Index j = 0; j < 17; ++j) {
                for (Index i = 0; i < 17; ++i) {
                    const SolveResult end =
                        newton.solve(*made.problem, point_on(plane, picture->a[i], picture->b[j]));
                    const AttractionPixel& pixel = picture->pixel(i, j);
                    QCOMPARE(pixel.termination, end.termination);
                    QCOMPARE(Index{pixel.iterations}, end.iterations);
                    if (!pixel.converged()) continue;
                    const Vector& x = picture->minimisers[static_cast<std::size_t>(pixel.minimiser)].x;
                    QVERIFY((x - end.x).norm() <= 1e-4 * std::max(1.0, x.norm()));
                }
            }
        }
    }

    void the_part_that_is_all_is_the_whole() {
        const TestFunction function = himmelblau();
        const Newton newton(trial_options({}, 60));
        const auto whole = compute_attraction(*function.problem, square_around(Eigen::Vector2d(0.3, -0.2), 6),
                                              {.resolution = 50}, newton);
        const auto again = compute_attraction_part(*function.problem, *whole, {0, 0, 6}, *whole, newton);
        QVERIFY(again->a == whole->a && again->b == whole->b);
        QVERIFY(again->pixels == whole->pixels);
        QCOMPARE(again->minimisers.size(), whole->minimisers.size());
    }

    // Numbers that no sum rounds, so that the two have the same starts to the last bit.
    void a_window_is_what_a_fresh_computation_there_gives() {
        const TestFunction function = himmelblau();
        const DampedNewton solver(trial_options({}, 200));
        const auto whole = compute_attraction(*function.problem, square_around(Eigen::Vector2d::Zero(), 4),
                                              {.resolution = 33}, solver);
        const PlanePart part{-0.5, 1.25, 0.25};
        const auto window = compute_attraction_part(*function.problem, *whole, part, *whole, solver);
        const auto fresh = compute_attraction(*function.problem,
                                              square_around(Eigen::Vector2d(part.a, part.b), part.half_width),
                                              {.resolution = 33}, solver);
        for (std::size_t k = 0; k < fresh->pixels.size(); ++k) {
            const AttractionPixel &a = window->pixels[k], &b = fresh->pixels[k];
            QCOMPARE(a.termination, b.termination);
            QCOMPARE(a.iterations, b.iterations);
            if (!a.converged()) continue;
            const Vector& found = window->minimisers[static_cast<std::size_t>(a.minimiser)].x;
            QVERIFY((found - fresh->minimisers[static_cast<std::size_t>(b.minimiser)].x).norm() < 1e-4);
        }
    }

    void minimisers_keep_their_indices() {
        const TestFunction function = himmelblau();
        const DampedNewton solver(trial_options({}, 200));
        const auto whole = compute_attraction(*function.problem, square_around(Eigen::Vector2d::Zero(), 5),
                                              {.resolution = 32}, solver);
        QCOMPARE(whole->minimisers.size(), 4U);
        for (std::size_t k = 0; k < 4; ++k) {
            const Vector& x = whole->minimisers[k].x;
            const auto window =
                compute_attraction_part(*function.problem, *whole, {x[0], x[1], 0.01}, *whole, solver);
            QCOMPARE(window->minimisers.size(), 4U);
            for (const AttractionPixel& pixel : window->pixels)
                QCOMPARE(static_cast<std::size_t>(pixel.minimiser), k);
        }
    }

    void pictures_come_ever_finer_and_a_stop_request_ends_it() {
        const TestFunction function = himmelblau();
        const Newton newton(trial_options({}, 60));
        const auto whole = compute_attraction(*function.problem, square_around(Eigen::Vector2d::Zero(), 5),
                                              {.resolution = 64}, newton);
        std::vector<Index> strides;
        const auto last =
            compute_attraction_part(*function.problem, *whole, {1, 1, 0.5}, *whole, newton,
                                    [&](const auto& picture) { strides.push_back(picture->stride); });
        QCOMPARE(strides.front(), Index{16});
        QCOMPARE(strides.back(), Index{1});
        QVERIFY(std::ranges::is_sorted(strides, std::ranges::greater()));
        std::stop_source stop;
        const auto stopped = compute_attraction_part(
            *function.problem, *whole, {1, 1, 0.5}, *whole, newton,
            [&stop](const auto&) { stop.request_stop(); }, stop.get_token());
        QVERIFY(stopped == nullptr);
    }

    void the_ground_shows_where_it_is_finer() {
        const TestFunction function = himmelblau();
        const Newton newton(trial_options({}, 60));
        const auto whole = compute_attraction(*function.problem, square_around(Eigen::Vector2d::Zero(), 5),
                                              {.resolution = 65}, newton);
        const PlanePart part{1.25, 1.25, 2.5};  // its starts are half as far apart
        std::shared_ptr<const Attraction> first;
        compute_attraction_part(*function.problem, *whole, part, *whole, newton, [&](const auto& picture) {
            if (first == nullptr) first = picture;
        });
        QVERIFY(first != nullptr && first->stride > 1);
        QCOMPARE(first->spacing(), whole->spacing());
        Index on_starts = 0;
        for (Index j = 0; j < 65; j += 2) {
            for (Index i = 0; i < 65; i += 2) {
                // Every other start of the part is one of the whole, up to rounding of its place.
                const auto nearest = [&](double x) {
                    return static_cast<Index>(std::lround((x + 5) / whole->spacing()));
                };
                on_starts += first->pixel(i, j) == whole->pixel(nearest(first->a[i]), nearest(first->b[j]));
            }
        }
        QVERIFY2(on_starts >= 33 * 33 - 4, qPrintable(QString::number(on_starts)));
        // Beyond the ends of the ground there is only what has been computed, and it is told so.
        const PlanePart beyond{4, 0, 2.5};
        first.reset();
        compute_attraction_part(*function.problem, *whole, beyond, *whole, newton, [&](const auto& picture) {
            if (first == nullptr) first = picture;
        });
        QCOMPARE(first->spacing(), 16 * (first->a[1] - first->a[0]));
    }

    void neighbours_are_apart_as_deep_as_the_limit_and_meet_below() {
        const SoftmaxCase made = softmax_case({.n = 30, .d = 5, .m = 8});
        LandscapeSpec landscape;
        const auto slanted =
            make_landscape_plane(*made.problem, landscape, made.minimiser, start_at(made.minimiser, 2, 5));
        for (const LandscapePlane& plane :
             {slanted, square_around(Eigen::Vector2d(3, -2), 6), square_around(Eigen::Vector2d(1e6, 1), 1),
              square_around(Eigen::Vector2d::Zero(), 1e-200)}) {
            for (const double share : {0.0, 0.37, -0.81}) {
                PlanePart part{share * plane.half_width, -share * plane.half_width, 1e-9 * plane.half_width};
                part.half_width = least_half_width(plane, part, 40);
                QVERIFY(part.half_width > 0 && part.half_width < plane.half_width);
                QCOMPARE(meetings(plane, part, 40), 0);
                const bool rounds = share != 0 || plane.plane.origin.norm() > 0;
                part.half_width /= 32;
                QVERIFY(!rounds || meetings(plane, part, 40) > 0);
            }
        }
    }
};

QTEST_APPLESS_MAIN(AttractionPartTest)
#include "attraction_part_test.moc"
