// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/panel_page.h"

#include <QTest>

#include "tests/support/input_errors.h"
#include "tests/support/network_results.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/svg_figure.h"
#include "ui/export/figure_export.h"
#include "ui/export/figure_templates.h"

using namespace basin;
using namespace basin::test;
using namespace basin::ui;

class PanelPageTest : public QObject {
    Q_OBJECT

  private slots:
    void placesFillThePage() {
        for (std::size_t count = 1; count <= most_panels; ++count)
            for (const QSizeF page : {QSizeF(174, 110), QSizeF(85, 200), QSizeF(254, 142.9)}) {
                const std::vector<QRectF> places = panelPlaces(std::vector<Panel>(count), page);
                QCOMPARE(places.size(), count);
                double area = 0;
                QRectF all;
                for (const QRectF& place : places) {
                    area += place.width() * place.height();
                    all |= place;
                }
                QVERIFY(std::abs(area - page.width() * page.height()) < 1e-6 * area);
                QVERIFY(std::abs(all.width() - page.width()) < 1e-9);
            }
        const std::vector<QRectF> four = panelPlaces(std::vector<Panel>(4), {174, 110});
        QVERIFY(four[1].topLeft() == QPointF(87, 0) && four[2].topLeft() == QPointF(0, 55));
    }

    void sharesGiveTheirSizes() {
        std::vector<Panel> shares(2);
        shares[0].width = 2;
        const std::vector<QRectF> places = panelPlaces(shares, {300, 100});
        QCOMPARE(places[0].width(), 200.0);
        shares.resize(4);
        shares[3].height = 3;
        QCOMPARE(panelPlaces(shares, {200, 200})[2].height(), 150.0);
    }

    /// Letters a to d, each name once, in one legend.
    void aPageOfFour() {
        const SvgFigure figure = drawn("convergence,landscape,spectrum,basin-map");
        QVERIFY(figure.isValid);
        for (const char* letter : {"a", "b", "c", "d"})
            QVERIFY(figure.texts.contains(QString::fromUtf8(letter)));
        QCOMPARE(figure.count(QStringLiteral("gradient-descent")), 1);
        QCOMPARE(figure.count(QStringLiteral("minimiser")), 1);
        QVERIFY(figure.has(QStringLiteral("Convergence")) && figure.has(QStringLiteral("Basin map")));
    }

    void onePlotTwiceInTwoViews() {
        const SvgFigure figure = drawn("convergence,convergence/step:2");
        QVERIFY(figure.has(QStringLiteral("|x − x*|")));
        QVERIFY(figure.has(QStringLiteral("step")));
        QVERIFY(figure.texts.contains(QStringLiteral("b")));
    }

    void withoutALegend() {
        options_.legend = LegendPlacement::none;
        QCOMPARE(drawn("convergence,landscape").count(QStringLiteral("gradient-descent")), 0);
        options_.legend = LegendPlacement::right;
        QCOMPARE(drawn("convergence,landscape").count(QStringLiteral("gradient-descent")), 1);
    }

    void plotsWithoutDataAreRefused() {
        verify_mentions(input_error([&] { drawn("convergence,series"); }), "panels: found series");
        verify_mentions(input_error([&] { drawn("spectrum/density"); }), "view: found density");
    }

    void init() { options_ = templateOptions(FigureTemplate::page); }

  private:
    SvgFigure drawn(const char* panels) {
        FigureOptions options = options_;
        for (const QString& text : QString::fromUtf8(panels).split(u',')) {
            Panel panel{*parsePlotKind(text.section(u':', 0, 0).section(u'/', 0, 0)),
                        text.section(u':', 0, 0).section(u'/', 1)};
            if (text.contains(u':')) panel.width = text.section(u':', 1).toDouble();
            options.panels.push_back(panel);
        }
        const auto file = folder_.path() / "page.svg";
        exportPanels(syntheticResults(), options, file);
        return svgFigureOf(QByteArray::fromStdString(ScratchFolder::read(file)));
    }

    FigureOptions options_;
    ScratchFolder folder_;
};

QTEST_MAIN(PanelPageTest)
#include "panel_page_test.moc"
