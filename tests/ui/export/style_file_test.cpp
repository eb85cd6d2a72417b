// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/style_file.h"

#include <fstream>

#include <QTest>

#include "tests/support/input_errors.h"
#include "tests/support/scratch_folder.h"
#include "ui/export/figure_templates.h"

using namespace basin;
using namespace basin::test;
using namespace basin::ui;

namespace {

/// Every field other than at first.
FigureOptions elaborate() {
    FigureOptions options = templateOptions(FigureTemplate::page);
    options.width = 150.5;
    options.dpi = 600;
    options.theme = FigureTheme::dark;
    options.fontSize = 9.5;
    options.lineWidth = 0.8;
    options.title = QStringLiteral("|x<sub>k</sub>| & \"more\"");
    options.yLabel = QString();
    options.xTicks = 3;
    options.yTicks = 0;
    options.legend = LegendPlacement::right;
    options.solvers = {QStringLiteral("newton"), QStringLiteral("adam (0.1, 0.2)")};
    options.names = {{QStringLiteral("newton"), QStringLiteral("Newton, exact = best")}};
    options.grid = options.theory = options.annotations = false;
    options.background = FigureBackground::transparent;
    options.palette = Palette::grey;
    options.outlines = true;
    options.panels = {{PlotKind::convergence, QStringLiteral("step"), 2, 1}};
    options.xRange = AxisRange{-1, 1e-8};
    return options;
}

FigureOptions fromLine(const std::vector<std::pair<std::string, std::string>>& options) {
    return optionsFrom({lineStyle(options)});
}

}  // namespace

class StyleFileTest : public QObject {
    Q_OBJECT

  private slots:
    void whatIsWrittenIsRead() {
        for (const FigureOptions& options :
             {elaborate(), FigureOptions(), templateOptions(FigureTemplate::column)}) {
            const auto file = folder_.path() / "style.json";
            writeStyleFile(options, file);
            QVERIFY(optionsFrom({readStyleFile(file)}) == options);
        }
        // What the template says needs no key.
        QVERIFY(styleText(templateOptions(FigureTemplate::slide)).find("size") == std::string::npos);
    }

    void theSameAsACommandLine() {
        const QStringList line = lineOptions(elaborate());
        std::vector<std::pair<std::string, std::string>> options;
        for (qsizetype k = 0; k < line.size(); ++k) {
            std::string key = line[k].mid(2).toStdString();
            if (key == "outlines")
                options.emplace_back(key, "true");
            else if (key.starts_with("no-"))
                options.emplace_back(key.substr(3), "false");
            else
                options.emplace_back(key, line[++k].toStdString());
        }
        QVERIFY(fromLine(options) == elaborate());
        QVERIFY(line.contains(QStringLiteral("--no-grid")));
        QVERIFY(lineOptions({}).isEmpty());
    }

    void theLineComesBeforeTheStyleAndThatBeforeTheTemplate() {
        const FigureStyle style = parseStyle(R"({"format":"basin-figure-style","version":1,"template":"slide",
                           "font-size":20,"line-width":"3pt"})",
                                             "s.json");
        const FigureOptions both =
            optionsFrom({style, lineStyle({{"template", "column"}, {"line-width", "2"}})});
        QCOMPARE(both.width, 85.0);
        QCOMPARE(both.fontSize, 20.0);
        QCOMPARE(both.lineWidth, 2.0);
        QVERIFY(both.base == FigureTemplate::column);
    }

    void valuesAsPeopleWriteThem() {
        QCOMPARE(fromLine({{"font-size", "7pt"}}).fontSize, 7.0);
        QCOMPARE(fromLine({{"font-size", "7"}}).fontSize, 7.0);
        QVERIFY(fromLine({{"size", "85x60mm"}}).unit == FigureOptions::Unit::mm);
        QVERIFY(fromLine({{"x-range", "1e-8:1"}}).xRange == (AxisRange{1e-8, 1}));
        QVERIFY(fromLine({{"x-range", "0,5"}}).xRange == (AxisRange{0, 5}));
        QCOMPARE(fromLine({{"solvers", "newton, adam (0.1, 2)"}}).solvers,
                 QStringList({"newton", "adam (0.1, 2)"}));
        const auto panels = fromLine({{"panels", "spectrum/histogram,convergence:2x1.5"}}).panels;
        QVERIFY((panels == std::vector<Panel>{{PlotKind::spectrum, QStringLiteral("histogram"), 1, 1},
                                              {PlotKind::convergence, {}, 2, 1.5}}));
    }

    void badInputIsOneSentence_data() {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("told");
        const auto row = [](const char* key, const QString& text, const char* told) {
            QTest::newRow(qPrintable(QString::fromUtf8(key) + text.left(12)))
                << QString::fromUtf8(key) << text << QString::fromUtf8(told);
        };
        row("fontsize", "7", "did you mean \"font-size\"?");
        row("font-size", "large", "--font-size: found large; expected a length in points, e.g. 7pt");
        row("font-size", "3", "font-size: found 3 pt; expected 4 to 72 pt");
        row("line-width", "0.05pt", "line-width: found 0.05 pt");
        row("size", "wide", "--size: found wide; expected WIDTHxHEIGHT");
        row("size", "1x1mm", "size: found 1x1mm; expected sides of 5 to 5000 mm");
        row("size", "10000x100mm", "expected sides of 5 to 5000 mm");
        row("size", "40000x25000", "expected");
        row("dpi", "5", "dpi: found 5; expected 10 <= dpi <= 2400");
        row("dpi", "many", "--dpi: found");
        row("template", "poster", "--template: found");
        row("theme", "pink", "--theme: found");
        row("palette", "gray", "did you mean \"grey\"?");
        row("lang", "ja", "known are en");
        row("grid", "perhaps", "--grid: found");
        row("x-range", "1", "--x-range: found 1; expected FROM:TO");
        row("x-range", "2:1", "x-range: found 2:1");
        row("x-ticks", "21", "x-ticks: found 21");
        row("names", "newton", "--names: found");
        row("panels", "convergenc", "did you mean \"convergence\"?");
        row("panels", "series,series,series,series,series,series,series", "at most six");
        row("title", QString(10000, u'x'), "title: found 10000 characters; expected at most 1000");
    }
    void badInputIsOneSentence() {
        QFETCH(QString, key);
        QFETCH(QString, text);
        QFETCH(QString, told);
        const std::string message = input_error([&] { fromLine({{key.toStdString(), text.toStdString()}}); });
        verify_mentions(message, told.toStdString());
    }

    void filesThatAreNoneAreRefused_data() {
        QTest::addColumn<QString>("content");
        QTest::addColumn<QString>("told");
        QTest::newRow("no JSON") << "{"
                                 << "style.json: is no valid JSON";
        QTest::newRow("no object") << "[]"
                                   << "style.json: ";
        QTest::newRow("another format") << R"({"format":"basin-experiment","version":1})"
                                        << "basin-figure-style";
        QTest::newRow("no version") << R"({"format":"basin-figure-style"})"
                                    << "version";
        QTest::newRow("newer") << R"({"format":"basin-figure-style","version":2})"
                               << "of a newer Basin";
        QTest::newRow("unknown") << R"({"format":"basin-figure-style","version":1,"palete":"grey"})"
                                 << "did you mean \"palette\"?";
        QTest::newRow("another type") << R"({"format":"basin-figure-style","version":1,"grid":"yes"})"
                                      << "style.json: grid: found";
    }
    void filesThatAreNoneAreRefused() {
        QFETCH(QString, content);
        QFETCH(QString, told);
        const auto file = folder_.write("style.json", content.toStdString());
        verify_mentions(input_error([&] { readStyleFile(file); }), told.toStdString());
    }

    void whatDoesNotGoTogetherIsRefused() {
        verify_mentions(input_error([] {
                            fromLine({{"panels", "convergence,spectrum"}, {"x-label", "k"}});
                        }),
                        "expected it of one plot");
        verify_mentions(input_error([] {
                            fromLine({{"theme", "dark"}, {"background", "white"}});
                        }),
                        "background: found white with the dark theme");
        verify_mentions(input_error([&] { writeStyleFile({}, folder_.path() / "no" / "style.json"); }), "no");
    }

  private:
    ScratchFolder folder_;
};

QTEST_APPLESS_MAIN(StyleFileTest)
#include "style_file_test.moc"
