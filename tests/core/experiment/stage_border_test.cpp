// SPDX-License-Identifier: GPL-3.0-or-later
// A part of a run that the memory or a library breaks off is missing and told; everything else is there.
#include <cstdlib>
#include <filesystem>
#include <new>

#include <QtTest/QTest>
#include <nlohmann/json.hpp>

#include "core/experiment/prepared_problem.h"
#include "core/experiment/runner.h"
#include "core/families/problem_of.h"
#include "core/io/results_io.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/small_experiment.h"
#include "tests/support/small_network.h"

namespace {

/// Allocations of this thread until one fails; negative: none does.
thread_local int allocations_left = -1;

}  // namespace

void* operator new(std::size_t size) {
    if (allocations_left >= 0 && allocations_left-- == 0) throw std::bad_alloc();
    if (void* memory = std::malloc(size)) return memory;
    throw std::bad_alloc();
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
    return std::malloc(size);
}
void operator delete(void* memory) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}

using namespace basin;
using namespace basin::test;

namespace {

Experiment whole_softmax() {
    Experiment experiment = small_experiment();
    experiment.basin_radius.trials = 40;
    return experiment;
}

Experiment whole_network() {
    Experiment experiment = small_network();
    experiment.exactness.emplace();
    experiment.exactness->beta_count = 3;
    experiment.exactness->max_iterations = 10;
    return experiment;
}

/// Lets the memory run out where the stage begins.
EventSink failing_at(Stage stage) {
    return [stage](const RunEvent& event) {
        const auto* progress = std::get_if<Progress>(&event);
        if (progress && progress->stage == stage && progress->done == 0) allocations_left = 0;
    };
}

bool is_missing(const Results& results, Stage stage) {
    switch (stage) {
        case Stage::certificate:
            return std::isnan(results.certificate.l);
        case Stage::landscape:
            return !results.landscape;
        case Stage::attraction:
            return !results.attraction;
        case Stage::exactness:
            return !results.exactness;
        case Stage::basin_map:
            return !results.basin_map;
        default:
            return !(results.certificate.basin_trials > 0);
    }
}

}  // namespace

class StageBorderTest : public QObject {
    Q_OBJECT

  private slots:
    void aStageThatBreaksOffIsMissingAndTold_data() {
        QTest::addColumn<Experiment>("experiment");
        QTest::addColumn<Stage>("stage");
        QTest::addColumn<std::string>("part");
        QTest::newRow("certificate") << whole_softmax() << Stage::certificate << std::string("certificate");
        QTest::newRow("landscape") << whole_softmax() << Stage::landscape << std::string("landscape");
        QTest::newRow("attraction") << whole_softmax() << Stage::attraction
                                    << std::string("basin of attraction");
        QTest::newRow("basin map") << whole_softmax() << Stage::basin_map << std::string("basin map");
        QTest::newRow("basin radius")
            << whole_softmax() << Stage::basin_radius << std::string("basin radius");
        QTest::newRow("exactness") << whole_network() << Stage::exactness << std::string("exactness curve");
        QTest::newRow("landscape of a network")
            << whole_network() << Stage::landscape << std::string("landscape");
    }
    void aStageThatBreaksOffIsMissingAndTold() {
        QFETCH(const Experiment, experiment);
        QFETCH(const Stage, stage);
        QFETCH(const std::string, part);
        std::vector<FailedPart> told;
        const EventSink fail = failing_at(stage);
        const Results results = run_experiment(experiment, [&](const RunEvent& event) {
            if (const auto* failed = std::get_if<FailedPart>(&event)) told.push_back(*failed);
            fail(event);
        });
        QCOMPARE(results.failed.size(), std::size_t{1});
        QCOMPARE(told.size(), std::size_t{1});
        QCOMPARE(results.failed[0].part, part);
        QVERIFY(results.failed[0].message.find("not enough memory") != std::string::npos);
        QVERIFY(is_missing(results, stage));
        const Results complete = run_experiment(experiment);
        QVERIFY(complete.failed.empty());
        for (const Stage other : {Stage::certificate, Stage::landscape, Stage::attraction, Stage::exactness,
                                  Stage::basin_map, Stage::basin_radius}) {
            // A basin radius stands in the certificate.
            if (other == stage || other == Stage::basin_radius) continue;
            QCOMPARE(is_missing(results, other), is_missing(complete, other));
        }
        for (std::size_t i = 0; i < results.runs.size(); ++i)
            QVERIFY(results.runs[i].result.x == complete.runs[i].result.x);
        writtenAndReadBack(results);
    }

    void aSolverThatBreaksOffKeepsWhatItHas() {
        Index iterations = 0;
        const Results results = run_experiment(whole_softmax(), [&](const RunEvent& event) {
            const auto* done = std::get_if<IterationDone>(&event);
            if (done && done->solver == 1 && ++iterations == 2) allocations_left = 0;
        });
        QCOMPARE(results.runs.size(), std::size_t{3});
        const SolverRun& broken = results.runs[1];
        QCOMPARE(broken.result.termination, Termination::evaluation_failed);
        QVERIFY(broken.result.message.find("broke off") != std::string::npos);
        QVERIFY(broken.history.size() >= 2);
        QVERIFY(broken.result.x.allFinite() && broken.iterates);
        QCOMPARE(results.runs[2].result.termination, Termination::converged);
        QVERIFY(results.landscape && results.basin_map);
        writtenAndReadBack(results);
    }

    void aSearchForTheMinimumThatBreaksOffLeavesTheProblem() {
        // Wherever the memory runs out: before the problem is there nothing can be done, then everything.
        int refused = 0, broken = 0;
        for (int n = 0; n < 400; ++n) {
            allocations_left = n;
            try {
                const PreparedProblem prepared = prepare(whole_softmax());
                const bool in_time = allocations_left < 0;
                allocations_left = -1;
                if (!in_time) break;
                QVERIFY(!prepared.minimiser.verified && prepared.x0.allFinite());
                QVERIFY(prepared.minimiser.note.find("broke off") != std::string::npos);
                ++broken;
            } catch (const std::bad_alloc&) {
                ++refused;
            }
        }
        QVERIFY2(broken > 0, qPrintable(QStringLiteral("%1, %2").arg(broken).arg(refused)));
    }

    // The ends of its spectrum were once an exception.
    void aHessianOfZeroLosesNothing_data() {
        QTest::addColumn<PlaneKind>("plane");
        QTest::addColumn<Index>("unknowns");
        for (const Index d : {2, 17, 300}) {
            QTest::addRow("eigenvectors %d", int(d)) << PlaneKind::eigenvectors << d;
            QTest::addRow("random %d", int(d)) << PlaneKind::random << d;
            QTest::addRow("pca %d", int(d)) << PlaneKind::pca << d;
        }
    }
    void aHessianOfZeroLosesNothing() {
        QFETCH(const PlaneKind, plane);
        QFETCH(const Index, unknowns);
        Experiment experiment;
        SoftmaxInstanceSpec& instance = softmax_of(experiment).instance;
        instance.n = 3;
        instance.d = unknowns;
        instance.m = 3;
        instance.ridge = 0;
        softmax_of(experiment).A1 =
            DesignSource{std::make_shared<const DesignMatrix>(Matrix(Matrix::Zero(3, unknowns))), {}};
        experiment.solvers = {{"gradient-descent", {}},
                              {"newton", {}},
                              {"trust-region-newton", {}},
                              {"lbfgs", {}},
                              {"adam", {}}};
        experiment.stopping.max_iterations = 3;
        experiment.landscape = LandscapeSpec{.plane = plane, .resolution = 9};
        experiment.attraction = AttractionSpec{.resolution = 9};
        experiment.spectrum = SpectrumSpec{.full_up_to = 16, .density_every = 1};
        experiment.basin_radius.trials = 8;
        const Results results = run_experiment(experiment);
        QVERIFY(results.failed.empty());
        QCOMPARE(results.runs.size(), experiment.solvers.size());
        QVERIFY(results.landscape && results.attraction);
        for (const Vector& eigenvalues : results.runs[0].eigenvalues) {
            QVERIFY(eigenvalues.size() >= 2);
            QVERIFY(eigenvalues.cwiseAbs().maxCoeff() == 0);
        }
        writtenAndReadBack(results);
    }

  private:
    void writtenAndReadBack(const Results& results) {
        const ScratchFolder folder;
        write_results(results, folder.path());
        const Results again = read_results(folder.path());
        QCOMPARE(again.failed.size(), results.failed.size());
        for (std::size_t i = 0; i < again.failed.size(); ++i) {
            QCOMPARE(again.failed[i].part, results.failed[i].part);
            QCOMPARE(again.failed[i].message, results.failed[i].message);
        }
        QCOMPARE(again.runs.size(), results.runs.size());
    }
};

QTEST_GUILESS_MAIN(StageBorderTest)
#include "stage_border_test.moc"
