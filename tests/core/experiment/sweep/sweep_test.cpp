// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/sweep/sweep.h"

#include <algorithm>
#include <cmath>

#include <QtTest/QTest>

#include "core/experiment/repeat_end.h"
#include "core/experiment/runner.h"
#include "core/experiment/sweep/growing_sweep.h"
#include "core/experiment/sweep/sweep_cost.h"
#include "core/experiment/sweep/sweep_trials.h"
#include "core/experiment/sweep/swept_keys.h"
#include "core/io/grid_kinds.h"
#include "core/io/sweep_csv.h"
#include "tests/support/input_errors.h"
#include "tests/support/small_experiment.h"

using namespace basin;
using namespace basin::test;

namespace {

Experiment swept_experiment() {
    Experiment experiment = small_experiment();
    experiment.start.radius = 0.6;
    experiment.sweep = SweepSpec{.axes = {{"start.radius", 0.05, 5, 5, SweepScale::log, {}},
                                          {"solvers[1].error", 0, 0.8, 3, SweepScale::linear, {}}},
                                 .repeats = {.count = 8},
                                 .refinement = 1};
    return experiment;
}

std::shared_ptr<const Sweep> sweep_of(const Experiment& experiment, const SweepPart& part = {}) {
    return sweep_only(experiment, {}, {}, part).sweep;
}

}  // namespace

class SweepTest : public QObject {
    Q_OBJECT

  private slots:
    // A cell says what its runs alone say.
    void aCellIsMadeOfRunsOfItsOwn() {
        const Experiment experiment = swept_experiment();
        const auto sweep = sweep_of(experiment);
        QVERIFY(sweep && sweep->complete);
        const GridPlace place{0, {3, 1, 0}};
        const auto cell = sweep->find(place);
        QVERIFY(cell != nullptr);
        for (std::size_t i = 0; i < experiment.solvers.size(); ++i) {
            CauseCounts causes;
            Index arrivals = 0;
            std::vector<double> steps;
            for (Index trial = 0; trial < 8; ++trial) {
                const Experiment alone = sweep_trial(experiment, sweep->axes, place, trial);
                QCOMPARE(alone.start.seed, experiment.sweep->seed + static_cast<std::uint64_t>(trial));
                QCOMPARE(alone.start.radius, std::get<double>(sweep->value_at(place, 0)));
                const SolverRun run = run_experiment(alone).runs[i];
                arrivals += arrived(run);
                if (arrived(run)) steps.push_back(static_cast<double>(run.result.iterations));
                causes.add(run.cause);
            }
            QCOMPARE(cell->solvers[i].trials, Index{8});
            QCOMPARE(cell->solvers[i].arrived, arrivals);
            QVERIFY(cell->solvers[i].causes == causes);
            const Spread spread = spread_of(steps);
            QVERIFY(cell->solvers[i].steps.median == spread.median || steps.empty());
        }
    }

    void itIsRefinedWhereTheOutcomeChanges() {
        Experiment experiment = swept_experiment();
        experiment.sweep->repeats.count = 60;  // so that neighbours differ by more than chance
        const auto sweep = sweep_of(experiment);
        QVERIFY(!sweep->refined.empty());
        QCOMPARE(sweep->computed, sweep->expected);
        for (const PlacedSweepCell& placed : sweep->refined) {
            QCOMPARE(placed.place.level, Index{1});
            QVERIFY(placed.cell != nullptr);
        }
    }

    void sharesMakeTheSameSweep() {
        const Experiment experiment = swept_experiment();
        const std::string whole = sweep_csv(experiment, *sweep_of(experiment));
        SweepPart all;
        for (Index index = 1; index <= 4; ++index) {
            SweepPart part;
            part.shard = {index, 4};
            const auto known = computed_cells(*sweep_of(experiment, part));
            all.known.insert(all.known.end(), known.begin(), known.end());
        }
        QCOMPARE(sweep_csv(experiment, SweepGrid::assemble(experiment, all)), whole);
    }

    void whatIsKnownIsNotComputedAgain() {
        const Experiment experiment = swept_experiment();
        const auto sweep = sweep_of(experiment);
        SweepPart part;
        part.known = computed_cells(*sweep);
        part.known.resize(part.known.size() / 2);
        Index fresh = 0;
        part.finish = [&fresh](const PlacedSweepCell&) { ++fresh; };
        const auto again = sweep_of(experiment, part);
        QCOMPARE(fresh, sweep->computed - std::ssize(part.known));
        QCOMPARE(sweep_csv(experiment, *again), sweep_csv(experiment, *sweep));
    }

    void choicesWholeNumbersAndSeedsAreNotSplit() {
        Experiment experiment = small_experiment();
        experiment.sweep = SweepSpec{
            .axes = {{.key = "problem.activation", .values = {std::string("tanh"), std::string("relu")}},
                     {"problem.n", 6, 8, 3, SweepScale::linear, {}},
                     {"problem.seed", 1, 2, 2, SweepScale::linear, {}}},
            .repeats = {.count = 2}};
        const auto sweep = sweep_of(experiment);
        QVERIFY(sweep->complete);
        QCOMPARE(sweep->computed, Index{2 * 3 * 2});
        QVERIFY(sweep->refined.empty());
        const GridPlace place{0, {1, 2, 1}};
        const Experiment alone = sweep_trial(experiment, sweep->axes, place, 0);
        QCOMPARE(softmax_of(alone).instance.n, Index{8});
        QCOMPARE(softmax_of(alone).instance.seed, std::uint64_t{2});
        QVERIFY(softmax_of(alone).instance.activation == Activation::relu);
    }

    void filesAreReadBack() {
        Experiment experiment = swept_experiment();
        experiment.sweep->theory = true;
        experiment.basin_radius.trials = 600;
        experiment.sweep->axes.pop_back();
        const auto sweep = sweep_of(experiment);
        SweepPart part;
        part.known = parse_sweep(sweep_csv(experiment, *sweep), "sweep.csv",
                                 sweep_seconds_csv(experiment, *sweep), "sweep_seconds.csv", experiment);
        const Sweep again = SweepGrid::assemble(experiment, part);
        QVERIFY(again.complete);
        QCOMPARE(sweep_csv(experiment, again), sweep_csv(experiment, *sweep));
        QCOMPARE(sweep_seconds_csv(experiment, again), sweep_seconds_csv(experiment, *sweep));
        // The basin does not depend on where the start is.
        const auto cells = computed_cells(again);
        const SweepTheory& theory = cells.front().cell->theory;
        QVERIFY(theory.measured_radius > theory.certified_radius && theory.certified_radius > 0);
        QVERIFY(std::pow(10, theory.published_log10) <= theory.certified_radius * (1 + 1e-9));
        QCOMPARE(cells.back().cell->theory.measured_radius, theory.measured_radius);
    }

    void damagedTablesAreRefusedByLineAndColumn() {
        const Experiment experiment = swept_experiment();
        const auto sweep = sweep_of(experiment);
        const std::string good = sweep_csv(experiment, *sweep), times = sweep_seconds_csv(experiment, *sweep);
        const auto refused = [&](const std::string& text) {
            return input_error([&] { parse_sweep(text, "sweep.csv", times, "seconds.csv", experiment); });
        };
        verify_mentions(refused("level\n"), "sweep.csv");
        std::string other = good;
        other.replace(other.find("newton"), 6, "nowton");
        verify_mentions(refused(other), "expected a solver of the experiment");
        other = good;
        const auto line = other.find('\n') + 1;
        other.replace(line, other.find(',', line) - line, "7");
        verify_mentions(refused(other), "expected at most the experiment's refinement");
    }

    void stoppedItHoldsWholeCells() {
        std::stop_source source;
        SweepPart part;
        part.finish = [&source](const PlacedSweepCell&) { source.request_stop(); };
        const auto sweep = sweep_only(swept_experiment(), {}, source.get_token(), part).sweep;
        QVERIFY(sweep && !sweep->complete && sweep->computed >= 1);
        for (const PlacedSweepCell& placed : computed_cells(*sweep))
            for (const SweepOutcome& outcome : placed.cell->solvers) QCOMPARE(outcome.trials, Index{8});
    }

    void theCostIsTold() {
        const SweepCost cost = try_sweep(swept_experiment());
        QCOMPARE(cost.cells, Index{15});
        QCOMPARE(cost.runs, Index{15 * 8 * 3});
        QVERIFY(cost.seconds > 0);
        verify_mentions(cost_text(cost), "360 runs in 15 cells, about ");
    }

    void quantilesAreThoseOfTheSortedValues() {
        const double none = not_applicable;
        const Spread spread = spread_of({9, 1, 2, 8, 3, 7, 4, 6, 5, none, 10});
        QCOMPARE(spread.low, 2.0);
        QCOMPARE(spread.median, 6.0);
        QCOMPARE(spread.high, 10.0);
        QVERIFY(std::isnan(spread_of({none, none}).median));
    }
};

QTEST_GUILESS_MAIN(SweepTest)
#include "sweep_test.moc"
