// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/plot_numbers.h"

#include <cmath>
#include <filesystem>

#include <QImage>
#include <QProcess>
#include <QtTest/QTest>

#include "core/experiment/runner.h"
#include "core/io/formats/npy.h"
#include "tests/support/input_errors.h"
#include "tests/support/network_results.h"
#include "tests/support/patience.h"
#include "tests/support/scratch_folder.h"
#include "ui/export/figure_export.h"
#include "ui/plots/plot_view.h"
#include "ui/runs/run_model.h"

using namespace basin;
using namespace basin::test;
using namespace basin::ui;
using nlohmann::json;

namespace fs = std::filesystem;

namespace {

/// What Matplotlib has on its chart after the script has drawn.
constexpr const char* told = R"PY(
import json, math, runpy, sys
script = runpy.run_path(sys.argv[1])
figure, chart = script["draw"]()
figure.savefig(sys.argv[2])
def values(data):
    return [float(v) if math.isfinite(v) else None for v in data]
axes = figure.axes
print(json.dumps({
    "lines": [{"name": line.get_label(), "color": line.get_color(), "x": values(line.get_xdata()),
               "y": values(line.get_ydata())} for line in chart.get_lines()],
    "x": values(chart.get_xlim()), "y": values(chart.get_ylim()),
    "labels": [chart.get_xlabel(), chart.get_ylabel()],
    "ticks": [[t.get_text() for t in chart.get_xticklabels()], [t.get_text() for t in chart.get_yticklabels()]],
    "words": [t.get_text() for a in axes if a is not chart for t in a.texts],
    "shapes": sum(len(a.patches) + len(a.images) + len(a.texts) for a in axes if a is not chart),
    "pictures": sum(len(a.images) for a in axes)}))
)PY";

json runScript(const fs::path& script, const fs::path& picture) {
    QProcess python;
    python.start(BASIN_PYTHON, {"-c", told, QString::fromStdString(script), QString::fromStdString(picture)});
    const bool ended = python.waitForFinished(patience) && python.exitCode() == 0;
    if (!ended) qWarning("%s", python.readAllStandardError().constData());
    return ended ? json::parse(python.readAllStandardOutput().toStdString()) : json();
}

/// Whether the words stand on the figure, in one line or several.
bool hasWords(const json& drawn, const std::string& words) {
    std::string all;
    for (const json& text : drawn["words"]) all += text.get<std::string>() + ' ';
    return all.find(words) != std::string::npos;
}

void sameNumbers(const json& found, const json& expected) {
    QCOMPARE(found.size(), expected.size());
    for (std::size_t i = 0; i < found.size(); ++i) QVERIFY(found[i] == expected[i]);
}

}  // namespace

class PlotNumbersTest : public QObject {
    Q_OBJECT

  private slots:
    void init() { scratch_ = std::make_unique<ScratchFolder>(); }

    void curvesAreThoseOfThePlot() {
        RunModel model;
        model.load(resultsFor(PlotKind::convergence));
        const auto plot = makeSeenPlot(model, PlotKind::convergence);
        const json numbers = plotNumbers(*plot, {}, {400, 300});
        QCOMPARE(numbers["curves"].size(), plot->curves().size());
        for (std::size_t i = 0; i < plot->curves().size(); ++i) {
            const Curve& curve = plot->curves()[i];
            const json& written = numbers["curves"][i];
            QCOMPARE(written["name"].get<std::string>(), curve.name.toStdString());
            QCOMPARE(written["x"].size(), static_cast<std::size_t>(curve.points.size()));
            for (std::size_t k = 0; k < curve.points.size(); ++k) {
                if (!std::isfinite(curve.points[k].y())) continue;
                QVERIFY(written["x"][k] == curve.points[k].x() && written["y"][k] == curve.points[k].y());
            }
        }
        QVERIFY(!numbers["table"]["rows"].empty());
    }
    void tablesAreMatrices() {
        RunModel model;
        model.load(resultsFor(PlotKind::convergence));
        const auto plot = makeSeenPlot(model, PlotKind::convergence);
        const Matrix matrix = plotMatrix(*plot);
        QCOMPARE(static_cast<std::size_t>(plot->csv().count('\n')),
                 static_cast<std::size_t>(matrix.rows()) + 1);
        QCOMPARE(matrix(0, 0), 0.0);  // the first solver
        exportFigure(*plot, model.results().experiment, {}, at("table.npy"));
        const Matrix read = parse_npy(ScratchFolder::read(at("table.npy")), "table.npy");
        QCOMPARE(read.rows(), matrix.rows());
        QVERIFY((read.array() == matrix.array() || (read.array().isNaN() && matrix.array().isNaN())).all());
    }
    void scriptsDrawTheFigure_data() {
        QTest::addColumn<PlotKind>("kind");
        for (const PlotKind kind : allPlotKinds) QTest::newRow(toString(kind).toUtf8()) << kind;
    }
    void scriptsDrawTheFigure() {
        QFETCH(PlotKind, kind);
        const Results results = resultsFor(kind);
        exportFigure(results, kind, {}, at("figure.py"));
        exportFigure(results, kind, {}, at("figure.json"));
        const json numbers = json::parse(ScratchFolder::read(at("figure.json")));
        const json drawn = runScript(at("figure.py"), at("figure.png"));
        QVERIFY(drawn.is_object());
        QCOMPARE(drawn["lines"].size(), numbers["curves"].size());
        for (std::size_t i = 0; i < drawn["lines"].size(); ++i) {
            const json& curve = numbers["curves"][i];
            QVERIFY(drawn["lines"][i]["color"] == curve["color"]);
            sameNumbers(drawn["lines"][i]["x"], curve["x"]);
            sameNumbers(drawn["lines"][i]["y"], curve["y"]);
        }
        for (const json& name : numbers["legend"]) QVERIFY(hasWords(drawn, name.get<std::string>()));
        QVERIFY(hasWords(drawn, numbers["title"].get<std::string>()));
        QCOMPARE(drawn["shapes"].get<std::size_t>(),
                 numbers["page"].size() + numbers["below"].size() + numbers["above"].size());
        if (!numbers["bare"]) axesAreThoseOfTheFigure(drawn, numbers["axes"]);
        const QImage picture(QString::fromStdString(at("figure.png")));
        QVERIFY(!picture.isNull());
    }
    void heatmapsAreThere() {
        exportFigure(resultsFor(PlotKind::landscape), PlotKind::landscape, {}, at("figure.py"));
        const json drawn = runScript(at("figure.py"), at("figure.png"));
        QVERIFY(drawn["pictures"] >= 2);  // the landscape and its colour bar
    }
    void manyNumbersLieBesideTheScript() {
        Results results = resultsFor(PlotKind::convergence);
        std::vector<IterationRecord>& history = results.runs.front().history;
        const IterationRecord last = history.back();
        for (Index k = 1; k <= 20000; ++k) {
            history.push_back(last);
            history.back().iteration += k;
        }
        exportFigure(results, PlotKind::convergence, {}, at("long.py"));
        QVERIFY(fs::exists(at("long.json")));
        QVERIFY(fs::file_size(at("long.py")) < 20000);
        const json drawn = runScript(at("long.py"), at("long.png"));
        QVERIFY(drawn.is_object());
        QVERIFY(drawn["lines"][0]["x"].size() > 1);
    }
    void titlesAreNoPython() {
        Results results = resultsFor(PlotKind::convergence);
        results.experiment.title = "''' \" \\ <&> \xC3\xA9 $x$ {0}";
        exportFigure(results, PlotKind::convergence, {}, at("odd.py"));
        const json drawn = runScript(at("odd.py"), at("odd.png"));
        QVERIFY(drawn.is_object());
        QVERIFY(hasWords(drawn, results.experiment.title));
    }

  private:
    static void axesAreThoseOfTheFigure(const json& drawn, const json& axes) {
        QVERIFY(drawn["labels"][0] == axes["x"]["label"] && drawn["labels"][1] == axes["y"]["label"]);
        for (const int which : {0, 1}) {
            const json& ticks = axes[which == 0 ? "x" : "y"]["ticks"];
            QCOMPARE(drawn["ticks"][which].size(), ticks.size());
            for (std::size_t i = 0; i < ticks.size(); ++i) QVERIFY(drawn["ticks"][which][i] == ticks[i][1]);
        }
    }
    fs::path at(const std::string& name) const { return scratch_->path() / name; }

    std::unique_ptr<ScratchFolder> scratch_;
};

QTEST_MAIN(PlotNumbersTest)
#include "plot_numbers_test.moc"
