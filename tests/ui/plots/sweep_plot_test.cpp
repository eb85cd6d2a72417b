// SPDX-License-Identifier: GPL-3.0-or-later
// What the sweep's plot shows is what core computed, wherever one looks.
#include "ui/plots/sweep_plot.h"

#include <algorithm>
#include <cmath>

#include <QApplication>
#include <QSignalSpy>
#include <QtTest>

#include "core/experiment/runner.h"
#include "core/io/sweep_csv.h"
#include "core/numeric/rate_interval.h"
#include "tests/support/small_experiment.h"
#include "ui/chart/chart_canvas.h"
#include "ui/panels/explanation.h"
#include "ui/plots/cause_look.h"
#include "ui/plots/sweep_words.h"
#include "ui/runs/run_model.h"

using namespace basin;
using namespace basin::ui;

namespace {

Experiment swept(std::vector<SweepAxis> axes) {
    Experiment experiment = test::small_experiment().only("");
    experiment.start.radius = 2;
    experiment.stopping.max_iterations = 60;
    experiment.sweep.emplace();
    experiment.sweep->axes = std::move(axes);
    experiment.sweep->repeats.count = 6;
    experiment.sweep->refinement = 1;
    return experiment;
}

SweepAxis radius(Index count) {
    return {"start.radius", 0.05, 20, count, SweepScale::log, {}};
}
SweepAxis ridge(Index count) {
    return {"problem.ridge", 0.01, 10, count, SweepScale::log, {}};
}
SweepAxis approximations() {
    return {"solvers[1].approximation",
            0,
            1,
            9,
            SweepScale::linear,
            {std::string("controlled"), std::string("uniform-sampling")}};
}

struct Shown {
    explicit Shown(const Results& wanted) : results(wanted) {
        model.load(results);
        plot.setModel(&model);
        plot.resize(560, 380);
        plot.show();
        plot.refresh();
    }
    const Sweep& sweep() const { return *results.sweep; }
    QWidget* viewport() { return plot.findChild<ChartCanvas*>()->viewport(); }
    void click(QPointF data) {
        QTest::mouseClick(viewport(), Qt::LeftButton, {}, plot.frame().map(data.x(), data.y()).toPoint());
    }
    QString readAt(QPointF data) {
        QSignalSpy readout(&plot, &PlotView::readoutChanged);
        const QPoint at = plot.frame().map(data.x(), data.y()).toPoint();
        QMouseEvent hover(QEvent::MouseMove, at, viewport()->mapToGlobal(at), Qt::NoButton, Qt::NoButton, {});
        QApplication::sendEvent(viewport(), &hover);
        return readout.isEmpty() ? QString() : readout.last()[0].toString();
    }

    Results results;
    RunModel model;
    SweepPlot plot;
};

double numberOf(const ParameterValue& value) {
    return std::get<double>(value);
}

std::vector<SweptSetting> settingsOf(const QSignalSpy& picked) {
    return picked.last()[0].value<std::vector<SweptSetting>>();
}

}  // namespace

class SweepPlotTest : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() {
        line_ = run_experiment(swept({radius(7)}));
        map_ = run_experiment(swept({ridge(4), radius(5)}));
        Experiment boxed = swept({ridge(3), radius(3), approximations()});
        boxed.sweep->refinement = 0;
        box_ = run_experiment(boxed);
        QVERIFY(line_.sweep && line_.sweep->complete && map_.sweep && box_.sweep);
    }

    void curvesAreCoresNumbers() {
        Shown s(line_);
        QCOMPARE(s.plot.emptyMessage(), QString());
        QCOMPARE(s.plot.curves().size(), line_.experiment.solvers.size());
        for (const SweepView view : {SweepView::success_rate, SweepView::steps, SweepView::distance}) {
            s.plot.setView(view);
            s.plot.refresh();
            for (std::size_t solver = 0; solver < s.plot.curves().size(); ++solver) {
                const Curve& curve = s.plot.curves()[solver];
                QCOMPARE(std::ssize(curve.points), s.sweep().computed);
                QVERIFY(std::ranges::is_sorted(curve.points, {}, [](const QPointF& p) { return p.x(); }));
                for (const PlacedSweepCell& placed : computed_cells(s.sweep())) {
                    const double x = numberOf(s.sweep().value_at(placed.place, 0));
                    const auto found =
                        std::ranges::find(curve.points, x, [](const QPointF& p) { return p.x(); });
                    QVERIFY(found != curve.points.end());
                    const SweepOutcome& outcome = placed.cell->solvers[solver];
                    const double wanted = view == SweepView::success_rate
                                              ? static_cast<double>(outcome.arrived) / 6
                                          : view == SweepView::steps ? outcome.steps.median
                                                                     : outcome.distance.median;
                    if (std::isfinite(wanted))
                        QCOMPARE(found->y(), wanted);
                    else
                        QVERIFY(std::isnan(found->y()));
                }
            }
        }
    }

    void theReadOutCountsWithItsInterval() {
        Shown s(line_);
        const PlacedSweepCell placed = computed_cells(s.sweep()).front();
        const SweepOutcome& outcome = placed.cell->solvers[0];
        const QString text = s.readAt({numberOf(s.sweep().value_at(placed.place, 0)) * 1.02, 0.5});
        QVERIFY2(text.contains(arrivedText(outcome)), qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("start radius 0.05")), qPrintable(text));
        QVERIFY(s.plot.subtitle().contains(QStringLiteral("6 trials a cell")));
        QVERIFY(s.plot.summary().contains(QStringLiteral("newton")));
    }

    void causesAreShares() {
        Shown s(line_);
        s.plot.setView(QStringLiteral("cause"));
        s.plot.refresh();
        CauseCounts all;
        for (const PlacedSweepCell& placed : computed_cells(s.sweep()))
            for (const FailureCause cause : all_failure_causes)
                all[cause] += placed.cell->solvers[0].causes[cause];
        QVERIFY(all.total() > 0);
        for (const FailureCause cause : all_failure_causes) {
            const auto found = std::ranges::find(s.plot.curves(), causeName(cause), &Curve::name);
            QCOMPARE(found != s.plot.curves().end(), all[cause] > 0);
            if (all[cause] == 0) continue;
            double sum = 0;
            for (const QPointF& point : found->points) sum += 6 * point.y();
            QCOMPARE(std::lround(sum), std::lround(static_cast<double>(all[cause])));
        }
        QVERIFY(!s.plot.solverBox()->isHidden());
    }

    void aMapShowsCoresCells() {
        Shown s(map_);
        QVERIFY(s.plot.curves().empty());
        const SweepMap map(map_.sweep, s.plot.shown(), s.plot.plotStyle());
        for (const PlacedSweepCell& placed : computed_cells(s.sweep())) {
            if (placed.place.level > 0) continue;
            const QPointF at(numberOf(s.sweep().value_at(placed.place, 0)),
                             numberOf(s.sweep().value_at(placed.place, 1)));
            const auto found = map.at(at);
            QVERIFY(found && found->place == placed.place && found->cell == placed.cell);
        }
        QVERIFY(!map.at({1e-9, 1}) && !map.at({1, 1e9}));
        const GridPlace corner{0, {3, 1, 0}};
        const SweepOutcome& outcome = s.sweep().find(corner)->solvers[0];
        const QString text = s.readAt(
            {numberOf(s.sweep().value_at(corner, 0)) * 1.01, numberOf(s.sweep().value_at(corner, 1)) * 1.01});
        QVERIFY2(text.contains(arrivedText(outcome)), qPrintable(text));
        s.plot.selectSolver(1);
        s.plot.refresh();
        QVERIFY(s.plot.subtitle().startsWith(QStringLiteral("approximate-newton")));
        QCOMPARE(s.plot.csv().toStdString(), sweep_csv(map_.experiment, *map_.sweep));
    }

    void aClickPicksTheCellsValues() {
        Shown s(map_);
        QSignalSpy picked(&s.plot, &SweepPlot::cellPicked);
        const GridPlace place{0, {2, 1, 0}};
        s.click(
            {numberOf(s.sweep().value_at(place, 0)) * 1.01, numberOf(s.sweep().value_at(place, 1)) * 1.01});
        QVERIFY(picked.wait(2000));
        const std::vector<SweptSetting> settings = settingsOf(picked);
        QCOMPARE(settings.size(), 2u);
        QCOMPARE(settings[0].key, std::string("problem.ridge"));
        QVERIFY(settings[0].value == s.sweep().value_at(place, 0));
        QVERIFY(settings[1].value == s.sweep().value_at(place, 1));
        Shown line(line_);
        QSignalSpy onLine(&line.plot, &SweepPlot::cellPicked);
        const GridPlace second{0, {1, 0, 0}};
        line.click({numberOf(line.sweep().value_at(second, 0)), 0.5});
        QVERIFY(onLine.wait(2000));
        QVERIFY(settingsOf(onLine).front().value == line.sweep().value_at(second, 0));
    }

    void aSliderMovesThroughTheThirdKey() {
        Shown s(box_);
        QSlider* slider = s.plot.slider();
        QVERIFY(slider->isVisibleTo(slider->parentWidget()));
        QCOMPARE(slider->maximum(), 1);
        for (const int slice : {1, 0}) {
            slider->setValue(slice);
            s.plot.refresh();
            QCOMPARE(s.plot.shown().slice, Index{slice});
            const QString word = sweptValueText(s.sweep().axes[2].values[static_cast<std::size_t>(slice)]);
            QVERIFY2(s.plot.sliceLabel()->text().endsWith(word), qPrintable(s.plot.sliceLabel()->text()));
            QVERIFY(s.plot.subtitle().contains(word));
            const GridPlace place{0, {1, 2, slice}};
            const SweepMap map(box_.sweep, s.plot.shown(), s.plot.plotStyle());
            const auto found =
                map.at({numberOf(s.sweep().value_at(place, 0)), numberOf(s.sweep().value_at(place, 1))});
            QVERIFY(found && found->cell == s.sweep().find(place));
        }
        Shown flat(map_);
        QVERIFY(!flat.plot.slider()->isVisibleTo(flat.plot.slider()->parentWidget()));
    }

    void wordsStandOnTheAxis() {
        Results results = run_experiment(swept({approximations()}));
        Shown s(results);
        QCOMPARE(s.plot.xAxis().names,
                 QStringList({QStringLiteral("controlled"), QStringLiteral("uniform-sampling")}));
        QCOMPARE(s.plot.curves()[0].points[1].x(), 1.0);
    }

    void theTheoryIsSetBesideWhatWasMeasured() {
        Shown s(line_);
        s.plot.setView(SweepView::radius);
        s.plot.refresh();
        QVERIFY2(s.plot.emptyMessage().contains(QStringLiteral("Beside the theory")),
                 qPrintable(s.plot.emptyMessage()));
        Results pessimistic = line_;
        auto sweep = std::make_shared<Sweep>(*line_.sweep);
        for (auto& cell : sweep->cells) {
            auto known = std::make_shared<SweepCell>(*cell);
            known->theory = {2, 0.5, 1, -400, 30, 6};
            cell = known;
        }
        sweep->refined.clear();
        pessimistic.sweep = sweep;
        pessimistic.experiment.sweep->theory = true;
        s.model.load(pessimistic);
        s.plot.refresh();
        QCOMPARE(s.plot.emptyMessage(), QString());
        QCOMPARE(s.plot.curves().size(), 4u);  // a promise each, and where they would be kept
        QCOMPARE(s.plot.curves()[0].points[0].y(), std::log10(4.0));
        QCOMPARE(s.plot.curves()[2].points[0].y(), std::log10(2.0) + 400);
        QVERIFY(s.plot.yAxis().label.startsWith(QStringLiteral("log")));
        s.plot.setView(SweepView::steps_promised);
        s.plot.refresh();
        QCOMPARE(s.plot.curves()[0].points[0].y(), 0.2);
    }

    void withoutASweepItSaysWhatToDo() {
        Results plain = line_;
        plain.experiment.sweep.reset();
        plain.sweep.reset();
        Shown s(plain);
        QVERIFY(s.plot.emptyMessage().contains(QStringLiteral("Sweep this")));
        QVERIFY(!s.plot.csv().isEmpty());
    }

    void theExplanationTellsHowOften() {
        Shown s(line_);
        double low = 1, high = 0;
        for (const PlacedSweepCell& placed : computed_cells(s.sweep())) {
            const double rate = static_cast<double>(placed.cell->solvers[0].arrived) / 6;
            low = std::min(low, rate);
            high = std::max(high, rate);
        }
        QVERIFY(low < high);
        const QString text = explainRun(s.model), wanted = QStringLiteral("Along start radius, newton");
        QVERIFY2(text.contains(wanted), qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("from %1 % to %2 % of the starts")
                                   .arg(qRound(100 * low))
                                   .arg(qRound(100 * high))),
                 qPrintable(text));
    }

    void viewsComeBack() {
        Shown s(map_);
        s.plot.setView(SweepView::cause);
        s.plot.selectSolver(1);
        const PlotSpec spec = s.plot.spec();
        QCOMPARE(spec.view, std::string("cause"));
        SweepPlot other;
        other.setModel(&s.model);
        other.setSpec(spec, map_.experiment);
        other.refresh();
        QCOMPARE(other.view(), SweepView::cause);
        QCOMPARE(other.shown().solver, std::size_t{1});
    }

  private:
    Results line_, map_, box_;
};

QTEST_MAIN(SweepPlotTest)
#include "sweep_plot_test.moc"
