// SPDX-License-Identifier: GPL-3.0-or-later
// Everything has its place on the chart, at every size, in the window and in files.
#include "ui/chart/chart_layout.h"

#include <QFontMetricsF>
#include <QTest>

#include "core/numeric/calendar.h"

using namespace basin::ui;

namespace {

/// mm at 96 dots per inch.
constexpr double mm = 96 / 25.4;

ChartContent contentOf(bool square, bool dates) {
    ChartContent content;
    content.square = square;
    content.x.label = QStringLiteral("a, main direction of the paths");
    content.x.shortLabel = QStringLiteral("a");
    content.y.label = QStringLiteral("second direction");
    content.view = {-0.00523, 0.00477, -1e6, 1e6};
    if (square) {
        content.view = {-1, 1, -1, 1};
        content.colorBar = ColorScale::linear(ColorMap::viridis, 0, 1234.5);
        content.colorLabel = QStringLiteral("loss");
    }
    if (dates) {
        content.x.dates = true;
        content.view.left = 1.4e9;
        content.view.right = 1.4e9 + 0.9e8;
    }
    for (const char* name : {"newton", "approximate-newton", "damped-newton", "gradient-descent", "lbfgs",
                             "truncated-newton", "nesterov", "adam", "trust-region-newton"}) {
        LegendEntry entry{QString::fromLatin1(name), Qt::blue};
        entry.isRun = true;
        content.legend.push_back(entry);
    }
    content.legend.push_back({QStringLiteral("published bound"), Qt::black, Qt::DashDotLine});
    content.legend.push_back({QStringLiteral("energy-norm bound"), Qt::gray, Qt::DotLine});
    return content;
}

PlotStyle fileStyle() {
    PlotStyle style;
    style.title = QStringLiteral("How far, how crude, and what comes of it: Convergence");
    style.subtitle = QStringLiteral(
        "what a step leaves of the distance · published bound exceeded in 3 of 27 steps · a slice: main "
        "directions of the paths, 91 % + 8 % of their spread");
    return style;
}

QString squeezed(QString text) {
    return text.remove(u' ');
}

/// What is wrong with the places; empty: nothing.
QString faultOf(const ChartLayout& layout, QSizeF size) {
    const QRectF chart = QRectF(QPointF(0, 0), size).adjusted(-0.1, -0.1, 0.1, 0.1);
    std::vector<QRectF> labels = layout.xTickLabels;
    std::erase_if(labels, [](const QRectF& box) { return box.isNull(); });
    for (std::size_t k = 1; k < labels.size(); ++k)
        if (labels[k].left() < labels[k - 1].right()) return QStringLiteral("labels cover each other");
    labels.insert(labels.end(), layout.yTickLabels.begin(), layout.yTickLabels.end());
    for (const ColorBarLabel& label : layout.barLabels) labels.push_back(label.box);
    for (const QRectF& box : labels)
        if (!chart.contains(box)) return QStringLiteral("a label is cut off");
    for (const QRectF& box : {layout.area, layout.xLabel, layout.yLabel, layout.title, layout.subtitle})
        if (!box.isNull() && !chart.contains(box)) return QStringLiteral("something is cut off");
    std::vector<QRectF> boxes{layout.title, layout.subtitle, layout.area, layout.xLabel};
    const bool onArea = !layout.legendFrame.isNull();
    if (onArea && !layout.area.contains(layout.legendFrame)) return QStringLiteral("legend beside the area");
    for (const PlacedLegendEntry& each : layout.legend) {
        if (!chart.contains(each.box)) return QStringLiteral("an entry is cut off");
        for (const QRectF& box : boxes)
            if (box.intersects(each.box) && !(onArea && box == layout.area))
                return QStringLiteral("the legend covers something");
    }
    return {};
}

}  // namespace

class ChartLayoutTest : public QObject {
    Q_OBJECT

  private slots:
    void nothingIsLostInAFile_data() {
        QTest::addColumn<QSizeF>("size");
        QTest::addColumn<bool>("square");
        QTest::addColumn<bool>("dates");
        for (const QSizeF size : {QSizeF(174, 120), {85, 60}, {85, 100}, {50, 40}, {50, 80}, {300, 60}})
            for (const bool square : {false, true})
                for (const bool dates : {false, true})
                    QTest::addRow("%gx%g mm%s%s", size.width(), size.height(), square ? ", square" : "",
                                  dates ? ", dates" : "")
                        << size * mm << square << dates;
    }
    void nothingIsLostInAFile() {
        QFETCH(QSizeF, size);
        QFETCH(bool, square);
        QFETCH(bool, dates);
        const ChartContent content = contentOf(square, dates);
        PlotStyle style = fileStyle();
        for (const LegendPlacement placement : {LegendPlacement::automatic, LegendPlacement::below,
                                                LegendPlacement::right, LegendPlacement::inside}) {
            style.legend = placement;
            const ChartLayout layout = layoutChart(content, style, size);
            QVERIFY(layout.legend.size() >= content.legend.size());
            for (const PlacedLegendEntry& each : layout.legend)
                QCOMPARE(squeezed(each.lines.join(QString())), squeezed(each.entry.name));
            QCOMPARE(squeezed(layout.titleLines.join(QString())), squeezed(style.title));
            QCOMPARE(squeezed(layout.subtitleLines.join(QString())), squeezed(style.subtitle));
            QCOMPARE(layout.legendLeftOut, 0);
            QVERIFY(layout.area.width() >= 24 && layout.area.height() >= 24);
            QVERIFY2(faultOf(layout, size).isEmpty(), qPrintable(QStringLiteral("%1, placement %2")
                                                                     .arg(faultOf(layout, size))
                                                                     .arg(static_cast<int>(placement))));
            // What the colours mean is told beside the bar or in the legend.
            if (square)
                QVERIFY(!layout.colorText.isEmpty() || layout.legend.size() == content.legend.size() + 1);
        }
        style.legend = LegendPlacement::none;
        QVERIFY(layoutChart(content, style, size).legend.empty());
    }

    void typeIsAsAskedForWhereThereIsRoom() {
        const ChartLayout layout = layoutChart(contentOf(false, false), fileStyle(), QSizeF(174, 120) * mm);
        for (const QFont& font : {layout.font, layout.legendFont}) QCOMPARE(font.pixelSize(), 11);
        QVERIFY(layout.area.height() > 0.45 * 120 * mm);
    }

    void aSquareHasItsLegendWhereItStaysLarger() {
        const ChartContent content = contentOf(true, false);
        const ChartLayout wide = layoutChart(content, fileStyle(), QSizeF(174, 90) * mm);
        QVERIFY(wide.legend.front().box.left() > wide.area.right());
        const ChartLayout tall = layoutChart(content, fileStyle(), QSizeF(85, 140) * mm);
        QVERIFY(tall.legend.front().box.top() > tall.area.bottom());
    }

    void inTheWindowASmallChartFoldsItsLegend() {
        for (const bool square : {false, true})
            for (const QSizeF size :
                 {QSizeF(420, 250), QSizeF(236, 180), QSizeF(700, 250), QSizeF(740, 530)}) {
                const ChartContent content = contentOf(square, false);
                PlotStyle style;
                style.solversListed = true;
                const ChartLayout folded = layoutChart(content, style, size);
                QCOMPARE(folded.legend.size() + static_cast<std::size_t>(folded.legendLeftOut),
                         content.legend.size());
                QVERIFY2(faultOf(folded, size).isEmpty(), qPrintable(faultOf(folded, size)));
                if (folded.legendLeftOut > 0)
                    QVERIFY(QRectF(QPointF(0, 0), size).contains(folded.legendMore));
                // The square is as large as without a legend, but that a large one gives a tenth.
                if (square) {
                    style.legend = LegendPlacement::none;
                    const double bare = layoutChart(content, style, size).area.width();
                    QVERIFY(folded.area.width() >= (bare >= 300 ? 0.9 : 1) * bare - 0.5);
                }
                style.legend = LegendPlacement::automatic;
                style.solversListed = false;
                const ChartLayout whole = layoutChart(content, style, size);
                QCOMPARE(whole.legendLeftOut, 0);
                QVERIFY2(faultOf(whole, size).isEmpty(), qPrintable(faultOf(whole, size)));
            }
    }

    void labelsAtTheEndsOfAnAxisStayOnTheChart() {
        for (const bool square : {false, true})
            for (double width = 120; width <= 700; width += 23)
                for (const double shift : {0.0, 0.13, 0.37, 0.71}) {
                    ChartContent content = contentOf(square, !square);
                    content.legend.clear();
                    const double step = shift * content.view.width();
                    content.view.left += step;
                    content.view.right += step;
                    const QSizeF size(width, 200);
                    const ChartLayout layout = layoutChart(content, {}, size);
                    QVERIFY2(faultOf(layout, size).isEmpty(), qPrintable(faultOf(layout, size)));
                    QVERIFY(
                        std::ranges::any_of(layout.xTickLabels, [](const QRectF& b) { return !b.isNull(); }));
                }
    }

    void aLegendOnTheAreaHidesAsLittleAsCanBe() {
        ChartContent content = contentOf(false, false);
        content.legend.resize(2);
        PlotStyle style;
        style.legend = LegendPlacement::inside;
        ChartLayout layout = layoutChart(content, style, {420, 300});
        const QRectF area = layout.area, near = area.adjusted(20, 20, -20, -20);
        // Lines through all corners but the lower left one.
        const std::vector<QPolygonF> lines{{near.topLeft(), near.topRight(), near.bottomRight()}};
        moveLegendOnArea(layout, lines);
        QVERIFY(layout.legendFrame.center().x() < area.center().x());
        QVERIFY(layout.legendFrame.center().y() > area.center().y());
        for (const PlacedLegendEntry& each : layout.legend) QVERIFY(layout.legendFrame.contains(each.box));
    }
};

QTEST_MAIN(ChartLayoutTest)
#include "chart_layout_test.moc"
