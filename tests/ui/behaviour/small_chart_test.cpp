// SPDX-License-Identifier: GPL-3.0-or-later
// What a plot keeps where there is little room, and how losses become colours.
#include <QComboBox>
#include <QLabel>
#include <QtTest>

#include "tests/support/network_results.h"
#include "ui/chart/chart_canvas.h"
#include "ui/plots/landscape_plot.h"
#include "ui/plots/plot_card.h"
#include "ui/plots/plot_kind.h"
#include "ui/runs/run_model.h"

using namespace basin;
using namespace basin::ui;

class SmallChartTest : public QObject {
    Q_OBJECT

  private slots:
    void everyAxisKeepsItsTicksAndItsTitle_data() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QSize>("size");
        QTest::addColumn<double>("type");
        for (const PlotKind kind : allPlotKinds) {
            const QByteArray name = toString(kind).toUtf8();
            QTest::newRow(name + " narrow") << static_cast<int>(kind) << QSize(236, 220) << 11.0;
            QTest::newRow(name + " presenting") << static_cast<int>(kind) << QSize(440, 250) << 17.6;
        }
    }
    void everyAxisKeepsItsTicksAndItsTitle() {
        QFETCH(int, kind);
        QFETCH(QSize, size);
        QFETCH(double, type);
        RunModel model;
        model.load(test::resultsFor(static_cast<PlotKind>(kind)));
        const auto plot = makePlot(static_cast<PlotKind>(kind));
        PlotStyle style;
        style.fontSize = type;
        style.solversListed = type < 12;
        plot->setPlotStyle(style);
        plot->setModel(&model);
        plot->resize(size);
        plot->show();
        plot->refresh();
        plot->finishPart();  // that is computed in the background
        plot->refresh();
        const auto* canvas = plot->findChild<ChartCanvas*>();
        const ChartLayout& layout = canvas->chartLayout();
        const ChartContent& content = canvas->content();
        QVERIFY2(layout.xTicks.size() >= 2, qPrintable(QString::number(layout.xTicks.size())));
        QVERIFY2(layout.yTicks.size() >= 2, qPrintable(QString::number(layout.yTicks.size())));
        if (content.square) QVERIFY(layout.xTicks.size() >= 3 && layout.yTicks.size() >= 3);
        const QRectF chart(QPointF(0, 0), size);
        QVERIFY(chart.contains(layout.xLabel) && chart.contains(layout.yLabel) &&
                chart.contains(layout.area));
        for (const auto& [axis, text] :
             {std::pair{content.x, layout.xText}, std::pair{content.y, layout.yText}})
            QVERIFY2(text == axis.label || text == axis.shortLabel, qPrintable(text));
        for (const PlacedLegendEntry& entry : layout.legend) QVERIFY(chart.contains(entry.box));
    }

    void solversAreNamedUnlessAListBesideThePlotDoes() {
        RunModel model;
        model.load(test::syntheticResults());
        for (const bool listed : {false, true}) {
            const auto plot = makePlot(PlotKind::convergence);
            PlotStyle style;
            style.solversListed = listed;
            plot->setPlotStyle(style);
            plot->setModel(&model);
            plot->resize(200, 180);
            plot->show();
            plot->refresh();
            const ChartLayout& layout = plot->findChild<ChartCanvas*>()->chartLayout();
            const bool whole =
                layout.legend.size() == plot->findChild<ChartCanvas*>()->content().legend.size();
            QVERIFY(!layout.legend.empty());
            QCOMPARE(whole, !listed);
            QCOMPARE(layout.legend.front().entry.marker.has_value(), !listed);
        }
    }

    void theLandscapeHasMostOfANarrowChart() {
        RunModel model;
        model.load(test::syntheticResults());
        LandscapePlot plot;
        PlotStyle style;
        style.solversListed = true;  // as in the window
        plot.setPlotStyle(style);
        plot.setModel(&model);
        plot.resize(236, 220);
        plot.show();
        plot.refresh();
        QVERIFY2(plot.frame().area.width() >= 140, qPrintable(QString::number(plot.frame().area.width())));
    }

    void choicesMoveUnderTheTitleInANarrowCard() {
        RunModel model;
        PlotCard card(makePlot(PlotKind::convergence).release());
        card.plot()->setModel(&model);
        card.show();
        const auto below = [&](int width) {
            card.resize(width, 300);
            const auto* box = card.findChild<QComboBox*>();
            const auto* title = card.findChild<QLabel*>();
            return box->mapTo(&card, QPoint(0, 0)).y() > title->geometry().bottom();
        };
        QVERIFY(!below(500));
        QVERIFY(below(258));
        QVERIFY(!below(500));
    }

    void levelsFollowTheirScale() {
        const auto landscape = test::syntheticLandscape(33, 1);
        const std::span<const double> values(landscape->values.data(),
                                             static_cast<std::size_t>(landscape->values.size()));
        const ColorScale linear(ColorScale::Kind::linear, ColorMap::viridis, values);
        const ColorScale logarithmic(ColorScale::Kind::logarithmic, ColorMap::viridis, values);
        const ColorScale quantile(ColorScale::Kind::quantile, ColorMap::viridis, values);
        const double low = linear.value(0), high = linear.value(1);
        QVERIFY(std::abs(linear.value(0.5) - (low + high) / 2) < 1e-12 * high);
        QVERIFY(logarithmic.value(0.5) < linear.value(0.5));  // more colours near the minimum
        const auto below = std::ranges::count_if(values, [&](double v) { return v < quantile.value(0.25); });
        QVERIFY(std::abs(static_cast<double>(below) / static_cast<double>(values.size()) - 0.25) < 0.02);
    }

    void theColourBarIsLabelledAsItsScaleAsks() {
        RunModel model;
        model.load(test::syntheticResults());
        LandscapePlot plot;
        plot.setModel(&model);
        plot.resize(520, 400);
        plot.show();
        const auto* canvas = plot.findChild<ChartCanvas*>();
        for (const auto kind :
             {ColorScale::Kind::linear, ColorScale::Kind::logarithmic, ColorScale::Kind::quantile}) {
            plot.setView(kind);
            plot.refresh();
            const ColorScale& scale = *canvas->content().colorBar;
            QCOMPARE(scale.kind(), kind);
            const auto& labels = canvas->chartLayout().barLabels;
            QVERIFY(labels.size() >= 3);
            for (std::size_t k = 0; k < labels.size(); ++k) {
                const double told = labels[k].text.toDouble(), meant = scale.value(labels[k].level);
                QVERIFY2(std::abs(told - meant) <= 0.01 * std::abs(meant) + 1e-12,
                         qPrintable(labels[k].text));
                if (k > 0) QVERIFY(labels[k].text != labels[k - 1].text);
                // Round numbers where the scale is even.
                if (kind == ColorScale::Kind::linear)
                    QVERIFY(std::abs(told * 2 - std::round(told * 2)) < 1e-9);
            }
        }
    }

    void eachChoiceOfLevelsDrawsAnotherPicture() {
        RunModel model;
        model.load(test::syntheticResults());
        LandscapePlot plot;
        plot.setModel(&model);
        plot.resize(420, 300);
        plot.show();
        auto* box = qobject_cast<QComboBox*>(plot.controls());
        QCOMPARE(box->count(), static_cast<int>(view_words<LandscapeView>.size()));
        QList<QImage> pictures;
        for (int index = 0; index < box->count(); ++index) {
            box->setCurrentIndex(index);
            plot.refresh();
            pictures.append(plot.grab().toImage());
            for (int before = 0; before < index; ++before) QVERIFY(pictures[before] != pictures[index]);
            QVERIFY(plot.view().isSurface || !plot.contours().empty());
        }
    }
};

QTEST_MAIN(SmallChartTest)
#include "small_chart_test.moc"
