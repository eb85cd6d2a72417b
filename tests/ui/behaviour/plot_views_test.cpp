// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <set>

#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

#include "core/families/problem_of.h"
#include "tests/support/input_errors.h"
#include "tests/support/network_results.h"
#include "tests/support/shown_plot.h"
#include "ui/export/figure_export.h"
#include "ui/plots/basin_map_plot.h"
#include "ui/plots/landscape_plot.h"
#include "ui/plots/plot_kind.h"

using namespace basin;
using namespace basin::test;
using namespace basin::ui;

/// Figures show what they are asked for and say what they show, whatever the data are.
class PlotViewsTest : public QObject {
    Q_OBJECT

  private slots:
    void everyViewIsDrawnOrRefused();
    void everyPlotHasViewsThatTheListKnows();
    void unknownViewsAreRefused();
    void viewsWithoutDataAreRefused();
    void noPlotWithoutDataIsDrawn();
    void withoutAWishWhatThereIsIsDrawn();
    void aCurveAloneIsDrawn();
    void aDensityAloneIsDrawn();
    void svgIsWellFormedWhateverTheTextsHold();
    void noFileHoldsNan();
    void anUnverifiedMinimiserHasNoStar();
    void cellsThatAreNotFiniteAreInTheLegend();
    void fewCellsHaveTheirTicks();
    void narrowFilesNameEverything();

  private:
    QByteArray figure(const Results& results, PlotKind kind, const QString& view = {},
                      const char* ending = "svg") {
        FigureOptions options;
        options.view = view;
        const QString file = folder_.filePath(QStringLiteral("a.") + QLatin1String(ending));
        QFile::remove(file);
        exportFigure(results, kind, options, file.toStdString());
        QFile written(file);
        return written.open(QIODevice::ReadOnly) ? written.readAll() : QByteArray();
    }
    std::string refusal(const Results& results, PlotKind kind, const QString& view = {}) {
        const std::string message = input_error([&] { figure(results, kind, view); });
        return QFile::exists(folder_.filePath(QStringLiteral("a.svg"))) ? "a file was written" : message;
    }
    QTemporaryDir folder_;
};

namespace {

QStringList viewsOf(const Results& results, PlotKind kind) {
    RunModel model;
    model.load(results);
    const auto plot = makePlot(kind);
    plot->setModel(&model);
    return plot->views();
}

bool draws(const Results& results, PlotKind kind) {
    const std::vector<PlotKind> kinds = drawablePlots(results);
    return std::ranges::find(kinds, kind) != kinds.end();
}

bool legendHas(const QByteArray& svg, const char* name) {
    return svg.contains(QByteArray(">") + name + "<") || svg.contains(name);
}

}  // namespace

void PlotViewsTest::everyViewIsDrawnOrRefused() {
    for (const PlotKind kind : allPlotKinds) {
        const Results results = resultsFor(kind);
        std::set<QByteArray> pictures;
        int drawn = 0;
        for (const QString& view : viewsOf(results, kind)) {
            QByteArray svg;
            const std::string message = input_error([&] { svg = figure(results, kind, view); });
            if (!message.empty()) {
                verify_mentions(message, "of which these results hold nothing; expected ");
                continue;
            }
            ++drawn;
            pictures.insert(svg);
        }
        // No two of them are the same picture.
        QCOMPARE(static_cast<int>(pictures.size()), drawn);
    }
}

/// What the list says of a plot is what the plot does: the help of `render` and the manual go by the list.
void PlotViewsTest::everyPlotHasViewsThatTheListKnows() {
    std::set<QString> words, names;
    for (const PlotKind kind : allPlotKinds) {
        const QStringList views = viewsOf(resultsFor(kind), kind), listed = ui::viewsOf(kind);
        QVERIFY2(!views.isEmpty(), qPrintable(nameOf(kind)));
        for (const QString& view : views)
            QVERIFY2(listed.contains(view) ||
                         listed.contains(view.section(QLatin1Char('-'), 0, -2) + QLatin1String("-N")),
                     qPrintable(view));
        QVERIFY(parsePlotKind(toString(kind)) == kind);
        QCOMPARE(makePlot(kind)->title(), nameOf(kind));
        QVERIFY(words.insert(toString(kind)).second && names.insert(nameOf(kind)).second);
        QVERIFY(!meaningOf(kind).isEmpty() && cardOf(kind) < cardCount);
    }
}

void PlotViewsTest::unknownViewsAreRefused() {
    const Results results = syntheticResults();
    const std::string message = refusal(results, PlotKind::convergence, QStringLiteral("objective"));
    verify_mentions(message, "view: found objective; expected one of loss-gap, gradient-norm, distance");
    verify_mentions(refusal(results, PlotKind::tradeoff, QStringLiteral("table")),
                    "expected one of steps, error");
    verify_mentions(refusal(results, PlotKind::basin_map, QStringLiteral("objective")),
                    "expected one of success-rate, median-iterations");
    verify_mentions(refusal(resultsFor(PlotKind::series), PlotKind::series, QStringLiteral("output-99")),
                    "expected one of output-1");
}

void PlotViewsTest::viewsWithoutDataAreRefused() {
    Results results = syntheticResults();
    for (SolverRun& run : results.runs)
        for (IterationRecord& record : run.history) record.step_norm = not_applicable;
    verify_mentions(refusal(results, PlotKind::convergence, QStringLiteral("step")),
                    "found step, of which these results hold nothing; expected one of loss-gap");
    QVERIFY(!figure(results, PlotKind::convergence, QStringLiteral("gradient-norm")).isEmpty());
}

void PlotViewsTest::noPlotWithoutDataIsDrawn() {
    for (const PlotKind kind : allPlotKinds) {
        QVERIFY(!draws({}, kind));
        verify_mentions(refusal({}, kind), "found nothing to draw");
    }
}

void PlotViewsTest::withoutAWishWhatThereIsIsDrawn() {
    Results results = syntheticResults();
    for (SolverRun& run : results.runs)
        for (IterationRecord& record : run.history) record.distance = not_applicable;
    QVERIFY(draws(results, PlotKind::convergence));
    QVERIFY(figure(results, PlotKind::convergence).contains("loss above the minimum"));
}

void PlotViewsTest::aCurveAloneIsDrawn() {
    Results results = resultsFor(PlotKind::penalty);
    QVERIFY(results.exactness);
    results.runs.clear();
    results.experiment.solvers.clear();
    QVERIFY(draws(results, PlotKind::penalty));
    QVERIFY(figure(results, PlotKind::penalty, QStringLiteral("exactness")).contains("violation"));
    verify_mentions(refusal(results, PlotKind::penalty, QStringLiteral("thresholds")),
                    "expected one of exactness");
}

void PlotViewsTest::aDensityAloneIsDrawn() {
    Results results = syntheticResults();
    SpectralDensity density;
    density.edges = Vector::LinSpaced(5, -1, 15);
    density.share = (Vector(4) << 0.5, 0.25, 0.2, 0.05).finished();
    density.share_low = density.share.array() - 0.01;
    density.share_high = density.share.array() + 0.01;
    density.probes = 7;
    density.steps = 30;
    for (SolverRun& run : results.runs) {
        for (Vector& values : run.eigenvalues) values.resize(0);
        for (Vector& values : run.model_eigenvalues) values.resize(0);
        run.densities.assign(run.history.size(), nullptr);
    }
    QVERIFY(!draws(results, PlotKind::spectrum));
    results.runs[0].densities[0] = std::make_shared<const SpectralDensity>(density);
    QVERIFY(draws(results, PlotKind::spectrum));
    QCOMPARE(viewsOf(results, PlotKind::spectrum), QStringList{QStringLiteral("density")});
    QVERIFY(figure(results, PlotKind::spectrum).contains("density from 7 probes"));
}

void PlotViewsTest::svgIsWellFormedWhateverTheTextsHold() {
    Results results = syntheticResults();
    results.experiment.title =
        "a\x0b"
        "b\x1b[31m \x7f \xc2\x9b \xef\xbf\xbe <&> \xff";
    results.landscape = [&] {
        Landscape landscape = *results.landscape;
        landscape.plane.note = "note\x01 <";
        return std::make_shared<const Landscape>(landscape);
    }();
    for (const PlotKind kind : {PlotKind::convergence, PlotKind::landscape}) {
        Results printed = results;
        // The experiment goes into the file as JSON, which takes UTF-8 alone.
        printed.experiment.title.pop_back();
        const QByteArray svg = figure(printed, kind);
        QXmlStreamReader xml(svg);
        while (!xml.atEnd()) xml.readNext();
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
        for (const char c : svg) QVERIFY(c == '\n' || static_cast<unsigned char>(c) >= 0x20);
        QVERIFY(svg.contains("\\u000b"));
    }
}

void PlotViewsTest::noFileHoldsNan() {
    static const QRegularExpression nan(QStringLiteral("[\" ,(](-?nan|-?inf)[\" ,)]"));
    for (const PlotKind kind : allPlotKinds) {
        Results results = resultsFor(kind);
        results.certificate.guaranteed_radius_certified = INFINITY;
        results.experiment.start.radius = 0;
        for (SolverRun& run : results.runs) {
            if (run.history.size() < 4) continue;
            run.history[1].objective = INFINITY;
            run.history[2].gradient_norm = run.history[2].distance = not_applicable;
            run.history[3].distance = INFINITY;
            if (run.path.size() > 3) run.path[3] = {not_applicable, INFINITY, 0};
        }
        if (results.x0.size() > 0) results.x0[0] = not_applicable;
        for (const QString& view : viewsOf(results, kind)) {
            QByteArray svg;
            if (!input_error([&] { svg = figure(results, kind, view); }).empty()) continue;
            const auto found = nan.match(QString::fromUtf8(svg));
            QVERIFY2(!found.hasMatch(), qPrintable(toString(kind) + u' ' + view + found.captured()));
        }
        if (kind == PlotKind::basin_map && !is_recurrent(results.experiment))
            QVERIFY(legendHas(figure(results, kind), "guaranteed radius ∞ ▸"));
    }
}

void PlotViewsTest::anUnverifiedMinimiserHasNoStar() {
    Results results = syntheticResults();
    QVERIFY(legendHas(figure(results, PlotKind::landscape), "minimiser"));
    results.minimiser.verified = false;
    const QByteArray svg = figure(results, PlotKind::landscape);
    QVERIFY(legendHas(svg, "lowest point found"));
    QVERIFY(!svg.contains(">minimiser<"));
}

void PlotViewsTest::cellsThatAreNotFiniteAreInTheLegend() {
    Results results = syntheticResults();
    QVERIFY(!legendHas(figure(results, PlotKind::landscape), "not finite"));
    Landscape landscape = *results.landscape;
    landscape.values(3, 4) = not_applicable;
    results.landscape = std::make_shared<const Landscape>(landscape);
    QVERIFY(legendHas(figure(results, PlotKind::landscape), "not finite"));
    QVERIFY(legendHas(figure(results, PlotKind::basin_map), "no start arrives"));
    QVERIFY(legendHas(figure(results, PlotKind::basin_map), "not computed"));

    Results network = resultsFor(PlotKind::penalty);
    auto map = std::make_shared<BasinMap>(*syntheticBasinMap(4, 3));
    for (BasinMapCell& cell : map->cells) cell.median_objective = 2;
    map->cells[0].median_objective = INFINITY;
    network.basin_map = map;
    network.experiment.basin_map.emplace();
    QVERIFY(legendHas(figure(network, PlotKind::basin_map, QStringLiteral("objective")), "not finite"));
}

void PlotViewsTest::fewCellsHaveTheirTicks() {
    for (const Index errors : {1, 2}) {
        Results results = syntheticResults();
        auto map = std::make_shared<BasinMap>();
        map->radii = (Vector(2) << 0.3, 0.7).finished();
        map->errors = Vector::LinSpaced(errors, 0.25, 0.25 * static_cast<double>(errors));
        map->cells.resize(static_cast<std::size_t>(2 * errors));
        for (BasinMapCell& cell : map->cells) cell = {.trials = 2, .successes = 1, .median_iterations = 3};
        map->computed = map->expected = 2 * errors;
        map->complete = true;
        results.basin_map = map;
        const QByteArray svg = figure(results, PlotKind::basin_map);
        for (const char* label : {">0.3<", ">0.7<", ">0.25<"}) QVERIFY2(svg.contains(label), label);
        // Between them nothing was computed.
        for (const char* label : {">0.35<", ">−0.2<"}) QVERIFY2(!svg.contains(label), label);
    }
}

void PlotViewsTest::narrowFilesNameEverything() {
    const Results results = syntheticResults();
    FigureOptions options;
    options.width = 360;
    options.height = 300;
    const QString file = folder_.filePath(QStringLiteral("narrow.svg"));
    for (const PlotKind kind : {PlotKind::convergence, PlotKind::landscape}) {
        exportFigure(results, kind, options, file.toStdString());
        QFile written(file);
        QVERIFY(written.open(QIODevice::ReadOnly));
        const QByteArray svg = written.readAll();
        for (const Pace& pace : paces) QVERIFY2(svg.contains(pace.solver), pace.solver);
        QVERIFY(!svg.contains("…<"));
    }
}

QTEST_MAIN(PlotViewsTest)
#include "plot_views_test.moc"
