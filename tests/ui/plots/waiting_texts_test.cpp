// SPDX-License-Identifier: GPL-3.0-or-later
// What plots say while they have nothing to show is true: of a run that is on, that was stopped, that is to
// come.
#include <QtTest>

#include "tests/support/shown_plot.h"
#include "tests/support/synthetic_results.h"
#include "ui/panels/explanation.h"
#include "ui/panels/number_text.h"
#include "ui/plots/attraction_plot.h"
#include "ui/plots/convergence_plot.h"
#include "ui/plots/landscape_plot.h"
#include "ui/plots/penalty_plot.h"
#include "ui/plots/spectrum_plot.h"
#include "ui/plots/tradeoff_plot.h"

using namespace basin;
using namespace basin::ui;

namespace {

/// Asks for every picture, and has none.
Results bare(bool stopped) {
    Results results;
    results.experiment.landscape = LandscapeSpec{};
    results.experiment.attraction = AttractionSpec{};
    results.experiment.spectrum = SpectrumSpec{};
    results.experiment.tradeoff = TradeoffSpec{};
    results.experiment.exactness = ExactnessSpec{};
    results.stopped = stopped;
    return results;
}

template <typename Plot>
QString said(RunModel& model) {
    Plot plot;
    plot.setModel(&model);
    plot.resize(420, 300);
    plot.refresh();
    return plot.emptyMessage();
}

template <typename... Plots>
QStringList saidByAll(RunModel& model) {
    return {said<Plots>(model)...};
}

QStringList saidByEveryPlot(RunModel& model) {
    return saidByAll<LandscapePlot, AttractionPlot, ConvergencePlot, SpectrumPlot, TradeoffPlot>(model);
}

}  // namespace

class WaitingTextsTest : public QObject {
    Q_OBJECT

  private slots:
    void nobodyIsToldToPressRunDuringARun() {
        RunModel model;
        model.begin(bare(false).experiment);
        QVERIFY(model.isRunning());
        for (const QString& text : saidByEveryPlot(model)) {
            QVERIFY(!text.isEmpty());
            QVERIFY2(!text.contains(QStringLiteral("ress Run")), qPrintable(text));
            QVERIFY2(!text.contains(QStringLiteral("Tick")), qPrintable(text));
        }
    }

    void aStoppedRunIsSaidToBeStopped() {
        RunModel model;
        model.load(bare(true));
        for (const QString& text : saidByAll<LandscapePlot, AttractionPlot, TradeoffPlot>(model))
            QVERIFY2(text.contains(QStringLiteral("was stopped before")), qPrintable(text));
    }

    void whatIsAskedForIsToCome() {
        RunModel model;
        model.await(bare(false).experiment);
        for (const QString& text : saidByEveryPlot(model)) {
            QVERIFY2(text.startsWith(QStringLiteral("Press Run")), qPrintable(text));
            QVERIFY2(!text.contains(QStringLiteral("asks for no")), qPrintable(text));
        }
    }

    void aPictureThatWasStoppedIsNotRefining() {
        Results results = test::syntheticResults();
        auto coarse = std::make_shared<Landscape>(*results.landscape);
        coarse->stride = 4;
        results.landscape = coarse;
        results.stopped = true;
        const test::Shown<LandscapePlot> shown(results);
        QVERIFY2(!shown.plot.subtitle().contains(QStringLiteral("refining")),
                 qPrintable(shown.plot.subtitle()));
        QVERIFY(shown.plot.subtitle().contains(QStringLiteral("coarse")));
    }

    void methodsThatHaveEndedDoNotLookAnyMore() {
        const Results results = test::syntheticResults();
        Experiment experiment = results.experiment;
        experiment.solvers.clear();
        for (const SolverRun& run : results.runs) experiment.solvers.push_back(run.spec);
        RunModel model;
        Results whole = results;
        whole.experiment = experiment;
        for (SolverRun& run : whole.runs) run.result.message = "Converged.";
        model.load(whole);
        model.redraw(experiment);  // pictures are to come
        QVERIFY(model.isRunning());
        const QString told = explainRun(model);
        QVERIFY2(!told.contains(QStringLiteral("methods look")), qPrintable(told));
        QVERIFY2(told.contains(QStringLiteral("All 5 methods arrived")), qPrintable(told));
        whole.runs.resize(2);
        whole.experiment.solvers.resize(2);
        model.load(whole);
        QVERIFY(explainRun(model).startsWith(QStringLiteral("Both methods arrived; ")));
        for (SolverRun& run : whole.runs) run.result.iterations = 0;
        model.load(whole);
        QVERIFY(explainRun(model).startsWith(QStringLiteral("Both methods arrived: they started there.")));
    }

    void noTimeIsLeftOnlyWhereThatIsKnown() {
        QCOMPARE(durationText(0), QString());
        QCOMPARE(durationText(-1), QString());
        QCOMPARE(durationText(0.2), QStringLiteral("1 s"));
        QCOMPARE(durationText(12), QStringLiteral("12 s"));
    }
};

QTEST_MAIN(WaitingTextsTest)
#include "waiting_texts_test.moc"
