// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/preflight.h"

#include <algorithm>
#include <cmath>

#include <QTest>

#include "core/experiment/catalogue.h"
#include "tests/support/network_results.h"
#include "ui/chart/rich_text.h"
#include "ui/plots/plot_kind.h"
#include "ui/plots/plot_view.h"
#include "ui/runs/run_model.h"

using namespace basin;
using namespace basin::ui;
using Kind = PreflightFinding::Kind;

namespace {

const QSizeF column(321, 240);  // 85 mm wide

QFont fontOf(double pt) {
    QFont font;
    font.setPointSizeF(pt);
    return font;
}

/// Type of 8 pt and lines of 1 pt, nothing cut.
void paintClean(QPainter& painter, QSizeF) {
    painter.setFont(fontOf(8));
    painter.setPen(QPen(Qt::black, 4.0 / 3));
    painter.drawText(QPointF(20, 40), QStringLiteral("loss"));
    painter.drawText(QPointF(20, 80), QStringLiteral("iteration"));
    painter.drawLine(QPointF(20, 100), QPointF(200, 120));
}

std::vector<PreflightFinding> findingsOf(const PagePainter& paint, TextKept kept = TextKept::embedded) {
    return preflight(recordPage(paint, column), {}, kept);
}

/// The page with a chart on it that has these curves.
PagePainter withChart(const ChartReport& report) {
    return [report](QPainter& painter, QSizeF page) {
        paintClean(painter, page);
        dynamic_cast<ChartListener&>(*painter.device()).chartDrawn(report);
    };
}

DrawnCurve curveOf(const char* name, const QColor& color, Qt::PenStyle dash = Qt::SolidLine,
                   std::optional<SolverStyle::Marker> marker = {}) {
    return {QString::fromLatin1(name), color, dash, marker, {QPolygonF{{30, 30}, {200, 100}}}, 100, 0, 0};
}

const PreflightFinding* find(const std::vector<PreflightFinding>& findings, Kind kind, bool isFault = true) {
    const auto found = std::ranges::find_if(findings, [&](const PreflightFinding& finding) {
        return finding.kind == kind && finding.isFault == isFault;
    });
    return found == findings.end() ? nullptr : &*found;
}

const QColor vermilion(0xD5, 0x5E, 0x00), ochre(0xB8, 0x7A, 0x00);

}  // namespace

#define FAULT(findings, kind, words)                                            \
    do {                                                                        \
        const PreflightFinding* found = find(findings, kind);                   \
        QVERIFY(found != nullptr);                                              \
        QVERIFY2(found->sentence.contains(words), qPrintable(found->sentence)); \
    } while (false)

class PreflightTest : public QObject {
    Q_OBJECT

  private slots:
    void aCleanPageHasNoFault() {
        const auto findings = findingsOf(paintClean);
        for (const PreflightFinding& finding : findings)
            QVERIFY2(!finding.isFault, qPrintable(finding.sentence));
        QVERIFY(find(findings, Kind::smallType, false)->sentence.contains("8 pt"));
        QVERIFY(find(findings, Kind::thinLine, false)->sentence.contains("1 pt"));
        QVERIFY(find(findings, Kind::fonts, false)->sentence.contains("embedded"));
        QVERIFY(!find(findings, Kind::decimated, false));
    }

    void whatIsDrawnIsKeptAtPrintSize() {
        const RecordedPage page = recordPage(
            [](QPainter& painter, QSizeF) {
                painter.scale(0.5, 0.5);
                painter.setFont(fontOf(12));
                painter.setPen(QPen(Qt::red, 2, Qt::DashLine));
                painter.drawText(QPointF(40, 80), QStringLiteral("half"));
                painter.drawLine(QPointF(0, 0), QPointF(100, 40));
                painter.fillRect(QRectF(10, 10, 20, 20), Qt::green);
                painter.drawImage(QRectF(0, 0, 40, 40), QImage(7, 5, QImage::Format_RGB32));
                painter.setPen(Qt::NoPen);
                painter.drawLine(QPointF(0, 0), QPointF(1, 1));
                painter.setClipRect(QRectF(0, 0, 50, 50));
                painter.setPen(Qt::red);
                painter.drawLine(QPointF(200, 200), QPointF(300, 300));
            },
            column);
        QCOMPARE(page.texts.size(), 1u);
        QCOMPARE(page.texts[0].text, QStringLiteral("half"));
        QVERIFY(std::abs(page.texts[0].size - 6) < 0.01);
        QVERIFY(std::abs(page.texts[0].ink.left() - 20) < 2);
        QCOMPARE(page.strokes.size(), 1u);
        QCOMPARE(page.strokes[0].width, 0.75);
        QCOMPARE(page.strokes[0].dash, Qt::DashLine);
        QCOMPARE(page.strokes[0].bounds, QRectF(0, 0, 50, 20));
        QCOMPARE(page.fills.size(), 1u);
        QCOMPARE(page.fills[0].bounds, QRectF(5, 5, 10, 10));
        QCOMPARE(page.images[0].image.size(), QSize(7, 5));
    }

    void smallTypeIsFoundAndNamed() {
        const auto findings = findingsOf([](QPainter& painter, QSizeF page) {
            paintClean(painter, page);
            painter.setFont(fontOf(5.1));
            painter.drawText(QPointF(20, 140), QStringLiteral("tiny"));
        });
        FAULT(findings, Kind::smallType, "5.1 pt (“tiny”)");
        QVERIFY(find(findings, Kind::smallType)->fixable);
        QCOMPARE(findings.front().kind, Kind::smallType);  // faults first
    }

    void indicesAreNoSmallType() {
        const auto findings = findingsOf([](QPainter& painter, QSizeF page) {
            paintClean(painter, page);
            painter.setFont(fontOf(7));
            ui::drawText(painter, QRectF(20, 120, 200, 20), Qt::AlignLeft,
                         QStringLiteral("f(x<sub>k</sub>) - f<sup>*</sup>"));
        });
        QVERIFY(!find(findings, Kind::smallType));
        QVERIFY(find(findings, Kind::smallType, false)->sentence.contains("7 pt"));
    }

    void thinLinesAreFound() {
        FAULT(findingsOf([](QPainter& painter, QSizeF page) {
                  paintClean(painter, page);
                  painter.setPen(QPen(Qt::black, 0.4));  // 0.3 pt
                  painter.drawLine(QPointF(20, 200), QPointF(100, 210));
              }),
              Kind::thinLine, "0.3 pt");
    }

    void cutAndShortenedTextIsFound() {
        FAULT(findingsOf([](QPainter& painter, QSizeF page) {
                  paintClean(painter, page);
                  painter.drawText(QPointF(page.width() - 10, 200), QStringLiteral("over the edge"));
              }),
              Kind::cutText, "over the edge");
        FAULT(findingsOf([](QPainter& painter, QSizeF page) {
                  paintClean(painter, page);
                  painter.setClipRect(QRectF(0, 190, 40, 20));
                  painter.drawText(QPointF(20, 200), QStringLiteral("under a clip"));
              }),
              Kind::cutText, "under a clip");
        FAULT(findingsOf([](QPainter& painter, QSizeF page) {
                  paintClean(painter, page);
                  painter.drawText(QPointF(20, 200), QStringLiteral("Euclidean no…"));
              }),
              Kind::cutText, "cut short");
    }

    void textsOnEachOtherAreFound() {
        const auto twice = [](QPointF second, const char* text) {
            return findingsOf([=](QPainter& painter, QSizeF page) {
                paintClean(painter, page);
                painter.drawText(QPointF(100, 180), QStringLiteral("one"));
                painter.drawText(second, QString::fromLatin1(text));
            });
        };
        FAULT(twice({104, 182}, "other"), Kind::overlap, "“one” and “other”");
        QVERIFY(!find(twice({101, 181}, "one"), Kind::overlap));  // a rim
        QVERIFY(!find(twice({100, 200}, "other"), Kind::overlap));
    }

    /// Without green cones vermilion and ochre are one colour.
    void curvesThatLookAlikeAreFoundByName() {
        ChartReport report;
        report.curves = {curveOf("Newton", vermilion), curveOf("L-BFGS", ochre)};
        auto findings = findingsOf(withChart(report));
        FAULT(findings, Kind::sameForColourBlind, "Newton and L-BFGS");
        FAULT(findings, Kind::sameInGrey, "Newton and L-BFGS");
        report.curves[1].dash = Qt::DashLine;
        findings = findingsOf(withChart(report));
        QVERIFY(!find(findings, Kind::sameForColourBlind) && !find(findings, Kind::sameInGrey));
        QVERIFY(find(findings, Kind::sameInGrey, false)->sentence.contains("dashes tell them apart"));
        report.curves[1] = curveOf("L-BFGS", ochre, Qt::SolidLine, SolverStyle::Marker::cross);
        findings = findingsOf(withChart(report));
        QVERIFY(!find(findings, Kind::sameForColourBlind));
        QVERIFY(
            find(findings, Kind::sameForColourBlind, false)->sentence.contains("markers tell them apart"));
        report.curves = {curveOf("dark", Qt::black), curveOf("light", QColor(0x99, 0xCC, 0xEE))};
        findings = findingsOf(withChart(report));
        QVERIFY(!find(findings, Kind::sameInGrey, false) && !find(findings, Kind::sameForColourBlind, false));
    }

    void curvesOfOneLookAreToldOnce() {
        ChartReport report;
        report.curves = {curveOf("first", vermilion), curveOf("second", vermilion)};
        const auto findings = findingsOf(withChart(report));
        FAULT(findings, Kind::sameInGrey, "nobody can tell apart");
        QCOMPARE(std::ranges::count_if(findings, &PreflightFinding::isFault), 1);
    }

    /// All that one problem can be solved with, but for Newton's method where the piecewise-affine one is.
    void solversOfOneFamilyAreToldApart() {
        for (const auto takes : {&SolverInfo::general, &SolverInfo::recurrent}) {
            ChartReport report;
            for (const SolverInfo& solver : solver_catalogue()) {
                if (!(solver.*takes) || (takes == &SolverInfo::recurrent && solver.name == "newton"))
                    continue;
                const SolverStyle style = solverStyle(QString::fromStdString(solver.name));
                report.curves.push_back(curveOf(solver.name.c_str(), style.color, style.dash, style.marker));
            }
            QVERIFY(report.curves.size() > 3);
            for (const PreflightFinding& finding : findingsOf(withChart(report)))
                QVERIFY2(!finding.isFault, qPrintable(finding.sentence));
        }
    }

    void whatPanelsShareIsSaidOnce() {
        ChartReport report;
        report.curves = {curveOf("first", vermilion), curveOf("second", vermilion)};
        const auto findings = findingsOf([&](QPainter& painter, QSizeF page) {
            withChart(report)(painter, page);
            dynamic_cast<ChartListener&>(*painter.device()).chartDrawn(report);
        });
        QCOMPARE(std::ranges::count_if(findings, &PreflightFinding::isFault), 1);
    }

    void aLegendOnDataIsFound() {
        ChartReport report;
        report.curves = {curveOf("Newton", Qt::blue)};
        report.legendFrame = QRectF(100, 40, 80, 60);
        report.curves[0].underLegend = 12;
        FAULT(findingsOf(withChart(report)), Kind::legendOnData, "12 % of the points of Newton");
        report.curves[0].underLegend = 0;
        FAULT(findingsOf(withChart(report)), Kind::legendOnData, "a part of the line of Newton");
        report.legendFrame = QRectF(220, 10, 80, 20);
        QVERIFY(!find(findingsOf(withChart(report)), Kind::legendOnData));
    }

    void pointsLeftOutAreTold() {
        ChartReport report;
        report.curves = {curveOf("Newton", Qt::blue)};
        report.curves[0].points = 200000;
        report.curves[0].leftOut = 41200;
        const auto findings = findingsOf(withChart(report));
        QVERIFY(find(findings, Kind::decimated, false)->sentence.startsWith("41,200 of 200,000 points"));
    }

    void fontsFollowTheFile() {
        const auto told = [](TextKept kept) {
            return find(findingsOf(paintClean, kept), Kind::fonts, false)->sentence;
        };
        QVERIFY(told(TextKept::named).startsWith("An SVG names its fonts"));
        QVERIFY(told(TextKept::outlines).contains("outlines"));
        QVERIFY(told(TextKept::pixels).contains("pixels"));
        // No font has a character of the last plane for private use.
        FAULT(findingsOf([](QPainter& painter, QSizeF page) {
                  paintClean(painter, page);
                  const char32_t nobodys = 0x10FFFD;
                  painter.drawText(QPointF(20, 200), QString::fromUcs4(&nobodys, 1));
              }),
              Kind::fonts, "No font on this computer");
    }

    void theOptionIsRaisedUntilTheRuleIsKept() {
        const auto half = [](double option) { return std::optional(option / 2); };
        QCOMPARE(*optionThatKeeps(6, 4, 72, half), 12.0);
        QCOMPARE(*optionThatKeeps(6, 14, 72, half), 14.0);
        QVERIFY(!optionThatKeeps(6, 4, 10, half));
        // Where less room is left the type grows less.
        const auto damped = [](double option) { return std::optional(std::sqrt(2 * option)); };
        const double kept = *optionThatKeeps(6, 4, 72, damped);
        QVERIFY(kept >= 18 - 0.1 && kept < 19);
    }

    void aRealFigureIsMended() {
        RunModel model;
        model.load(test::syntheticResults());
        const auto plot = makePlot(PlotKind::convergence);
        plot->setModel(&model);
        const auto pageAt = [&](double pt) {
            PlotStyle style;
            style.fontSize = pt * 96 / 72;
            return recordPage(
                [&](QPainter& painter, QSizeF page) {
                    plot->renderTo(painter, QRectF(QPointF(0, 0), page), style);
                },
                QSizeF(640, 400));
        };
        const RecordedPage small = pageAt(4);
        QCOMPARE(small.charts.size(), 1u);
        QVERIFY(small.charts[0].curves.size() >= 2);
        QVERIFY(small.charts[0].curves[0].points > 0 && !small.charts[0].curves[0].lines.empty());
        const auto findings = preflight(small, {}, TextKept::embedded);
        FAULT(findings, Kind::smallType, "pt (");
        const auto mended = optionThatKeeps(6, 4, 72, [&](double pt) { return smallestType(pageAt(pt)); });
        QVERIFY(mended.has_value());
        QVERIFY(!find(preflight(pageAt(*mended), {}, TextKept::embedded), Kind::smallType));
    }
};

QTEST_MAIN(PreflightTest)
#include "preflight_test.moc"
