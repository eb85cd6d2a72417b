// SPDX-License-Identifier: GPL-3.0-or-later
// What the plots of recurrent networks hold.
#include <algorithm>
#include <cmath>

#include <QComboBox>
#include <QTest>

#include "core/families/problem_of.h"
#include "tests/support/network_results.h"
#include "tests/support/shown_plot.h"
#include "ui/plots/basin_map_plot.h"
#include "ui/plots/convergence_plot.h"
#include "ui/plots/landscape_plot.h"
#include "ui/plots/nonsmoothness_plot.h"
#include "ui/plots/penalty_marks.h"
#include "ui/plots/penalty_plot.h"
#include "ui/plots/series_plot.h"

using namespace basin;
using namespace basin::test;

namespace {

const Curve* curveNamed(const PlotView& plot, const QString& name) {
    const auto found = std::ranges::find(plot.curves(), name, &Curve::name);
    return found == plot.curves().end() ? nullptr : &*found;
}

}  // namespace

class NetworkPlotsTest : public QObject {
    Q_OBJECT

  private slots:
    void convergenceOffersWhatTheFamilyHas() {
        Shown<ConvergencePlot> s(syntheticNetworkResults());
        auto* box = s.plot.controls()->findChild<QComboBox*>();
        QVERIFY(box->findText(QStringLiteral("Feasibility")) >= 0);
        QVERIFY(box->findText(QStringLiteral("Distance")) < 0);
        QCOMPARE(s.plot.view(), ConvergencePlot::View::objective);
        QCOMPARE(s.plot.curves().size(), 3u);
        s.plot.setView(ConvergencePlot::View::distance);  // of the other family
        QCOMPARE(s.plot.view(), ConvergencePlot::View::objective);
        s.plot.setView(ConvergencePlot::View::errors);
        s.model.load(syntheticResults());
        s.plot.refresh();
        QCOMPARE(s.plot.view(), ConvergencePlot::View::distance);
        QVERIFY(box->findText(QStringLiteral("Feasibility")) < 0);
        s.model.load(syntheticNetworkResults());
        s.plot.refresh();
        QCOMPARE(s.plot.view(), ConvergencePlot::View::errors);  // each family keeps its own
    }

    void feasibilityHasThreePartsOfTheLiftedSolver() {
        const Results results = syntheticNetworkResults();
        Shown<ConvergencePlot> s(results);
        s.plot.setView(ConvergencePlot::View::feasibility);
        s.plot.refresh();
        QCOMPARE(s.plot.curves().size(), 3u);
        const Curve* h = curveNamed(s.plot, QStringLiteral("piecewise-affine, h"));
        const Curve* u = curveNamed(s.plot, QStringLiteral("piecewise-affine, u"));
        QVERIFY(h && u && h->color == u->color && h->dash != u->dash);
        QCOMPARE(h->points[3].y(), results.runs[0].history[3].network.feasibility_h);
        QVERIFY(s.plot.csv().startsWith(
            "solver,iteration,seconds,feasibility_h,feasibility_u,feasibility_v\npiecewise-affine,0,"));
        Results without = results;
        without.runs.erase(without.runs.begin());
        s.model.load(without);
        s.plot.refresh();
        QVERIFY(s.plot.emptyMessage().contains(QStringLiteral("Only piecewise-affine")));
    }

    void trainAndTestErrorStandTogether() {
        const Results results = syntheticNetworkResults();
        Shown<ConvergencePlot> s(results);
        s.plot.setView(ConvergencePlot::View::errors);
        s.plot.refresh();
        QCOMPARE(s.plot.curves().size(), 6u);
        const Curve* test = curveNamed(s.plot, QStringLiteral("adam, test"));
        QVERIFY(test != nullptr);
        QCOMPARE(test->points[5].y(), results.runs[1].history[5].network.test_error);
        s.model.setPlayhead(5);
        s.plot.refresh();
        QCOMPARE(curveNamed(s.plot, QStringLiteral("adam, test"))->points.size(), 6u);
    }

    void everyQuantityIsDrawnOrExplained() {
        Shown<NonsmoothnessPlot> s(syntheticNetworkResults());
        for (int k = 0; k <= static_cast<int>(NonsmoothnessPlot::View::multiplier_growth); ++k) {
            s.plot.setView(static_cast<NonsmoothnessPlot::View>(k));
            s.plot.refresh();
            QVERIFY(s.plot.emptyMessage().isEmpty());
            QVERIFY(s.plot.curves().size() >= 3);
            QVERIFY(s.plot.csv().count('\n') > 30);
        }
        const Curve& level = s.plot.curves().back();
        QCOMPARE(level.dash, Qt::DashLine);
        QCOMPARE(level.points.front().y(), 1.0);
        s.model.load(syntheticResults());
        s.plot.refresh();
        QVERIFY(s.plot.emptyMessage().contains(QStringLiteral("recurrent")));
    }

    void seriesHoldsTargetAndPredictions() {
        const Results results = syntheticNetworkResults();
        Shown<SeriesPlot> s(results);
        const Index steps = results.series->steps(), all = steps + results.series->test_steps();
        QCOMPARE(s.plot.curves().size(), 4u);
        QCOMPARE(static_cast<Index>(s.plot.curves()[0].points.size()), all);
        s.plot.setOutput(2);
        s.plot.selectSolver(1);
        s.plot.refresh();
        QCOMPARE(s.plot.curves().size(), 2u);
        QCOMPARE(s.plot.curves()[0].points[0], QPointF(1, results.series->Y(2, 0)));
        const auto first = static_cast<std::size_t>(steps);
        QCOMPARE(s.plot.curves()[0].points[first].y(), results.series->Y_test(2, 0));
        QCOMPARE(s.plot.curves()[1].points[first].y(), results.runs[1].network->outputs.test(2, 0));
        // A prediction that is far off does not flatten the rest.
        s.plot.selectSolver(SeriesPlot::allSolvers);
        s.plot.refresh();
        QVERIFY(s.plot.subtitle().contains(QStringLiteral("predictions beyond the picture: 1")));
        QVERIFY(s.plot.viewRange().height() < 40);
        const QByteArray table = s.plot.csv();
        QVERIFY(table.startsWith("solver,output,step,part,target,predicted\npiecewise-affine,1,1,train,"));
        QCOMPARE(table.count('\n'), static_cast<qsizetype>(1 + 3 * 3 * all));
    }

    void seriesShowsTheTargetBeforeTheEnd() {
        const Results results = syntheticNetworkResults();
        RunModel model;
        SeriesPlot plot;
        plot.setModel(&model);
        model.begin(results.experiment);
        plot.refresh();
        QVERIFY(!plot.emptyMessage().isEmpty());
        ProblemReady ready;
        ready.series = results.series;
        model.apply({ready});
        plot.refresh();
        QVERIFY(plot.emptyMessage().isEmpty());
        QCOMPARE(plot.curves().size(), 1u);
        SolverFinished finished;
        finished.network = results.runs[0].network;
        model.apply({SolverStarted{0, "piecewise-affine"}, finished});
        plot.refresh();
        QCOMPARE(plot.curves().size(), 2u);
    }

    void thresholdsAreTold() {
        Shown<PenaltyPlot> s(syntheticNetworkResults());
        QVERIFY(s.plot.view() == PenaltyPlot::View::exactness);  // asked for
        s.plot.setView(PenaltyPlot::View::thresholds);
        s.plot.refresh();
        QVERIFY(s.plot.emptyMessage().isEmpty());
        QVERIFY(s.plot.subtitle().contains(QStringLiteral("exceeds what was measured")));
        QVERIFY(s.plot.csv().startsWith(
            "solver,part,beta,log10_a_posteriori,log10_at_point,log10_a_priori\npiecewise-affine,h,1,"));
        // What is 504 decades away is told, not drawn.
        QVERIFY(s.plot.viewRange().right < 10);
        Results weak = syntheticNetworkResults();
        elman_of(weak.experiment).betas = {0.1, 0.1, 0.1};
        s.model.load(weak);
        s.plot.refresh();
        QVERIFY(s.plot.subtitle().contains(QStringLiteral("does not exceed")));
    }

    void aChoiceBeforeThePlotIsBuiltIsHarmless() {
        Results results = syntheticNetworkResults();
        results.exactness.reset();
        Shown<PenaltyPlot> s(results);
        s.plot.setView(PenaltyPlot::View::thresholds);
        s.plot.refresh();
        QVERIFY(s.plot.emptyMessage().isEmpty());
        s.plot.setView(PenaltyPlot::View::exactness);
        QVERIFY(!s.plot.grab().isNull());  // there is no curve
        s.plot.setView(PenaltyPlot::View::thresholds);
        s.plot.refresh();
        s.model.begin(results.experiment);  // without the runs that are shown
        QVERIFY(!s.plot.grab().isNull());
        QVERIFY(!s.plot.summary().isEmpty());
    }

    void runsOfOneSolverAreToldApartInTables() {
        Results results = syntheticNetworkResults();
        results.runs[1].spec = {"piecewise-affine", {{"error", 0.5}}};
        Shown<SeriesPlot> series(results);
        QVERIFY(series.plot.csv().contains("\npiecewise-affine (0.5),1,1,train,"));
        Shown<ConvergencePlot> convergence(results);
        QVERIFY(convergence.plot.csv().contains("\npiecewise-affine (0.5),0,"));
        Shown<PenaltyPlot> penalty(results);
        penalty.plot.setView(PenaltyPlot::View::thresholds);
        QVERIFY(penalty.plot.csv().contains("\npiecewise-affine (0),h,"));
    }

    void thresholdsBeyondADoubleHaveText() {
        QCOMPARE(thresholdText(504), QStringLiteral("10⁵⁰⁴"));
        QCOMPARE(thresholdText(std::numeric_limits<double>::infinity()), QStringLiteral("∞"));
        QCOMPARE(thresholdText(0), QStringLiteral("1"));
        QVERIFY(!exceeds(1e300, 504));
        QVERIFY(exceeds(0.4, std::log10(0.364)) && !exceeds(0.36, std::log10(0.364)));
    }

    void exactnessCurveHoldsEveryPart() {
        const Results results = syntheticNetworkResults();
        Shown<PenaltyPlot> s(results);
        QCOMPARE(s.plot.curves().size(), 3u);
        QCOMPARE(s.plot.curves()[0].points.size(), results.exactness->points.size());
        QCOMPARE(s.plot.curves()[2].points[0], QPointF(0.1, 1.4));
        QVERIFY(s.plot.csv().startsWith("beta_h,beta_u,beta_v,violation_h"));
        Results without = results;
        without.exactness.reset();
        s.model.load(without);
        s.plot.refresh();
        QVERIFY(s.plot.emptyMessage().startsWith(QStringLiteral("Press Run")));
        without.experiment.exactness.reset();
        s.model.load(without);
        s.plot.refresh();  // it turns to the thresholds
        s.plot.setView(PenaltyPlot::View::exactness);
        s.plot.refresh();
        QVERIFY(s.plot.emptyMessage().contains(QStringLiteral("Tick")));
    }

    void theMapSpeaksOfDeviationAndObjective() {
        Shown<BasinMapPlot> s(syntheticNetworkResults());
        QVERIFY(s.plot.subtitle().contains(QStringLiteral("10 %")));
        auto* box = qobject_cast<QComboBox*>(s.plot.controls());
        QCOMPARE(box->count(), 4);
        s.plot.setView(BasinMapPlot::View::objective);
        s.plot.refresh();
        QVERIFY(s.plot.subtitle().contains(QStringLiteral("objective")));
        s.model.load(syntheticResults());
        s.plot.refresh();
        QCOMPARE(box->count(), 3);
        QCOMPARE(s.plot.view(), BasinMapPlot::View::success_rate);
    }

    void theLandscapeSaysWhatItIsASliceOf() {
        Shown<LandscapePlot> s(syntheticNetworkResults());
        QVERIFY(s.plot.subtitle().contains(QStringLiteral("best weights found")));
        QVERIFY(s.plot.subtitle().contains(QStringLiteral("outside")));
    }
};

QTEST_MAIN(NetworkPlotsTest)
#include "network_plots_test.moc"
