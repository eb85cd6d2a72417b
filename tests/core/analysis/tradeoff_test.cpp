// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/tradeoff.h"

#include <cmath>
#include <filesystem>

#include <QtTest/QTest>
#include <nlohmann/json.hpp>

#include "core/experiment/runner.h"
#include "core/io/experiment_json.h"
#include "core/io/results_io.h"
#include "core/io/tradeoff_csv.h"
#include "core/numeric/input_error.h"
#include "core/solvers/newton.h"
#include "tests/support/instances.h"
#include "tests/support/scratch_folder.h"

using namespace basin;
using namespace basin::test;

namespace {

TradeoffSpec small_spec() {
    TradeoffSpec spec;
    spec.error_count = 2;
    spec.error_min = 0.4;
    spec.runs = 2;
    return spec;
}

TradeoffPoint point(double step_seconds, double steps) {
    TradeoffPoint made;
    made.runs = made.converged = 1;
    made.step_seconds = step_seconds;
    made.steps = steps;
    made.seconds = step_seconds * steps;
    return made;
}

const TradeoffPoint& find(const Tradeoff& tradeoff, Approximation approximation) {
    for (const TradeoffPoint& each : tradeoff.points) {
        if (each.approximation == approximation) return each;
    }
    throw std::invalid_argument("no such approximation");
}

Tradeoff measured() {
    const SoftmaxCase made = softmax_case({.n = 60, .d = 3, .m = 8, .ridge = 2});
    return *measure_tradeoff(*made.problem, start_at(made.minimiser, 0.05, 4), small_spec(), {});
}

}  // namespace

class TradeoffTest : public QObject {
    Q_OBJECT

  private slots:
    void everySettingIsMeasured() {
        const Tradeoff tradeoff = measured();
        // exact, gauss-newton, diagonal once; the other four at two values of their knobs.
        QCOMPARE(std::ssize(tradeoff.points), std::ptrdiff_t{11});
        QCOMPARE(tradeoff.measured, Index{11});
        for (const TradeoffPoint& each : tradeoff.points) {
            const std::string what = setting_text(each);
            QVERIFY2(each.runs == 2, what.c_str());
            QVERIFY2(each.step_seconds > 0, what.c_str());
            QCOMPARE(std::isfinite(each.steps), each.converged == each.runs);
            QCOMPARE(each.ending == Termination::converged, each.converged == each.runs);
        }
        QCOMPARE(find(tradeoff, Approximation::exact).achieved_error, 0.0);
        QVERIFY(find(tradeoff, Approximation::gauss_newton).achieved_error > 0);
        const TradeoffPoint& drawn = find(tradeoff, Approximation::uniform_sampling);
        QVERIFY(std::abs(drawn.error - 0.4) < 1e-12 && drawn.samples > 0);
        QCOMPARE(find(tradeoff, Approximation::stale).refresh, 2.0);
        QCOMPARE(setting_text(find(tradeoff, Approximation::stale)), std::string("stale 2"));
        QVERIFY(tradeoff.fastest() != nullptr && tradeoff.fastest()->on_front);
    }

    void stepsAreThoseOfTheSolver() {
        const SoftmaxCase made = softmax_case({.n = 60, .d = 3, .m = 8, .ridge = 2});
        const Vector x0 = start_at(made.minimiser, 0.05, 4);
        TradeoffSpec spec = small_spec();
        spec.approximations = {Approximation::gauss_newton};
        const auto tradeoff = measure_tradeoff(*made.problem, x0, spec, {});
        const SolveResult result =
            ApproximateNewton({}, {.approximation = Approximation::gauss_newton}).solve(*made.problem, x0);
        QCOMPARE(result.termination, Termination::converged);
        QCOMPARE(tradeoff->points[0].steps, static_cast<double>(result.iterations));
    }

    void frontByDefinition() {
        Tradeoff tradeoff;
        tradeoff.points = {point(1, 10), point(2, 5), point(3, 6), point(4, 1), point(1, 12)};
        tradeoff.points.push_back(point(0.1, not_applicable));  // did not arrive
        tradeoff.mark_front();
        const std::vector<bool> expected{true, true, false, true, false, false};
        for (std::size_t i = 0; i < expected.size(); ++i) QCOMPARE(tradeoff.points[i].on_front, expected[i]);
        QCOMPARE(tradeoff.fastest(), &tradeoff.points[3]);
    }

    void whatCannotBeHadIsKeptWithItsEnding() {
        const SoftmaxCase made = softmax_case({.n = 60, .d = 3, .m = 8, .ridge = 2});
        TradeoffSpec spec = small_spec();
        spec.approximations = {Approximation::sketch, Approximation::exact};
        spec.error_count = 1;
        spec.error_min = spec.error_max = 1e-4;  // more rows than any problem is worth
        const auto tradeoff = measure_tradeoff(*made.problem, start_at(made.minimiser, 0.05, 4), spec, {});
        QCOMPARE(tradeoff->points[0].ending, Termination::invalid_input);
        QVERIFY(!tradeoff->points[0].on_front);
        QVERIFY(tradeoff->points[1].on_front);
    }

    void stopsAndStaysInItsTime() {
        const SoftmaxCase made = softmax_case({.n = 60, .d = 3, .m = 8, .ridge = 2});
        const Vector x0 = start_at(made.minimiser, 0.05, 4);
        std::stop_source source;
        Index told = 0;
        const auto stopped = measure_tradeoff(
            *made.problem, x0, small_spec(), {},
            [&](const std::shared_ptr<const Tradeoff>& growing) {
                told = growing->measured;
                if (told == 2) source.request_stop();
            },
            source.get_token());
        QCOMPARE(told, Index{2});
        QCOMPARE(stopped->measured, Index{2});
        TradeoffSpec hurried = small_spec();
        hurried.max_seconds = 1e-9;
        QVERIFY(measure_tradeoff(*made.problem, x0, hurried, {})->measured <= 1);
    }

    void staleStepsStayInTheirType() {
        const SoftmaxCase made = softmax_case({.n = 20, .d = 2, .m = 4, .ridge = 2});
        TradeoffSpec spec;
        spec.approximations = {Approximation::stale};
        spec.error_count = 64;
        spec.runs = spec.max_iterations = 1;
        const auto tradeoff = measure_tradeoff(*made.problem, start_at(made.minimiser, 0.05, 4), spec, {});
        QCOMPARE(tradeoff->measured, Index{64});
        QCOMPARE(tradeoff->points.back().refresh, std::exp2(62));
        for (const TradeoffPoint& each : tradeoff->points)
            QVERIFY(each.runs == 1 && each.ending != Termination::invalid_input);
    }

    void valuesOutOfRange() {
        const auto refused = [](const auto& change, const std::string& field) {
            TradeoffSpec spec;
            change(spec);
            try {
                spec.validate();
            } catch (const InputError& error) {
                return std::string(error.what()).starts_with(field);
            }
            return false;
        };
        QVERIFY(refused([](TradeoffSpec& s) { s.approximations.clear(); }, "approximations"));
        QVERIFY(refused([](TradeoffSpec& s) { s.approximations.push_back(Approximation::exact); },
                        "approximations"));
        QVERIFY(refused([](TradeoffSpec& s) { s.error_min = 0; }, "error_min"));
        QVERIFY(refused([](TradeoffSpec& s) { s.error_max = 0.01; }, "error_max"));
        QVERIFY(refused([](TradeoffSpec& s) { s.error_count = 65; }, "error_count"));
        QVERIFY(refused([](TradeoffSpec& s) { s.runs = 0; }, "runs"));
        QVERIFY(refused([](TradeoffSpec& s) { s.max_seconds = 0; }, "max_seconds"));
    }

    void writtenAndReadBack() {
        const Tradeoff tradeoff = measured();
        const std::string text = tradeoff_csv(tradeoff);
        QCOMPARE(tradeoff_csv(parse_tradeoff(text, "here")), text);
        QVERIFY_EXCEPTION_THROWN(parse_tradeoff("a,b\n1,2\n", "here"), InputError);
        std::string damaged = text;
        damaged.replace(damaged.find("gauss-newton"), 12, "gauss-oldton");
        QVERIFY_EXCEPTION_THROWN(parse_tradeoff(damaged, "here"), InputError);
    }

    void partOfAnExperiment() {
        Experiment experiment = parse_experiment(
            R"({"format": "basin-experiment", "version": 1, "problem": {"ridge": 2},
                "start": {"radius": 0.05},
                "tradeoff": {"approximations": ["exact", "sketch"], "sketch_kind": "srht", "error_min": 0.5,
                             "error_count": 2, "runs": 1}})",
            "here");
        QVERIFY(experiment.tradeoff && experiment.tradeoff->sketch_kind == SketchKind::srht);
        const std::string written = experiment_to_json(experiment).dump();
        QVERIFY(parse_experiment(written, "there").tradeoff == experiment.tradeoff);
        std::vector<Index> told;
        const Results results = run_experiment(experiment, [&](const RunEvent& event) {
            if (const auto* update = std::get_if<SectionUpdate<Tradeoff>>(&event))
                told.push_back(update->result->measured);
        });
        QCOMPARE(told, (std::vector<Index>{1, 2, 3}));
        const ScratchFolder folder;
        write_results(results, folder.path());
        QVERIFY(std::filesystem::exists(folder.path() / "tradeoff.csv"));
        const Results read = read_results(folder.path());
        QCOMPARE(tradeoff_csv(*read.tradeoff), tradeoff_csv(*results.tradeoff));
        QVERIFY(results_to_json(results)["tradeoff"].contains("fastest"));
    }
};

QTEST_APPLESS_MAIN(TradeoffTest)
#include "tradeoff_test.moc"
