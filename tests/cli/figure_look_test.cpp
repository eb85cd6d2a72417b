// SPDX-License-Identifier: GPL-3.0-or-later
#include <filesystem>
#include <string>
#include <vector>

#include <QImage>
#include <QTest>

#include "core/io/experiment_json.h"
#include "tests/support/input_errors.h"
#include "tests/support/program.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/small_experiment.h"
#include "tests/support/svg_figure.h"

using namespace basin;
using namespace basin::test;

namespace fs = std::filesystem;

/// How figures are to look, from the command line and from style files.
class FigureLookTest : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() {
        write_experiment(small_experiment(), at("small.basin.json"));
        const ProgramRun run = run_basin({"solve", at("small.basin.json"), "-o", at("results")});
        QVERIFY2(run.exit_code == 0, run.err.c_str());
    }

    void aTemplateSetsTheSize() {
        QVERIFY(render({"--plot", "convergence", "--template", "column"}, "a.png").exit_code == 0);
        QCOMPARE(QImage(QString::fromStdString(at("a.png"))).size(), QSize(1004, 709));
        QVERIFY(
            render({"--plot", "convergence", "--template", "column", "--dpi", "100"}, "b.png").exit_code ==
            0);
        QCOMPARE(QImage(QString::fromStdString(at("b.png"))).width(), 335);
    }

    void everyOptionIsTaken() {
        const ProgramRun run = render({"--plot",
                                       "convergence",
                                       "--size",
                                       "120x80mm",
                                       "--font-size",
                                       "8pt",
                                       "--line-width",
                                       "0.75pt",
                                       "--title",
                                       "Three & more",
                                       "--x-label",
                                       "step <i>k</i>",
                                       "--y-label",
                                       "gap",
                                       "--x-range",
                                       "0:2",
                                       "--y-range",
                                       "1e-12:1",
                                       "--x-ticks",
                                       "3",
                                       "--y-ticks",
                                       "4",
                                       "--legend",
                                       "below",
                                       "--solvers",
                                       "newton (#1)",
                                       "--names",
                                       "newton (#1)=N, exact",
                                       "--no-grid",
                                       "--no-theory",
                                       "--annotations",
                                       "--background",
                                       "transparent",
                                       "--palette",
                                       "grey",
                                       "--lang",
                                       "en",
                                       "--dpi",
                                       "200",
                                       "--theme",
                                       "dark"},
                                      "c.svg");
        QVERIFY2(run.exit_code == 0, run.err.c_str());
        const SvgFigure figure = svg("c.svg");
        for (const char* told : {"Three & more", "step", "gap", "N, exact"})
            QVERIFY2(figure.has(QString::fromUtf8(told)), told);
        QVERIFY(!figure.has(QStringLiteral("approximate-newton")));
    }

    void outlinesNeedNoFont() {
        QVERIFY(render({"--plot", "spectrum", "--outlines"}, "d.svg").exit_code == 0);
        const SvgFigure figure = svg("d.svg");
        QVERIFY(figure.texts.isEmpty() && figure.paths > 10);
    }

    void aStyleFileSaysWhatTheLineDoesNot() {
        style(
            "\"template\":\"column\",\"palette\":\"grey\",\"x-label\":\"styled\",\"y-label\":\"styled too\"");
        QVERIFY(render({"--plot", "convergence", "--style", at("s.json"), "--y-label", "typed"}, "e.svg")
                    .exit_code == 0);
        const SvgFigure figure = svg("e.svg");
        QVERIFY(figure.has(QStringLiteral("styled")) && figure.has(QStringLiteral("typed")));
        QVERIFY(!figure.has(QStringLiteral("styled too")));
    }

    void aPageOfPanels() {
        QVERIFY(
            render({"--panels", "convergence:2,landscape,spectrum/histogram,basin-map", "--template", "page"},
                   "f.svg")
                .exit_code == 0);
        for (const char* letter : {"a", "b", "c", "d"})
            QVERIFY(svg("f.svg").texts.contains(QString::fromUtf8(letter)));
    }

    void solveDrawsInAStyle() {
        style(
            "\"template\":\"column\",\"names\":{\"newton (#1\\u0029\":\"First\"},\"x-label\":\"not of every "
            "plot\"");
        const ProgramRun run = run_basin(
            {"solve", at("small.basin.json"), "-o", at("styled"), "--plots", "svg", "--style", at("s.json")});
        QVERIFY2(run.exit_code == 0, run.err.c_str());
        const SvgFigure figure = svg("styled/convergence.svg");
        QVERIFY(figure.has(QStringLiteral("First")) && !figure.has(QStringLiteral("not of every plot")));
    }

    /// Type is told in pixels of the page, whatever the screen's are.
    void theScreensScaleChangesNothing() {
        const auto drawn = [&](const char* scale, const char* file) {
            qputenv("QT_SCALE_FACTOR", scale);
            const ProgramRun run = render({"--plot", "convergence", "--template", "column"}, file);
            qunsetenv("QT_SCALE_FACTOR");
            return run.exit_code == 0 ? ScratchFolder::read(at(file)) : run.err;
        };
        const std::string usual = drawn("1", "g.svg");
        QVERIFY(usual.size() > 1000 && usual == drawn("1.25", "h.svg"));
        QVERIFY(drawn("1", "g.png") == drawn("1.25", "h.png"));
    }

    void badInputIsOneSentenceAndWritesNothing_data() {
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<QString>("told");
        const auto row = [](const QStringList& options, const char* told) {
            QTest::newRow(qPrintable(options.join(u' ').left(40))) << options << QString::fromUtf8(told);
        };
        row({"--plot", "convergence", "--size", "1x1mm"}, "size: found 1x1mm");
        row({"--plot", "convergence", "--size", "10000x10000mm"}, "size: found 10000x10000mm");
        row({"--plot", "convergence", "--size", "33000x33000"}, "size: found 33000x33000");
        row({"--plot", "convergence", "--font-size", "big"}, "--font-size: found big");
        row({"--plot", "convergence", "--solvers", "newton"}, "solvers: found \"newton\"");
        row({"--plot", "convergence", "--title", QString(10000, u'x')}, "title: found 10000 characters");
        row({"--plot", "convergence", "--lang", "ja"}, "--lang: found \"ja\"");
        row({"--plot", "convergence", "--style", "nowhere.json"}, "nowhere.json");
        row({"--plot", "convergence", "--panels", "spectrum"}, "--panels: found it beside --plot");
        row({"--panels", "convergence,spectra"}, "did you mean \"spectrum\"?");
        row({"--template", "column"}, "found no --plot NAME");
        row({"--plot", "convergence", "--y-range", "0:1"}, "y-range: found 0:1");
    }
    void badInputIsOneSentenceAndWritesNothing() {
        QFETCH(QStringList, options);
        QFETCH(QString, told);
        std::vector<std::string> arguments;
        for (const QString& option : options) arguments.push_back(option.toStdString());
        const ProgramRun run = render(arguments, "bad.pdf");
        QCOMPARE(run.exit_code, 2);
        verify_mentions(run.err, told.toStdString());
        QCOMPARE(std::count(run.err.begin(), run.err.end(), '\n'), 1);
        QVERIFY(!fs::exists(at("bad.pdf")));
    }

  private:
    std::string at(const std::string& name) const { return (folder_.path() / name).string(); }
    ProgramRun render(std::vector<std::string> options, const std::string& file) const {
        options.insert(options.begin(), {"render", at("results"), "-o", at(file), "--force"});
        return run_basin(options);
    }
    void style(const std::string& members) const {
        folder_.write("s.json", "{\"format\":\"basin-figure-style\",\"version\":1," + members + "}");
    }
    SvgFigure svg(const std::string& name) const {
        return svgFigureOf(QByteArray::fromStdString(ScratchFolder::read(at(name))));
    }

    ScratchFolder folder_;
};

QTEST_GUILESS_MAIN(FigureLookTest)
#include "figure_look_test.moc"
