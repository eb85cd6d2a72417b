// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/tradeoff_plot.h"

#include <cmath>

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QGraphicsView>
#include <QMouseEvent>
#include <QSignalSpy>
#include <QtTest>

#include "tests/support/synthetic_results.h"
#include "tests/support/window.h"
#include "ui/plots/basin_map_plot.h"
#include "ui/runs/run_model.h"
#include "ui/window/dashboard.h"

using namespace basin;
using namespace basin::ui;

namespace {

Index placed(const TradeoffPlot& plot) {
    Index count = 0;
    for (const Curve& curve : plot.curves()) count += std::ssize(curve.points);
    return count;
}

}  // namespace

class TradeoffPlotTest : public QObject {
    Q_OBJECT

  private slots:
    void init() {
        model_ = std::make_unique<RunModel>();
        plot_ = std::make_unique<TradeoffPlot>();
        plot_->setModel(model_.get());
        plot_->resize(480, 320);
        plot_->show();
    }
    void cleanup() {
        plot_.reset();
        model_.reset();
    }

    void emptyUntilMeasured() {
        plot_->refresh();
        QVERIFY(plot_->emptyMessage().contains(QStringLiteral("Trade-off")));
        Experiment experiment = test::tiny_experiment();
        experiment.tradeoff = TradeoffSpec{};
        model_->begin(experiment);
        plot_->refresh();
        QVERIFY(plot_->emptyMessage().contains(QStringLiteral("when the solvers are done")));
        model_->apply({SectionUpdate<Tradeoff>{test::syntheticTradeoff()}});
        QTRY_VERIFY(plot_->emptyMessage().isEmpty());
    }

    void oneCurveAnApproximation() {
        model_->load(test::syntheticResults());
        plot_->refresh();
        // The diagonal did not arrive: it has no place here, but a line in the table.
        QCOMPARE(plot_->curves().size(), std::size_t{3});
        QCOMPARE(placed(*plot_), Index{6});
        QCOMPARE(plot_->curves()[1].points.size(), std::size_t{4});
        QVERIFY(plot_->subtitle().contains(QStringLiteral("leverage-sampling")));
        QVERIFY(plot_->subtitle().contains(QStringLiteral("1 did not arrive")));
        QVERIFY(plot_->summary().contains(QStringLiteral("Pareto front")));
        plot_->setView(TradeoffPlot::View::error);
        plot_->refresh();
        QCOMPARE(placed(*plot_), Index{5});  // the exact Hessian's error, 0, has no place on the axis
    }

    void theReadoutTellsTheNearestSetting() {
        model_->load(test::syntheticResults());
        plot_->refresh();
        const QPointF point = plot_->curves().front().points.front();
        const QPointF at = plot_->frame().map(point.x(), point.y());
        QSignalSpy told(plot_.get(), &PlotView::readoutChanged);
        QWidget* canvas = plot_->findChild<QGraphicsView*>()->viewport();
        QMouseEvent hover(QEvent::MouseMove, at, canvas->mapToGlobal(at), Qt::NoButton, Qt::NoButton, {});
        QApplication::sendEvent(canvas, &hover);
        QVERIFY(!told.isEmpty());
        QVERIFY2(told.last().first().toString().contains(QStringLiteral("exact")),
                 qPrintable(told.last().first().toString()));
    }

    void theTableHasEverySetting() {
        QAbstractItemModelTester tester(plot_->table()->model(),
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        model_->load(test::syntheticResults());
        plot_->setView(TradeoffPlot::View::table);
        plot_->refresh();
        QVERIFY(plot_->table()->isVisible());
        const auto* rows = plot_->table()->model();
        QCOMPARE(rows->rowCount(), 7);
        const auto text = [&](int row, int column) { return rows->index(row, column).data().toString(); };
        QCOMPARE(text(0, TradeoffTable::setting), QStringLiteral("exact"));
        QCOMPARE(text(0, TradeoffTable::step), QStringLiteral("4 ms"));
        QCOMPARE(text(6, TradeoffTable::arrived), QStringLiteral("0 of 3, diverged"));
        QVERIFY(rows->index(0, 0).data(Qt::FontRole).value<QFont>().bold());
        QVERIFY(!rows->headerData(1, Qt::Horizontal, Qt::ToolTipRole).toString().isEmpty());
        plot_->setView(TradeoffPlot::View::steps);
        plot_->refresh();
        QVERIFY(!plot_->table()->isVisible());
        QVERIFY(plot_->csv().startsWith("approximation,error,refresh"));
    }

    void theCardOffersBothPlots() {
        Dashboard dashboard(model_.get());
        dashboard.resize(900, 600);
        dashboard.show();
        PlotCard* card = dashboard.card(PlotKind::tradeoff);
        QCOMPARE(card, dashboard.card(PlotKind::basin_map));
        QVERIFY(dashboard.card(PlotKind::convergence)->chooser() == nullptr);
        QComboBox* chooser = card->chooser();
        QVERIFY(chooser != nullptr && chooser->isVisible());
        QVERIFY(!chooser->accessibleName().isEmpty() && !chooser->toolTip().isEmpty());
        QVERIFY(chooser->focusPolicy() & Qt::TabFocus);
        QSignalSpy changed(&dashboard, &Dashboard::shownPlotsChanged);
        chooser->setFocus();
        QTest::keyClick(chooser, Qt::Key_Down);
        QCOMPARE(card->plot(), dashboard.plot(PlotKind::tradeoff));
        QVERIFY(dashboard.plot(PlotKind::tradeoff)->isVisible());
        QVERIFY(!dashboard.plot(PlotKind::basin_map)->isVisible());
        QVERIFY(dashboard.plot(PlotKind::tradeoff)->controls()->isVisible());
        QVERIFY(!dashboard.plot(PlotKind::basin_map)->controls()->isVisible());
        QCOMPARE(changed.count(), 1);
        QVERIFY(dashboard.shownPlots().back() == PlotKind::tradeoff);
        dashboard.toggleMaximised(PlotKind::basin_map);
        QCOMPARE(dashboard.maximised(), card);
        QVERIFY(dashboard.shownPlots().back() == PlotKind::basin_map);
        dashboard.toggleMaximised(PlotKind::tradeoff);  // still alone, now with the other plot
        QCOMPARE(dashboard.maximised(), card);
        dashboard.toggleMaximised(PlotKind::tradeoff);
        QVERIFY(dashboard.maximised() == nullptr);
    }

    void theChoiceIsRemembered() {
        QTemporaryDir folder;
        Settings settings(folder.filePath(QStringLiteral("s.ini")));
        {
            MainWindow window(test::tiny_experiment(), nullptr, &settings);
            window.dashboard()->showPlot(PlotKind::tradeoff);
        }
        MainWindow window(test::tiny_experiment(), nullptr, &settings);
        QVERIFY(window.dashboard()->shownPlots().back() == PlotKind::tradeoff);
    }

  private:
    std::unique_ptr<RunModel> model_;
    std::unique_ptr<TradeoffPlot> plot_;
};

QTEST_MAIN(TradeoffPlotTest)
#include "tradeoff_plot_test.moc"
