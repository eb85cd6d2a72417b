// SPDX-License-Identifier: GPL-3.0-or-later
// Figures tell everything that they draw, however narrow they are: title, caption, every curve and every
// sign.
#include <array>
#include <cmath>

#include <QFile>
#include <QFontMetricsF>
#include <QTemporaryDir>
#include <QTest>
#include <QTransform>
#include <QXmlStreamReader>

#include "tests/support/network_results.h"
#include "ui/chart/chart_canvas.h"
#include "ui/chart/color_contrast.h"
#include "ui/export/figure_export.h"
#include "ui/plots/plot_view.h"
#include "ui/runs/run_model.h"

using namespace basin;
using namespace basin::ui;

namespace {

constexpr double mm = 96 / 25.4;

/// A page of an SVG file, as it is read.
struct Page {
    QString words;  // all texts in their order, without blanks
    QList<QRectF> boxes;
    QList<QPair<QString, QString>> dashes;  // colour and pattern of what is not solid
};

QTransform transformOf(const QXmlStreamAttributes& attributes) {
    QString text = attributes.value(QLatin1String("transform")).toString();
    const QStringList m = text.remove(QStringLiteral("matrix(")).remove(u')').split(u',');
    if (m.size() != 6) return {};
    return {m[0].toDouble(), m[1].toDouble(), m[2].toDouble(),
            m[3].toDouble(), m[4].toDouble(), m[5].toDouble()};
}

Page pageOf(const QString& path) {
    QFile file(path);
    Page page;
    if (!file.open(QIODevice::ReadOnly)) return page;
    QXmlStreamReader xml(&file);
    QTransform transform;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement) continue;
        const QXmlStreamAttributes attributes = xml.attributes();
        if (xml.name() == QLatin1String("g")) {
            transform = transformOf(attributes);
            const QString dash = attributes.value(QLatin1String("stroke-dasharray")).toString();
            if (!dash.isEmpty())
                page.dashes.append({attributes.value(QLatin1String("stroke")).toString(), dash});
        }
        if (xml.name() != QLatin1String("text")) continue;
        QFont font;
        font.setPixelSize(attributes.value(QLatin1String("font-size")).toInt());
        font.setWeight(static_cast<QFont::Weight>(attributes.value(QLatin1String("font-weight")).toInt()));
        const QPointF at(attributes.value(QLatin1String("x")).toDouble(),
                         attributes.value(QLatin1String("y")).toDouble());
        const QString text = xml.readElementText();
        const QFontMetricsF metrics(font);
        const QRectF box(at - QPointF(0, metrics.ascent()),
                         QSizeF(metrics.horizontalAdvance(text.trimmed()), metrics.ascent()));
        page.boxes.append(transform.mapRect(box));
        page.words += QString(text).remove(u' ');
    }
    return page;
}

/// What has to be told: the names of the legend, and the caption.
struct Told {
    QStringList names;
    QString caption;
};

Told toldBy(const Results& results, PlotKind kind, const QString& view) {
    RunModel model;
    model.load(results);
    const auto plot = makePlot(kind);
    plot->setModel(&model);
    plot->setView(view);
    plot->refresh();
    Told told{{}, plot->caption()};
    for (const LegendEntry& entry : plot->findChild<ChartCanvas*>()->content().legend)
        told.names << entry.name;
    return told;
}

/// Ends of all kinds.
Results endedResults() {
    Results results = test::syntheticResults();
    for (SolverRun& run : results.runs) run.result.message = "Ended.";
    results.runs[1].result.termination = Termination::diverged;
    results.runs[2].result.termination = Termination::iteration_limit;
    return results;
}

Results resultsOf(PlotKind kind) {
    return softmaxView().offers(kind) ? endedResults() : test::syntheticNetworkResults();
}

QStringList viewsWithData(const Results& results, PlotKind kind) {
    RunModel model;
    model.load(results);
    const auto plot = makePlot(kind);
    plot->setModel(&model);
    QStringList found;
    for (const QString& view : plot->views()) {
        plot->setView(view);
        plot->refresh();
        if (plot->emptyMessage().isEmpty()) found << view;
    }
    return found;
}

}  // namespace

class WholeFiguresTest : public QObject {
    Q_OBJECT

  private slots:
    void everythingIsToldHoweverNarrow_data() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QSizeF>("size");
        for (const PlotKind kind : allPlotKinds)
            for (const QSizeF size : {QSizeF(174, 110), {85, 60}, {50, 50}})
                QTest::addRow("%s at %g mm", qPrintable(toString(kind)), size.width())
                    << static_cast<int>(kind) << size;
    }
    void everythingIsToldHoweverNarrow() {
        QFETCH(int, kind);
        QFETCH(QSizeF, size);
        const auto plot = static_cast<PlotKind>(kind);
        const Results results = resultsOf(plot);
        FigureOptions options;
        options.unit = FigureOptions::Unit::mm;
        options.width = size.width();
        options.height = size.height();
        options.title = QStringLiteral("A title of many words that is wider than a narrow column");
        for (const QString& view : viewsWithData(results, plot)) {
            options.view = view;
            const QString file = folder_.filePath(QStringLiteral("a.svg"));
            exportFigure(results, plot, options, file.toStdString());
            const Page page = pageOf(file);
            const Told told = toldBy(results, plot, view);
            for (QString text : told.names + QStringList{told.caption, *options.title})
                QVERIFY2(page.words.contains(text.remove(u' ')),
                         qPrintable(view + QStringLiteral(": ") + text));
            const QRectF whole = QRectF(QPointF(0, 0), size * mm).adjusted(-1, -1, 1, 1);
            for (const QRectF& box : page.boxes)
                QVERIFY2(whole.contains(box), qPrintable(QStringLiteral("%1: text at %2, %3, %4 wide")
                                                             .arg(view)
                                                             .arg(box.x())
                                                             .arg(box.y())
                                                             .arg(box.width())));
        }
    }

    void theLegendStandsWhereItIsAskedFor() {
        const QString file = folder_.filePath(QStringLiteral("placed.svg"));
        for (const PlotKind kind : {PlotKind::convergence, PlotKind::landscape}) {
            FigureOptions options;
            const Results results = endedResults();
            const QStringList names = toldBy(results, kind, options.view).names;
            for (const LegendPlacement placement :
                 {LegendPlacement::inside, LegendPlacement::below, LegendPlacement::right}) {
                options.legend = placement;
                exportFigure(results, kind, options, file.toStdString());
                const QString words = pageOf(file).words;
                for (QString name : names) QVERIFY2(words.contains(name.remove(u' ')), qPrintable(name));
            }
            options.legend = LegendPlacement::none;
            exportFigure(results, kind, options, file.toStdString());
            QVERIFY(!pageOf(file).words.contains(QStringLiteral("approximate-newton")));
        }
    }

    void aPageOfAllPlotsTellsEverythingToo() {
        FigureOptions options;
        options.unit = FigureOptions::Unit::mm;
        options.width = 120;
        options.height = 200;
        options.title = QStringLiteral("A title of many words that is wider than a narrow page of all plots");
        const QString file = folder_.filePath(QStringLiteral("all.svg"));
        const Results results = endedResults();
        const std::array kinds{PlotKind::landscape, PlotKind::convergence, PlotKind::spectrum,
                               PlotKind::basin_map};
        exportDashboard(results, kinds, options, file.toStdString());
        const Page page = pageOf(file);
        QStringList all{*options.title};
        for (const PlotKind kind : kinds) {
            const Told told = toldBy(results, kind, {});
            all += told.names;
            all << told.caption << nameOf(kind);
        }
        for (QString text : all) QVERIFY2(page.words.contains(text.remove(u' ')), qPrintable(text));
        const QRectF whole = QRectF(0, 0, 120 * mm, 200 * mm).adjusted(-1, -1, 1, 1);
        for (const QRectF& box : page.boxes) QVERIFY(whole.contains(box));
    }

    void everySignIsInTheLegend_data() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("view");
        QTest::addColumn<QStringList>("names");
        const QStringList solvers{QStringLiteral("newton"), QStringLiteral("approximate-newton"),
                                  QStringLiteral("damped-newton"), QStringLiteral("gradient-descent"),
                                  QStringLiteral("lbfgs")};
        const auto row = [](PlotKind kind, const char* view, const QStringList& names) {
            QTest::addRow("%s %s", qPrintable(toString(kind)), view)
                << static_cast<int>(kind) << QString::fromLatin1(view) << names;
        };
        const auto words = [](const char* text) { return QString::fromUtf8(text).split(u'/'); };
        row(PlotKind::landscape, "logarithmic", solvers + words("start/minimiser/still on its way/failed"));
        row(PlotKind::attraction, "minimiser",
            solvers + words("start/minimiser/diverges/does not arrive/another minimum"));
        row(PlotKind::convergence, "contraction",
            solvers + words("published bound/energy-norm bound/arrived/still on its way/failed"));
        row(PlotKind::convergence, "distance", words("published bound/r₀ 0.4ᵏ, published/arrived"));
        row(PlotKind::nonsmoothness, "spectral-radius",
            words("piecewise-affine/1: neither grows nor fades/arrived/still on its way/failed"));
        row(PlotKind::spectrum, "against-iteration", words("exact/negative"));
        row(PlotKind::spectrum, "histogram", words("exact"));
        row(PlotKind::series, "output-1", words("target/piecewise-affine/adam/test steps"));
        row(PlotKind::series, "residuals-1", words("no error/adam/test steps"));
        row(PlotKind::basin_map, "success-rate", words("no start arrives/not computed"));
        row(PlotKind::basin_map, "cause",
            words("indefinite Hessian/overshot/limit while falling/every start arrives/not computed"));
        row(PlotKind::tradeoff, "steps", words("exact/gauss-newton/Pareto front/equal time"));
        row(PlotKind::penalty, "thresholds",
            words("β/measured here/certified at this point/certified a priori"));
        row(PlotKind::penalty, "exactness", words("Σ|r| of h/Σ|r| of u/Σ|r| of v/measured threshold"));
    }
    void everySignIsInTheLegend() {
        QFETCH(int, kind);
        QFETCH(QString, view);
        QFETCH(QStringList, names);
        const QStringList told =
            toldBy(resultsOf(static_cast<PlotKind>(kind)), static_cast<PlotKind>(kind), view).names;
        for (const QString& name : names)
            QVERIFY2(std::ranges::any_of(told, [&](const QString& each) { return each.startsWith(name); }),
                     qPrintable(name + QStringLiteral(" is not in ") + told.join(u'/')));
    }

    /// Theory bounds differ in dash, shade and name, in files too.
    void theBoundsAreToldApart() {
        for (const FigureTheme word : {FigureTheme::light, FigureTheme::dark}) {
            FigureOptions options;
            options.theme = word;
            const Theme theme = themeOf(options);
            options.view = QStringLiteral("contraction");
            const QString file = folder_.filePath(QStringLiteral("bounds.svg"));
            exportFigure(endedResults(), PlotKind::convergence, options, file.toStdString());
            const Page page = pageOf(file);
            QSet<QString> published, energy;
            for (const auto& [color, dash] : page.dashes) {
                if (QColor(color) == theme.text) published.insert(dash);
                if (QColor(color) == theme.muted) energy.insert(dash);
            }
            QVERIFY(!published.isEmpty() && !energy.isEmpty());
            // On the plot and in the legend, in widths of the pen: dash and dot against dots alone.
            for (const QString& dash : published) QCOMPARE(dash.count(u','), 3);
            for (const QString& dash : energy) QCOMPARE(dash.count(u','), 1);
            for (const QColor& color : {theme.text, theme.muted}) QVERIFY(contrast(color, theme.card) >= 3);
            QVERIFY(contrast(theme.text, theme.muted) > 1.5);
        }
    }

  private:
    QTemporaryDir folder_;
};

QTEST_MAIN(WholeFiguresTest)
#include "whole_figures_test.moc"
