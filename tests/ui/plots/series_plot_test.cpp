// SPDX-License-Identifier: GPL-3.0-or-later
// What the series plot holds of data of one's own.
#include "ui/plots/series_plot.h"

#include <algorithm>
#include <cmath>

#include <QComboBox>
#include <QTest>

#include "core/experiment/runner.h"
#include "core/io/series_table.h"
#include "core/numeric/calendar.h"
#include "core/problems/series_judgement.h"
#include "tests/support/shown_plot.h"
#include "ui/families/network_explanation.h"
#include "ui/families/network_panel.h"
#include "ui/panels/explanation.h"

using namespace basin;
using namespace basin::test;

namespace {

/// Five years of months with a season, one of them left out.
std::string monthlyTable() {
    std::string text = "Month,Sold\n";
    for (int k = 0; k < 60; ++k) {
        if (k == 30) continue;
        text += std::to_string(2010 + k / 12) + (k % 12 < 9 ? "-0" : "-") + std::to_string(k % 12 + 1) + "," +
                std::to_string(100 + k + std::lround(20 * std::sin(k * 3.14159 / 6))) + "\n";
    }
    return text;
}

const Results& monthlyResults() {
    static const Results results = [] {
        ElmanProblemSpec problem;
        problem.hidden = 2;
        problem.data.emplace();
        problem.data->table = DataSource<SeriesTable>{
            std::make_shared<const SeriesTable>(parse_series_table(monthlyTable(), "sold.csv", false)), {}};
        problem.data->target_columns = {"Sold"};
        problem.data->lags = 3;
        problem.data->horizon = 2;
        problem.data->standardise = true;
        Experiment experiment;
        experiment.problem = problem;
        experiment.solvers = {{"adam", {}}, {"lbfgs", {}}};
        experiment.stopping.max_iterations = 30;
        experiment.landscape.reset();
        return run_experiment(experiment);
    }();
    return results;
}

}  // namespace

class SeriesPlotTest : public QObject {
    Q_OBJECT

  private slots:
    void dates_are_the_axis_and_values_are_in_their_units() {
        Shown<SeriesPlot> s(monthlyResults());
        const ElmanSeries& series = *monthlyResults().series;
        const Curve& target = s.plot.curves().front();
        QCOMPARE(target.name, QStringLiteral("target"));
        QCOMPARE(std::ssize(target.points), series.steps() + series.test_steps());
        // The first step has lags of three months, known two months before.
        QCOMPARE(target.points.front().x(), *parse_date("2010-05", {"Y-M", ""}));
        QCOMPARE(target.points.front().y(), 104 + std::round(20 * std::sin(4 * 3.14159 / 6)));
        const Matrix own =
            series.frame->in_own_units(monthlyResults().runs[0].network->outputs.test, series.steps());
        QCOMPARE(s.plot.curves()[1].points.back().y(), own(0, own.cols() - 1));
    }

    void the_forecast_stands_behind_the_last_row() {
        Shown<SeriesPlot> s(monthlyResults());
        const Curve& ahead = s.plot.curves().back();
        QCOMPARE(ahead.points.size(), 2u);
        QCOMPARE(ahead.points[0].x(), *parse_date("2015-01", {"Y-M", ""}));
        QCOMPARE(ahead.points[1].y(), monthlyResults().runs[1].network->judgement->forecast.values(0, 1));
        QVERIFY(s.plot.viewRange().right > ahead.points[1].x());
        QVERIFY(s.plot.subtitle().contains(QStringLiteral("forecast 2015-01-01: ")));
        QVERIFY(s.plot.csv().startsWith(
            "solver,output,step,time,part,target,predicted\nadam,1,1,2010-05-01,train,"));
    }

    void residuals_and_their_autocorrelation_are_views() {
        Shown<SeriesPlot> s(monthlyResults());
        QCOMPARE(s.plot.views(), (QStringList{"output-1", "residuals-1", "autocorrelation-1"}));
        const auto curve = [&s](std::size_t k) { return s.plot.curves()[k].points; };
        const std::vector<QPointF> target = curve(0), predicted = curve(1);
        s.plot.setView(QStringLiteral("residuals-1"));
        s.plot.refresh();
        QCOMPARE(s.plot.controls()->findChild<QComboBox*>()->currentText(),
                 QStringLiteral("Residuals: Sold"));
        QCOMPARE(curve(1)[7].y(), target[7].y() - predicted[7].y());
        s.plot.setView(QStringLiteral("autocorrelation-1"));
        s.plot.refresh();
        const ElmanSeries& series = *monthlyResults().series;
        Vector residuals(series.test_steps());
        for (Index k = 0; k < residuals.size(); ++k) {
            const auto at = static_cast<std::size_t>(series.steps() + k);
            residuals[k] = target[at].y() - predicted[at].y();
        }
        QCOMPARE(curve(0)[1], QPointF(2, autocorrelation(residuals, 3)[1]));
        const double within = 1.96 / std::sqrt(static_cast<double>(residuals.size()));
        QCOMPARE(s.plot.curves().back().points.front().y(), -within);
        s.plot.setView(QStringLiteral("output-2"));  // there is none
        QCOMPARE(s.plot.view(), SeriesPlot::View::autocorrelation);
    }

    void worth_is_told_beside_naive_forecasts() {
        RunModel model;
        NetworkPanel panel(&model);
        QVERIFY(panel.valueOf("skill").isEmpty());
        model.load(monthlyResults());
        const SeriesJudgement& found = *monthlyResults().runs[0].network->judgement;
        QCOMPARE(panel.valueOf("skill"), QString::fromStdString(skill_words(found)));
        QVERIFY(!panel.valueOf("last_value").isEmpty());
        QVERIFY(panel.valueOf("last_season").isEmpty());
        QVERIFY(
            explainRun(model).contains(QStringLiteral("found the best network: on the test steps it is ")));
    }
};

QTEST_MAIN(SeriesPlotTest)
#include "series_plot_test.moc"
