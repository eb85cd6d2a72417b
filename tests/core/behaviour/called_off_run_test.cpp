// SPDX-License-Identifier: GPL-3.0-or-later
// A run that is called off while its data are made ends there: it has no points, and says so when read back.
#include <algorithm>
#include <filesystem>
#include <vector>

#include <QtTest/QTest>
#include <nlohmann/json.hpp>

#include "core/experiment/runner.h"
#include "core/families/problem_of.h"
#include "core/io/experiment_json.h"
#include "core/io/results_io.h"
#include "core/numeric/interruption.h"
#include "core/problems/gradient_sizes.h"
#include "core/problems/softmax_instance.h"
#include "core/problems/softmax_regression.h"
#include "core/solvers/damped_newton.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/small_experiment.h"

using namespace basin;
using namespace basin::test;

namespace {

/// So large that one pass over the data takes a millisecond.
SoftmaxInstanceSpec large_spec(double density = 1) {
    SoftmaxInstanceSpec spec;
    spec.n = 22000;
    spec.d = 50;
    spec.m = 4;
    spec.density = density;
    return spec;
}

/// Calls part() until it has asked so often; returns whether it was left, and how often it has asked.
struct Asked {
    bool was_left = false;
    int times = 0;
};
template <class Part>
Asked left_after(int limit, const Part& part) {
    Asked asked;
    asked.was_left = !until([&asked, limit] { return ++asked.times > limit; }, part);
    return asked;
}

}  // namespace

class CalledOffRunTest : public QObject {
    Q_OBJECT

  private slots:
    void nothing_is_begun_after_a_stop() {
        std::stop_source stop;
        stop.request_stop();
        bool begun = false;
        QVERIFY(!until_stopped(stop.get_token(), [&] { begun = true; }));
        QVERIFY(!begun);
    }

    void data_are_left_in_the_middle() {
        for (const double density : {1.0, 0.3}) {
            SoftmaxInstance instance;
            const auto make = [&] { instance = generate_softmax_instance(large_spec(density)); };
            const Asked whole = left_after(1000000, make);
            QVERIFY(!whole.was_left && whole.times > 10);
            QVERIFY(left_after(whole.times / 2, make).was_left);
        }
        const SoftmaxInstance instance = generate_softmax_instance(large_spec());
        const auto pose = [&] { SoftmaxRegression{SoftmaxData(instance.data)}; };
        QVERIFY(left_after(20, pose).was_left);
    }

    void a_long_pass_is_not_begun() {
        const SoftmaxInstance instance = generate_softmax_instance(large_spec());
        const SoftmaxRegression problem{SoftmaxData(instance.data)};
        const auto evaluator = problem.evaluator();
        double value = 0;
        GradientSizes sizes;
        QCOMPARE(evaluator->value(instance.x_planted, value), EvalStatus::ok);
        QCOMPARE(evaluator->gradient_sizes(instance.x_planted, sizes), EvalStatus::ok);
        const Interruption interruption([] { return true; });
        QCOMPARE(evaluator->gradient_sizes(instance.x_planted, sizes), EvalStatus::not_finite);
        QCOMPARE(evaluator->value(1.1 * instance.x_planted, value), EvalStatus::not_finite);
    }

    void a_solver_that_is_stopped_at_once_says_so() {
        const SoftmaxInstance instance = generate_softmax_instance(large_spec());
        const SoftmaxRegression problem{SoftmaxData(instance.data)};
        std::stop_source stop;
        stop.request_stop();
        const SolveResult result = DampedNewton().solve(problem, instance.x_planted, {}, stop.get_token());
        QCOMPARE(result.termination, Termination::stopped);
        QCOMPARE(result.message, std::string("Stopped on request before the first iteration."));
        // Time that is over leaves the first point to end at.
        SolverOptions options;
        options.stopping.max_seconds = 1e-9;
        const SolveResult late = DampedNewton(options).solve(problem, 2 * instance.x_planted, {}, {});
        QCOMPARE(late.termination, Termination::time_limit);
        QVERIFY(std::isfinite(late.gradient_norm));
    }

    void the_run_has_no_points() {
        std::stop_source stop;
        std::vector<RunEvent> events;
        const Results results = run_experiment(
            small_experiment(),
            [&](RunEvent event) {
                stop.request_stop();  // at the first
                events.push_back(std::move(event));
            },
            stop.get_token());
        QVERIFY(results.stopped && results.runs.empty());
        QVERIFY(results.x0.size() == 0 && results.minimiser.x.size() == 0);
        QVERIFY(std::ranges::none_of(
            events, [](const RunEvent& event) { return std::holds_alternative<ProblemReady>(event); }));
        QVERIFY(std::get<RunFinished>(events.back()).stopped);
    }

    void its_results_read_back() {
        std::stop_source stop;
        stop.request_stop();
        const Results results = run_experiment(small_experiment(), {}, stop.get_token());
        const ScratchFolder scratch;
        const auto folder = scratch.path() / "results";
        write_results(results, folder);
        const Results again = read_results(folder);
        QVERIFY(again.stopped && again.runs.empty());
        QVERIFY(again.x0.size() == 0 && again.minimiser.x.size() == 0);
        QCOMPARE(experiment_to_json(again.experiment).dump(), experiment_to_json(results.experiment).dump());
    }
};

QTEST_APPLESS_MAIN(CalledOffRunTest)
#include "called_off_run_test.moc"
