// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/figure_export.h"

#include <array>
#include <cmath>

#include <QFile>
#include <QImage>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>
#include <nlohmann/json.hpp>

#include "core/io/experiment_json.h"
#include "core/numeric/input_error.h"
#include "tests/support/network_results.h"
#include "ui/export/data_export.h"
#include "ui/plots/convergence_plot.h"
#include "ui/runs/run_model.h"

using namespace basin;
using namespace basin::ui;

namespace {

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

std::filesystem::path pathOf(const QString& path) {
    return path.toStdString();
}

QString experimentText(const Results& results) {
    return QString::fromStdString(experiment_to_json(results.experiment).dump());
}

/// The experiment of the record that a figure carries.
QString experimentIn(const QString& record) {
    const auto json = nlohmann::ordered_json::parse(record.toStdString(), nullptr, false);
    return json.is_object() ? QString::fromStdString(json["experiment"].dump()) : QString();
}

FigureOptions titled() {
    FigureOptions options;
    options.title = QStringLiteral("Close & <near>");
    return options;
}

}  // namespace

class FigureExportTest : public QObject {
    Q_OBJECT

  private slots:
    void pngHasSizeResolutionAndExperiment();
    void millimetresAndDotsGivePixels();
    void svgIsWellFormedAndStaysInside();
    void svgIsTheSameWhenZoomed();
    void pdfIsOneAndHasTheExperiment();
    void dashboardHoldsAllFour();
    void dashboardShowsWhatIsOnTheScreen();
    void dashboardLeavesOutWhatHasNoData();
    void livePlotIsLeftAsItWas();
    void everyFigureOpensAsItsExperiment();
    void theExperimentsViewIsDrawn();
    void theViewThatIsAskedForComesFirst();
    void badInputIsRefused();
    void dataGoesOutAsCsv();

  private:
    QString at(const char* name) const { return folder_.filePath(QString::fromLatin1(name)); }
    QTemporaryDir folder_;
    const Results results_ = test::syntheticResults();
};

void FigureExportTest::pngHasSizeResolutionAndExperiment() {
    for (const PlotKind kind : allPlotKinds) {
        const QString file = at("figure.png");
        FigureOptions options = titled();
        options.width = 640;
        options.height = 400;
        options.dpi = 192;
        const Results results = test::resultsFor(kind);
        exportFigure(results, kind, options, pathOf(file));
        const QImage image(file);
        QCOMPARE(image.size(), QSize(640, 400));
        QVERIFY(std::abs(image.dotsPerMeterX() * 0.0254 - 192) < 0.1);
        QCOMPARE(experimentIn(image.text(QStringLiteral("basin-experiment"))), experimentText(results));
        QCOMPARE(image.text(QStringLiteral("Title")), *options.title);
    }
}

void FigureExportTest::everyFigureOpensAsItsExperiment() {
    Results named = results_;
    named.experiment.title = "<b>\"M\" & 'm' ≤ 0.1</b>";
    for (const char* name : {"whole.png", "whole.svg", "whole.pdf"}) {
        exportFigure(named, PlotKind::convergence, FigureOptions{}, pathOf(at(name)));
        QCOMPARE(experiment_to_json(read_experiment(pathOf(at(name)))).dump(),
                 experiment_to_json(named.experiment).dump());
    }
    // Pictures of others are refused in a sentence.
    QImage(4, 4, QImage::Format_RGB32).save(at("plain.png"));
    for (const auto& [name, content] : {std::pair{"plain.svg", "<svg><desc>a cat</desc></svg>"},
                                        {"plain.pdf", "%PDF-1.4 nothing"},
                                        {"cut.png", "\x89PNG\r\n\x1A\n\xFF\xFF\xFF\xFFtEXt"}}) {
        QFile file(at(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }
    for (const char* name : {"plain.png", "plain.svg", "plain.pdf", "cut.png"}) {
        try {
            read_experiment(pathOf(at(name)));
            QFAIL(name);
        } catch (const InputError& error) {
            QVERIFY2(
                std::string(error.what()).find("found a picture without an experiment") != std::string::npos,
                error.what());
        }
    }
}

/// What the plot shows, its axis, its zoom and how far the run has come.
void FigureExportTest::theExperimentsViewIsDrawn() {
    Results seen = results_;
    const auto drawn = [&](const char* name) {
        exportFigure(seen, PlotKind::convergence, FigureOptions{}, pathOf(at(name)));
        return contentOf(at(name));
    };
    const QByteArray whole = drawn("whole.svg");
    PlotSpec& spec = seen.experiment.view.emplace().plots[PlotKind::convergence];
    QCOMPARE(drawn("empty.svg").size() > 0, whole.size() > 0);
    spec.view = "gradient-norm";
    spec.against = Against::time;
    const QByteArray gradients = drawn("gradients.svg");
    QVERIFY(gradients.contains(">seconds<") && !whole.contains(">seconds<"));
    QVERIFY(gradients.contains("Euclidean norm of the gradient"));
    spec = {};
    spec.zoom = ZoomSpec{AxisRange{100, 102}, {}};
    const QByteArray zoomed = drawn("zoomed.svg");
    QVERIFY(zoomed.contains(">101<") && !whole.contains(">101<"));
    spec = {};
    seen.experiment.view->iteration = 1;
    QVERIFY(drawn("early.svg") != whole);
    const Experiment again = read_experiment(pathOf(at("early.svg")));
    QVERIFY(again.view == seen.experiment.view);
}

void FigureExportTest::theViewThatIsAskedForComesFirst() {
    Results seen = results_;
    PlotSpec& spec = seen.experiment.view.emplace().plots[PlotKind::convergence];
    spec = {"gradient-norm", Against::time, {}, ZoomSpec{{}, AxisRange{1e-3, 1e-2}}};
    FigureOptions options;
    options.view = QStringLiteral("step");
    exportFigure(seen, PlotKind::convergence, options, pathOf(at("asked.svg")));
    const QByteArray asked = contentOf(at("asked.svg"));
    QVERIFY(asked.contains("Euclidean length of the step") && asked.contains(">seconds<"));
    const ViewSpec view = read_experiment(pathOf(at("asked.svg"))).view.value();
    QVERIFY((view.plots.at(PlotKind::convergence) == PlotSpec{"step", Against::time, {}, {}}));
    QVERIFY(view.cards == std::vector{PlotKind::convergence});
}

void FigureExportTest::millimetresAndDotsGivePixels() {
    FigureOptions options;
    options.unit = FigureOptions::Unit::mm;
    options.width = 85;
    options.height = 60;
    options.dpi = 300;
    exportFigure(results_, PlotKind::landscape, options, pathOf(at("column.png")));
    const QImage image(at("column.png"));
    QVERIFY(std::abs(image.width() - 85 / 25.4 * 300) <= 1);
    QVERIFY(std::abs(image.height() - 60 / 25.4 * 300) <= 1);
}

void FigureExportTest::svgIsWellFormedAndStaysInside() {
    for (const PlotKind kind : allPlotKinds) {
        const QString file = at("figure.svg");
        const Results results = test::resultsFor(kind);
        exportFigure(results, kind, titled(), pathOf(file));
        QXmlStreamReader xml(contentOf(file));
        bool hasTitle = false, hasExperiment = false;
        int lines = 0;
        while (!xml.atEnd()) {
            xml.readNext();
            if (!xml.isStartElement()) continue;
            if (xml.name() == QLatin1String("title"))
                hasTitle = xml.readElementText() == titled().title;
            else if (xml.name() == QLatin1String("desc"))
                hasExperiment = experimentIn(xml.readElementText()) == experimentText(results);
            else if (xml.name() == QLatin1String("polyline"))
                ++lines;
        }
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
        QVERIFY(hasTitle && hasExperiment);
        QVERIFY(lines > 0 || kind == PlotKind::basin_map || kind == PlotKind::penalty);
    }
}

void FigureExportTest::svgIsTheSameWhenZoomed() {
    // Clipping is ignored by the format: every point of a zoomed plot has to lie on the page all the same.
    for (const PlotKind kind : allPlotKinds) {
        const Results results = test::resultsFor(kind);
        RunModel model;
        model.load(results);
        const auto plot = makePlot(kind);
        plot->setModel(&model);
        plot->resize(400, 300);
        plot->refresh();
        const ViewRange view = plot->viewRange();
        plot->zoomTo({view.left + 0.4 * view.width(), view.left + 0.6 * view.width(),
                      view.bottom + 0.4 * view.height(), view.bottom + 0.6 * view.height()});
        exportFigure(*plot, results.experiment, {}, pathOf(at("zoomed.svg")));
        static const QRegularExpression pointLists(QStringLiteral("points=\"([^\"]*)\""));
        const QString text = QString::fromUtf8(contentOf(at("zoomed.svg")));
        for (auto match = pointLists.globalMatch(text); match.hasNext();) {
            const QStringList points = match.next().captured(1).split(u' ', Qt::SkipEmptyParts);
            for (const QString& point : points) {
                const double x = point.section(u',', 0, 0).toDouble(),
                             y = point.section(u',', 1, 1).toDouble();
                // Stars and markers are drawn about their own centre; nothing is far out.
                QVERIFY2(x > -30 && x < 830 && y > -30 && y < 530, qPrintable(point));
            }
        }
    }
}

void FigureExportTest::pdfIsOneAndHasTheExperiment() {
    exportFigure(results_, PlotKind::convergence, titled(), pathOf(at("figure.pdf")));
    const QByteArray bytes = contentOf(at("figure.pdf"));
    QVERIFY(bytes.startsWith("%PDF-"));
    QVERIFY(bytes.trimmed().endsWith("%%EOF"));
    QVERIFY(bytes.contains(experimentText(results_).toHtmlEscaped().toUtf8()));
    QVERIFY(bytes.contains("Close &amp; &lt;near&gt;"));
    QVERIFY(bytes.contains("/FontFile"));  // embedded, so that it looks the same elsewhere
}

void FigureExportTest::dashboardHoldsAllFour() {
    FigureOptions options = titled();
    options.width = 1200;
    options.height = 800;
    exportDashboard(results_, softmaxView().firstPlots(), options, pathOf(at("all.png")));
    QCOMPARE(QImage(at("all.png")).size(), QSize(1200, 800));
    exportDashboard(results_, softmaxView().firstPlots(), options, pathOf(at("all.svg")));
    const QByteArray text = contentOf(at("all.svg"));
    for (const PlotKind kind : softmaxView().firstPlots())
        QVERIFY(text.contains(makePlot(kind)->title().toUtf8()));
    const QString folder = qEnvironmentVariable("BASIN_GALLERY");
    if (folder.isEmpty()) return;
    QFile::remove(folder + QStringLiteral("/dashboard.png"));
    QVERIFY(QFile::copy(at("all.png"), folder + QStringLiteral("/dashboard.png")));
}

void FigureExportTest::dashboardShowsWhatIsOnTheScreen() {
    RunModel model;
    model.load(results_);
    ConvergencePlot plot;
    plot.setTitle(nameOf(PlotKind::convergence));  // as makePlot() does
    plot.setModel(&model);
    plot.setView(ConvergencePlot::View::gradient_norm);
    PlotView* const plots[] = {&plot};
    exportDashboard(plots, results_.experiment, titled(), pathOf(at("shown.svg")));
    QVERIFY(contentOf(at("shown.svg")).contains("Euclidean norm of the gradient"));
    exportDashboard(results_, std::array{PlotKind::convergence}, titled(), pathOf(at("first.svg")));
    QVERIFY(!contentOf(at("first.svg")).contains("Euclidean norm of the gradient"));
    QVERIFY(plot.view() == ConvergencePlot::View::gradient_norm);
}

void FigureExportTest::dashboardLeavesOutWhatHasNoData() {
    Results results = results_;
    results.landscape.reset();
    exportDashboard(results, std::array{PlotKind::convergence, PlotKind::landscape}, titled(),
                    pathOf(at("some.svg")));
    const QByteArray some = contentOf(at("some.svg"));
    QVERIFY(some.contains(makePlot(PlotKind::convergence)->title().toUtf8()));
    QVERIFY(!some.contains(makePlot(PlotKind::landscape)->title().toUtf8()));
    QVERIFY_EXCEPTION_THROWN(
        exportDashboard(results, std::array{PlotKind::landscape}, titled(), pathOf(at("none.svg"))),
        InputError);
    QVERIFY(!QFile::exists(at("none.svg")));
}

void FigureExportTest::livePlotIsLeftAsItWas() {
    RunModel model;
    model.load(results_);
    ConvergencePlot plot;
    plot.setModel(&model);
    plot.setTheme(Theme::night());
    plot.resize(420, 300);
    plot.show();
    plot.setView(ConvergencePlot::View::gradient_norm);
    plot.refresh();
    plot.zoomTo({1, 6, -4, 1});
    const QImage before = plot.grab().toImage();
    exportFigure(plot, results_.experiment, titled(), pathOf(at("live.png")));
    QCOMPARE(plot.viewRange(), (ViewRange{1, 6, -4, 1}));
    QVERIFY(plot.grab().toImage() == before);
    QCOMPARE(QImage(at("live.png")).pixelColor(1, 1), Theme::light().card);
}

void FigureExportTest::badInputIsRefused() {
    const auto refused = [&](const QString& file, const FigureOptions& options) {
        try {
            exportFigure(results_, PlotKind::convergence, options, pathOf(file));
        } catch (const InputError& error) {
            return !QFile::exists(file) && !QString::fromUtf8(error.what()).isEmpty();
        }
        return false;
    };
    QVERIFY(refused(at("no/such/folder/a.png"), {}));
    QVERIFY(refused(at("figure.bmp"), {}));
    for (double FigureOptions::*field : {&FigureOptions::width, &FigureOptions::height, &FigureOptions::dpi,
                                         &FigureOptions::fontSize, &FigureOptions::lineWidth})
        for (const double bad : {0.0, -1.0, std::nan(""), 1e9}) {
            FigureOptions options;
            options.*field = bad;
            QVERIFY(refused(at("bad.png"), options));
        }
}

void FigureExportTest::dataGoesOutAsCsv() {
    RunModel model;
    model.load(results_);
    ConvergencePlot plot;
    plot.setModel(&model);
    exportData(plot, {}, {400, 300}, 1, pathOf(at("data.csv")));
    QCOMPARE(contentOf(at("data.csv")), plot.csv());
    QVERIFY_EXCEPTION_THROWN(exportData(plot, {}, {400, 300}, 1, pathOf(at("missing/data.csv"))), InputError);
}

QTEST_MAIN(FigureExportTest)
#include "figure_export_test.moc"
