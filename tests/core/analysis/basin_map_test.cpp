// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/basin_map.h"

#include <bit>
#include <cmath>
#include <vector>

#include <QtTest/QTest>

#include "core/numeric/input_error.h"
#include "core/numeric/rate_interval.h"
#include "core/problems/test_functions.h"
#include "tests/support/instances.h"

using namespace basin;
using namespace basin::test;

namespace {

BasinMapSpec small_spec() {
    BasinMapSpec spec;
    spec.radius_count = 7;
    spec.error_count = 5;
    spec.refinement = 0;
    spec.trials = 12;
    return spec;
}

bool same_bits(const BasinMapCell& a, const BasinMapCell& b) {
    return a.trials == b.trials && a.successes == b.successes &&
           std::bit_cast<std::uint64_t>(a.median_iterations) ==
               std::bit_cast<std::uint64_t>(b.median_iterations);
}

bool same_bits(const BasinMap& a, const BasinMap& b) {
    if (a.radii != b.radii || a.errors != b.errors || a.computed != b.computed) return false;
    for (std::size_t i = 0; i < a.cells.size(); ++i) {
        if (!same_bits(a.cells[i], b.cells[i])) return false;
    }
    return a.cells.size() == b.cells.size();
}

}  // namespace

class BasinMapTest : public QObject {
    Q_OBJECT

    SoftmaxCase made_ = softmax_case({});

  private slots:
    void wilsonInterval() {
        // Values of the closed form, as tabulated for the Wilson score.
        const auto check = [](Index successes, Index trials, double low, double high) {
            const RateInterval interval = wilson_interval(successes, trials);
            QVERIFY(std::abs(interval.low - low) <= 5e-5);
            QVERIFY(std::abs(interval.high - high) <= 5e-5);
        };
        check(0, 10, 0, 0.27753);
        check(5, 10, 0.23659, 0.76341);
        check(10, 10, 0.72247, 1);
        check(24, 24, 0.86202, 1);
        check(0, 0, 0, 1);
    }

    void grid() {
        BasinMapSpec spec = small_spec();
        spec.radius_min = 0.01;
        spec.radius_max = 10;
        spec.radius_count = 4;
        spec.trials = 1;
        const auto map = compute_basin_map(*made_.problem, made_.minimiser, spec, {});
        QVERIFY((map->radii - Eigen::Vector4d(0.01, 0.1, 1, 10)).norm() <= 1e-14);
        QCOMPARE(map->errors[0], 0.0);
        QCOMPARE(map->errors[4], 0.9);
        QCOMPARE(map->computed, Index{20});
    }

    void anyNumberOfThreadsGivesTheSameMap() {
        const auto one = compute_basin_map(*made_.problem, made_.minimiser, small_spec(), {}, {}, {}, 1);
        const auto two = compute_basin_map(*made_.problem, made_.minimiser, small_spec(), {}, {}, {}, 2);
        QVERIFY(same_bits(*one, *two));
        BasinMapSpec other = small_spec();
        other.seed = 2;
        QVERIFY(!same_bits(*one, *compute_basin_map(*made_.problem, made_.minimiser, other, {}, {}, {}, 2)));
    }

    void clocksDoNotMatter() {
        StoppingRule hurried;
        hurried.max_seconds = 1e-9;
        const auto map = compute_basin_map(*made_.problem, made_.minimiser, small_spec(), {});
        QVERIFY(same_bits(*map, *compute_basin_map(*made_.problem, made_.minimiser, small_spec(), hurried)));
    }

    void nearStartsSucceedAndFarOnesDoNot() {
        const auto map = compute_basin_map(*made_.problem, made_.minimiser, small_spec(), {});
        QCOMPARE(map->cell(0, 0).successes, Index{12});
        QVERIFY(map->cell(0, 0).median_iterations >= 1 && map->cell(0, 0).median_iterations <= 6);
        QVERIFY(map->cell(6, 0).successes < 12);
        // A cruder Hessian needs more steps.
        QVERIFY(map->cell(0, 2).median_iterations > map->cell(0, 0).median_iterations);
        for (const BasinMapCell& cell : map->cells) {
            QVERIFY(cell.successes <= cell.trials);
            QCOMPARE(std::isnan(cell.median_iterations), cell.successes == 0);
        }
    }

    void anotherMinimumIsNoSuccess() {
        const TestFunction function = himmelblau();
        Minimiser minimiser = find_minimiser(*function.problem, function.start);
        BasinMapSpec spec = small_spec();
        spec.radius_min = spec.radius_max = 6;
        spec.radius_count = spec.error_count = 1;  // no patch to refine
        spec.refinement = 3;
        spec.error_max = 0;
        spec.trials = 200;
        const auto map = compute_basin_map(*function.problem, minimiser, spec, {});
        QVERIFY(map->cell(0, 0).successes > 0);
        QVERIFY(map->cell(0, 0).successes < 120);
    }

    void theSinkSeesTheMapGrow() {
        std::vector<std::shared_ptr<const BasinMap>> seen;
        BasinMapSpec spec = small_spec();
        spec.trials = 500;
        const auto map = compute_basin_map(*made_.problem, made_.minimiser, spec, {},
                                           [&seen](std::shared_ptr<const BasinMap> m) { seen.push_back(m); });
        QVERIFY(!seen.empty());
        QVERIFY(seen.back() == map);
        for (std::size_t i = 1; i < seen.size(); ++i) QVERIFY(seen[i]->computed >= seen[i - 1]->computed);
        QCOMPARE(map->computed, Index{35});
    }

    void stopKeepsWholeCells() {
        std::stop_source source;
        BasinMapSpec spec = small_spec();
        spec.radius_count = spec.error_count = 20;
        spec.trials = 5000;
        const auto map = compute_basin_map(
            *made_.problem, made_.minimiser, spec, {},
            [&source](std::shared_ptr<const BasinMap>) { source.request_stop(); }, source.get_token());
        Index whole = 0;
        for (const BasinMapCell& cell : map->cells) {
            QVERIFY(cell.trials == 0 || cell.trials == 5000);
            whole += cell.trials > 0;
        }
        QCOMPARE(map->computed, whole);
        QVERIFY(map->computed < 400);
    }

    void withoutAMinimiserThereIsNothing() {
        QCOMPARE(compute_basin_map(*made_.problem, {}, small_spec(), {})->computed, Index{0});
    }

    void badSpecs() {
        const auto refused = [](auto change) {
            BasinMapSpec spec;
            change(spec);
            QVERIFY_EXCEPTION_THROWN(spec.validate(), InputError);
        };
        refused([](BasinMapSpec& s) { s.radius_min = 0; });
        refused([](BasinMapSpec& s) { s.radius_max = 1e-3; });
        refused([](BasinMapSpec& s) { s.radius_max = s.radius_min; });  // and several radii
        refused([](BasinMapSpec& s) { s.error_max = s.error_min; });
        refused([](BasinMapSpec& s) { s.radius_count = 0; });
        refused([](BasinMapSpec& s) { s.error_max = 11; });
        refused([](BasinMapSpec& s) { s.error_min = -1; });
        refused([](BasinMapSpec& s) { s.error_count = 513; });
        refused([](BasinMapSpec& s) { s.trials = 100001; });
        refused([](BasinMapSpec& s) { s.max_iterations = 0; });
        refused([](BasinMapSpec& s) { s.refinement = 7; });
        refused([](BasinMapSpec& s) { s.approximation = Approximation::stale; });
        refused([](BasinMapSpec& s) { s.approximation = Approximation::sketch; });  // error_min is 0
    }

    void anyApproximationWithAnError() {
        BasinMapSpec spec = small_spec();
        spec.radius_max = 0.1;
        const double exact =
            compute_basin_map(*made_.problem, made_.minimiser, spec, {})->cell(0, 0).median_iterations;
        spec.error_min = 0.5;
        for (const auto approximation :
             {Approximation::leverage_sampling, Approximation::uniform_sampling, Approximation::sketch}) {
            spec.approximation = approximation;
            const auto map = compute_basin_map(*made_.problem, made_.minimiser, spec, {});
            for (const BasinMapCell& cell : map->cells) {
                // With an error of 0.5 or more a draw can lose a start now and then.
                QVERIFY(4 * cell.successes >= 3 * spec.trials);
                // From near by a draw of many rows may be as quick as all of them, never quicker.
                QVERIFY(cell.median_iterations >= exact);
            }
        }
    }

    void hopelessApproximationsAreNamed() {
        BasinMapSpec spec = small_spec();
        QVERIFY(!reject_basin_map(spec, *made_.problem));
        spec.approximation = Approximation::leverage_sampling;
        spec.error_min = 1e-4;
        const auto reason = reject_basin_map(spec, *made_.problem);
        QVERIFY(reason && reason->ends_with("samples: raise error_min."));
    }
};

QTEST_APPLESS_MAIN(BasinMapTest)
#include "basin_map_test.moc"
