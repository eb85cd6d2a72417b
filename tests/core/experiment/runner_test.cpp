// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/runner.h"

#include <atomic>
#include <cmath>
#include <cstring>
#include <thread>
#include <vector>

#include <QtTest/QTest>

#include "core/experiment/catalogue.h"
#include "core/experiment/prepared_problem.h"
#include "core/families/problem_of.h"
#include "core/io/presets.h"
#include "tests/support/hill.h"
#include "tests/support/input_errors.h"
#include "tests/support/small_experiment.h"

using namespace basin;
using namespace basin::test;

namespace {

template <typename T>
std::vector<std::size_t> places(const std::vector<RunEvent>& events) {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < events.size(); ++i) {
        if (std::holds_alternative<T>(events[i])) found.push_back(i);
    }
    return found;
}

template <typename T>
const T& at(const std::vector<RunEvent>& events, std::size_t place) {
    return std::get<T>(events[place]);
}

bool same_bits(const Vector& a, const Vector& b) {
    return a.size() == b.size() &&
           std::memcmp(a.data(), b.data(), static_cast<std::size_t>(a.size()) * sizeof(double)) == 0;
}

bool same_number(double a, double b) {
    return std::memcmp(&a, &b, sizeof a) == 0;
}

/// All columns but the clock's.
bool same_record(const IterationRecord& a, const IterationRecord& b) {
    for (const RecordColumn& column : record_columns()) {
        if (column.name == "seconds") continue;
        const double left = column.read(a), right = column.read(b);
        if (!same_number(left, right) && !(std::isnan(left) && std::isnan(right))) return false;
    }
    return true;
}

bool same_runs(const SolverRun& a, const SolverRun& b) {
    if (a.history.size() != b.history.size() || !same_bits(a.result.x, b.result.x)) return false;
    for (std::size_t i = 0; i < a.history.size(); ++i) {
        if (!same_record(a.history[i], b.history[i]) || !same_bits(a.eigenvalues[i], b.eigenvalues[i]))
            return false;
    }
    return true;
}

}  // namespace

class RunnerTest : public QObject {
    Q_OBJECT

  private slots:
    void events_come_in_order() {
        const Experiment experiment = small_experiment();
        std::vector<RunEvent> events;
        const Results results =
            run_experiment(experiment, [&](RunEvent event) { events.push_back(std::move(event)); });

        const auto ready = places<ProblemReady>(events);
        const auto started = places<SolverStarted>(events);
        const auto done = places<IterationDone>(events);
        const auto finished = places<SolverFinished>(events);
        const auto certificate = places<CertificateReady>(events);
        const auto maps = places<SectionUpdate<BasinMap>>(events);
        QCOMPARE(ready.size(), 1U);
        QCOMPARE(started.size(), 3U);
        QCOMPARE(finished.size(), 3U);
        // Certified, then estimated; what is measured comes last of all.
        QVERIFY(certificate.size() > 2 && certificate[2] > maps.back());
        QVERIFY(std::isnan(at<CertificateReady>(events, certificate[0]).certificate.M_estimate));
        QVERIFY(at<CertificateReady>(events, certificate[1]).certificate.M_estimate > 0);
        QVERIFY(std::isnan(at<CertificateReady>(events, certificate[1]).certificate.basin_radius));
        QCOMPARE(at<CertificateReady>(events, certificate.back()).certificate.basin_radius,
                 results.certificate.basin_radius);
        QVERIFY(results.certificate.basin_radius > 0);
        QVERIFY(!places<SectionUpdate<Landscape>>(events).empty() && !maps.empty());
        QVERIFY(ready[0] < started[0] && finished[2] < certificate[0] && certificate[0] < maps[0]);
        for (std::size_t i = 0; i < 3; ++i) QVERIFY(started[i] < finished[i]);
        for (std::size_t i = 1; i < 3; ++i) QVERIFY(finished[i - 1] < started[i]);
        for (const std::size_t place : done) {
            const std::size_t solver = at<IterationDone>(events, place).solver;
            QVERIFY(started[solver] < place && place < finished[solver]);
        }
        QVERIFY(std::holds_alternative<RunFinished>(events.back()));
        QCOMPARE(places<RunFinished>(events).size(), 1U);
        QVERIFY(!results.stopped);
    }

    void results_hold_what_was_told() {
        std::vector<RunEvent> events;
        const Results results =
            run_experiment(small_experiment(), [&](RunEvent event) { events.push_back(std::move(event)); });
        QVERIFY(results.minimiser.verified);
        QCOMPARE(results.runs.size(), 3U);
        std::size_t records = 0;
        for (const SolverRun& run : results.runs) {
            QCOMPARE(run.result.termination, Termination::converged);
            QCOMPARE(run.path.size(), run.history.size());
            QCOMPARE(run.eigenvalues.size(), run.history.size());
            QCOMPARE(run.history.front().iteration, 0);
            QVERIFY(std::abs(run.history.front().distance - 0.05) < 1e-12);
            records += run.history.size();
        }
        QCOMPARE(places<IterationDone>(events).size(), records);
        QVERIFY(results.landscape && results.landscape->stride == 1);
        QVERIFY(results.basin_map->complete && results.basin_map->computed >= 6);
        QVERIFY(results.certificate.start_radius > 0);
        QVERIFY(results.environment.threads >= 1 && !results.environment.blas.empty());
    }

    void redrawing_gives_the_pictures_of_a_whole_run() {
        Experiment experiment = small_experiment();
        softmax_of(experiment).instance.d = 5;
        const Results done = run_experiment(experiment);
        Experiment other = experiment;
        other.landscape->plane = PlaneKind::pca;
        other.attraction->solver = "damped-newton";
        QVERIFY(can_redraw(done, other));
        std::vector<RunEvent> events;
        const Results redrawn =
            redraw(done, other, [&](RunEvent event) { events.push_back(std::move(event)); });
        const Results whole = run_experiment(other);
        QCOMPARE(places<IterationDone>(events).size(), 0U);
        QCOMPARE(places<PlaneReady>(events).size(), 1U);
        QVERIFY(redrawn.landscape->plane.kind == PlaneKind::pca);
        QVERIFY(same_bits(redrawn.landscape->values.reshaped(), whole.landscape->values.reshaped()));
        QVERIFY(redrawn.attraction->pixels == whole.attraction->pixels);
        QCOMPARE(redrawn.attraction->solver, std::string("damped-newton"));
        for (std::size_t i = 0; i < whole.runs.size(); ++i) {
            QCOMPARE(redrawn.runs[i].path.size(), whole.runs[i].history.size());
            QVERIFY(redrawn.runs[i].path.back().a == whole.runs[i].path.back().a);
        }
    }

    void only_what_is_asked_for_is_drawn_again() {
        const Results done = run_experiment(small_experiment());
        Experiment other = done.experiment;
        other.attraction->max_iterations = 7;
        std::vector<RunEvent> events;
        const Results redrawn =
            redraw(done, other, [&](RunEvent event) { events.push_back(std::move(event)); });
        QCOMPARE(places<PlaneReady>(events).size() + places<SectionUpdate<Landscape>>(events).size(), 0U);
        QCOMPARE(places<SectionUpdate<BasinMap>>(events).size(), 0U);
        QCOMPARE(redrawn.attraction->max_iterations, 7);
        QVERIFY(redrawn.landscape == done.landscape);
    }

    void another_run_is_no_redrawing() {
        const Results done = run_experiment(small_experiment());
        Experiment other = done.experiment;
        other.start.radius *= 2;
        QVERIFY(!can_redraw(done, other));
        Results unfinished = done;
        unfinished.runs.back().iterates.reset();
        QVERIFY(!can_redraw(unfinished, done.experiment));
    }

    void the_same_experiment_gives_the_same_numbers() {
        const Results first = run_experiment(small_experiment());
        const Results second = run_experiment(small_experiment());
        QVERIFY(same_bits(first.x0, second.x0));
        QVERIFY(same_bits(first.minimiser.x, second.minimiser.x));
        for (std::size_t i = 0; i < first.runs.size(); ++i) QVERIFY(same_runs(first.runs[i], second.runs[i]));
        QVERIFY(same_bits(first.landscape->values.reshaped(), second.landscape->values.reshaped()));
        QVERIFY(same_number(first.certificate.M_estimate, second.certificate.M_estimate));
        for (std::size_t i = 0; i < first.basin_map->cells.size(); ++i) {
            QCOMPARE(first.basin_map->cells[i].successes, second.basin_map->cells[i].successes);
        }
    }

    void a_stop_in_the_middle_ends_the_run() {
        Experiment experiment = small_experiment();
        std::stop_source stop;
        std::size_t iterations = 0;
        bool finished = false;
        const Results results = run_experiment(
            experiment,
            [&](const RunEvent& event) {
                if (std::holds_alternative<IterationDone>(event) && ++iterations == 2) stop.request_stop();
                if (const auto* last = std::get_if<RunFinished>(&event)) finished = last->stopped;
            },
            stop.get_token());
        QVERIFY(results.stopped && finished);
        QCOMPARE(results.runs.size(), 1U);
        QCOMPARE(results.runs[0].result.termination, Termination::stopped);
        QCOMPARE(results.runs[0].history.size(), 2U);
        QVERIFY(!results.basin_map);
    }

    void a_stop_before_the_start_runs_nothing() {
        std::stop_source stop;
        stop.request_stop();
        const Results results = run_experiment(small_experiment(), {}, stop.get_token());
        QVERIFY(results.stopped);
        QVERIFY(results.runs.empty());
    }

    void the_gate_holds_the_solvers() {
        PauseGate gate;
        gate.close();
        std::atomic<int> iterations = 0;
        std::stop_source stop;
        std::thread run([&] {
            run_experiment(
                small_experiment(),
                [&](const RunEvent& event) {
                    if (std::holds_alternative<IterationDone>(event)) ++iterations;
                },
                stop.get_token(), &gate);
        });
        QTRY_COMPARE(iterations.load(), 1);
        QTest::qWait(30);
        QCOMPARE(iterations.load(), 1);
        gate.step();
        QTRY_COMPARE(iterations.load(), 2);
        QTest::qWait(30);
        QCOMPARE(iterations.load(), 2);
        gate.open();
        run.join();
        QVERIFY(iterations > 4);
    }

    void a_stop_opens_the_gate() {
        PauseGate gate;
        gate.close();
        std::stop_source stop;
        const auto stop_at_first = [&](const RunEvent& event) {
            if (std::holds_alternative<IterationDone>(event)) stop.request_stop();
        };
        QVERIFY(run_experiment(small_experiment(), stop_at_first, stop.get_token(), &gate).stopped);
    }

    void given_data_replace_generated() {
        Experiment experiment = small_experiment();
        const PreparedProblem generated = prepare(experiment);
        const auto& data = dynamic_cast<const SoftmaxRegression&>(*generated.problem).data();
        softmax_of(experiment).A1 = DesignSource{std::make_shared<const DesignMatrix>(data.A1), {}};
        softmax_of(experiment).A2 = MatrixSource{std::make_shared<const Matrix>(data.A2), {}};
        softmax_of(experiment).b = MatrixSource{std::make_shared<const Matrix>(data.b), {}};
        softmax_of(experiment).w = MatrixSource{std::make_shared<const Matrix>(data.w), {}};
        QVERIFY(same_bits(prepare(experiment).minimiser.x, generated.minimiser.x));
        experiment.start.x0 = MatrixSource{std::make_shared<const Matrix>(Matrix::Constant(2, 1, 0.5)), {}};
        QVERIFY(same_bits(prepare(experiment).x0, Vector::Constant(2, 0.5)));
    }

    void bad_input_is_refused_before_any_event() {
        Experiment experiment = small_experiment();
        softmax_of(experiment).instance.n = -1;
        bool told = false;
        const auto error =
            input_error([&] { run_experiment(experiment, [&](const RunEvent&) { told = true; }); });
        verify_mentions(error, "problem.n: found -1");
        QVERIFY(!told);
    }

    void errors_of_the_sink_reach_the_caller() {
        const auto throwing = [](const RunEvent& event) {
            if (std::holds_alternative<SectionUpdate<Landscape>>(event)) throw InputError("sink", "thrown");
        };
        QCOMPARE(input_error([&] { run_experiment(small_experiment(), throwing); }),
                 std::string("sink: thrown"));
    }

    /// Every solver of the catalogue that takes a softmax regression, begun exactly at a maximum.
    void no_solver_arrives_at_a_maximum() {
        Experiment experiment = hill_experiment();
        experiment.solvers.clear();
        for (const SolverInfo& info : solver_catalogue()) {
            if (info.general) experiment.solvers.push_back({info.name, {}});
        }
        const Results results = run_experiment(experiment);
        for (const SolverRun& run : results.runs) {
            QVERIFY2(run.result.termination == Termination::not_a_minimum, run.spec.name.c_str());
            QCOMPARE(run.end.kind, EndKind::maximum);
            QVERIFY(!arrived(run));
        }
        experiment.start.x0 = MatrixSource{std::make_shared<const Matrix>(Matrix::Ones(1, 1)), {}};
        experiment.solvers = {{"damped-newton", {}}};
        const SolverRun away = run_experiment(experiment).runs[0];
        QCOMPARE(away.end.kind, EndKind::minimum);
        QVERIFY(arrived(away));
    }
};

QTEST_GUILESS_MAIN(RunnerTest)
#include "runner_test.moc"
