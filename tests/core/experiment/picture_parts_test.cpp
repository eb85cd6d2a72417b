// SPDX-License-Identifier: GPL-3.0-or-later
// Parts of a run's pictures are what the run would have drawn there.
#include "core/experiment/picture_parts.h"

#include <cmath>

#include <QTest>

#include "core/analysis/attraction_part.h"
#include "core/experiment/attraction_stage.h"
#include "core/experiment/map_window.h"
#include "core/experiment/runner.h"
#include "core/io/basin_map_csv.h"
#include "tests/support/small_experiment.h"
#include "tests/support/small_network.h"

using namespace basin;
using namespace basin::test;

namespace {

const Results& ran() {
    static const Results results = run_experiment(small_experiment());
    return results;
}

Experiment with_window(Experiment experiment, const BasinMapSpec& window) {
    experiment.basin_map = window;
    return experiment;
}

}  // namespace

class PicturePartsTest : public QObject {
    Q_OBJECT

  private slots:
    void an_attraction_is_computed_with_the_runs_own_solver() {
        const Attraction& whole = *ran().attraction;
        const PlanePart part{0.2 * whole.plane.half_width, 0, 0.05 * whole.plane.half_width};
        const PictureParts parts(ran());
        const auto picture = parts.attraction(part);
        QCOMPARE(picture->solver, whole.solver);
        QCOMPARE(picture->max_iterations, whole.max_iterations);
        const PreparedProblem prepared = prepare(small_experiment());
        const auto wanted = compute_attraction_part(*prepared.problem, whole, part, whole,
                                                    *attraction_method(small_experiment()));
        QVERIFY(picture->pixels == wanted->pixels);
        QVERIFY(parts.attraction({0, 0, whole.plane.half_width})->pixels == whole.pixels);
    }

    void a_map_of_a_window_is_that_of_an_experiment_with_its_ranges() {
        const auto window = map_of_window(ran().experiment, {0.05, 0.5, 0.1, 0.4});
        QVERIFY(window);
        Index shown = 0;
        const auto map = PictureParts(ran()).basin_map(*window, [&](const auto&) { ++shown; });
        QVERIFY(map != nullptr && map->complete && shown >= 1);
        const Results fresh = run_experiment(with_window(small_experiment(), *window));
        QCOMPARE(basin_map_csv(*map), basin_map_csv(*fresh.basin_map));
    }

    void a_map_of_a_network_is_too() {
        Experiment experiment = small_network();
        experiment.basin_map = BasinMapSpec{};
        experiment.basin_map->radius_count = 2;
        experiment.basin_map->error_count = 2;
        experiment.basin_map->trials = 1;
        experiment.basin_map->refinement = 0;
        experiment.basin_map->max_iterations = 3;
        const Results results = run_experiment(experiment);
        const auto window = map_of_window(experiment, {0.05, 0.5, 0.1, 1.4});
        QVERIFY(window);
        QVERIFY(window->error_max < 1);
        const auto map = PictureParts(results).basin_map(*window);
        QCOMPARE(basin_map_csv(*map),
                 basin_map_csv(*run_experiment(with_window(experiment, *window)).basin_map));
    }

    void stopped_there_is_none() {
        std::stop_source stop;
        stop.request_stop();
        const PictureParts parts(ran());
        QVERIFY(parts.landscape({0, 0, 0.1}, stop.get_token()) == nullptr);
        QVERIFY(parts.attraction({0, 0, 0.1}, nullptr, {}, stop.get_token()) == nullptr);
        QVERIFY(parts.basin_map(*ran().experiment.basin_map, {}, stop.get_token()) == nullptr);
    }

    void the_cells_of_a_window_fill_it() {
        Experiment experiment = small_experiment();
        experiment.basin_map->radius_count = 4;
        experiment.basin_map->error_count = 5;
        const auto window = map_of_window(experiment, {0.01, 100, 0.2, 0.7});
        QVERIFY(window);
        // Four cells over four decades: their centres lie half a decade inside.
        QVERIFY(std::abs(std::log10(window->radius_min) + 1.5) < 1e-12);
        QVERIFY(std::abs(std::log10(window->radius_max) - 1.5) < 1e-12);
        QVERIFY(std::abs(window->error_min - 0.25) < 1e-12 && std::abs(window->error_max - 0.65) < 1e-12);
        QCOMPARE(window->trials, experiment.basin_map->trials);
    }

    void a_window_is_cut_to_what_can_be_mapped() {
        Experiment experiment = small_experiment();
        const auto low = map_of_window(experiment, {0.1, 1, -0.5, 0.5});
        QVERIFY(low && low->error_min > 0 && low->error_max < 0.5);
        const auto high = map_of_window(experiment, {0.1, 1, 5, 15});
        QVERIFY(high && high->error_min > 5 && high->error_max < 10);
        QVERIFY(!map_of_window(experiment, {0.1, 1, -0.5, -0.1}));
        QVERIFY(!map_of_window(experiment, {0.1, 1, 11, 12}));
        experiment.basin_map->approximation = Approximation::leverage_sampling;
        experiment.basin_map->error_min = 0.3;
        const auto drawn = map_of_window(experiment, {0.1, 1, 0.1, 0.5});
        QVERIFY(drawn && drawn->error_min > 0.3);
        QVERIFY(!map_of_window(experiment, {0.1, 1, 0.1, 0.3}));
        experiment.basin_map->error_count = 1;
        const auto row = map_of_window(experiment, {0.1, 1, 7, 8});
        QVERIFY(row && row->error_min == 0.3);
    }

    void a_window_is_mapped_as_deep_as_doubles_go() {
        Experiment experiment = small_experiment();
        const auto around = [](double width) {
            return MapWindow{std::pow(10.0, -0.3 - width), std::pow(10.0, -0.3 + width), 0.4 - width,
                             0.4 + width};
        };
        const LeastWindow least = least_window(*experiment.basin_map, around(0));
        QVERIFY(least.decades > 0 && least.decades < 1e-12 && least.errors > 0 && least.errors < 1e-12);
        const auto deepest = map_of_window(experiment, around(std::max(least.decades, least.errors)));
        QVERIFY(deepest);
        BasinMap map = assemble_basin_map(*deepest, {});
        for (Index i = 1; i < map.radii.size(); ++i) QVERIFY(map.radii[i] > map.radii[i - 1]);
        for (Index i = 1; i < map.errors.size(); ++i) QVERIFY(map.errors[i] > map.errors[i - 1]);
        const Index finest = experiment.basin_map->refinement;
        for (Index i = 1; i <= (map.radii.size() - 1) << finest; ++i)
            QVERIFY(map.radius_at({finest, 0, i}) > map.radius_at({finest, 0, i - 1}));
        for (Index i = 1; i <= (map.errors.size() - 1) << finest; ++i)
            QVERIFY(map.error_at({finest, i, 0}) > map.error_at({finest, i - 1, 0}));
        QVERIFY(!map_of_window(experiment, around(1e-17)));
    }
};

QTEST_APPLESS_MAIN(PicturePartsTest)
#include "picture_parts_test.moc"
