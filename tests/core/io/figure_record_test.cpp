// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/figure_record.h"

#include <cstring>
#include <utility>

#include <QtTest/QTest>

#include "core/io/experiment_json.h"
#include "core/io/formats/figure_text.h"
#include "tests/support/input_errors.h"
#include "tests/support/small_experiment.h"

using namespace basin;
using namespace basin::test;

namespace {

std::string with_entities(std::string text) {
    for (const auto& [letter, entity] :
         {std::pair{"&", "&amp;"}, {"<", "&lt;"}, {">", "&gt;"}, {"\"", "&quot;"}})
        for (std::size_t at = 0; (at = text.find(letter, at)) != std::string::npos; at += std::strlen(entity))
            text.replace(at, 1, entity);
    return text;
}

/// As a file has them, defaults written out.
bool same_experiment(const Experiment& a, const Experiment& b) {
    return experiment_to_json(a) == experiment_to_json(b);
}

PlotSpec seen_as(const char* view) {
    PlotSpec spec;
    spec.view = view;
    return spec;
}

FigureRecord record() {
    FigureRecord made;
    made.experiment = small_experiment();
    made.experiment.title = "a < b & \"c\" \xC3\xA9";
    made.plots.push_back(plotted_numbers(PlotKind::convergence, seen_as("gradient-norm"),
                                         "solver,seconds,gradient\nnewton,1,2\n", "curve,x,y\n"));
    made.environment = current_environment();
    return made;
}

/// An SVG as the program writes it, sealed.
std::string figure(const FigureRecord& of) {
    const std::string text = figure_record_text(of);
    std::string bytes = "<svg><desc>" + with_entities(text) + "</desc><path d=\"M0 0\"/></svg>";
    replace_figure_text(bytes, sealed(text, drawing_checksum(bytes, "f")), "f");
    return bytes;
}

std::string replaced(std::string text, const std::string& before, const std::string& after) {
    const std::size_t at = text.find(before);
    return at == std::string::npos ? std::string() : text.replace(at, before.size(), after);
}

}  // namespace

class FigureRecordTest : public QObject {
    Q_OBJECT

  private slots:
    void whatIsWrittenIsRead() {
        const ReadFigure read = read_figure(figure(record()), "f.svg", {});
        QVERIFY(read.altered.empty());
        QVERIFY(same_experiment(read.record.experiment, record().experiment));
        QCOMPARE(read.record.plots.size(), std::size_t{1});
        QCOMPARE(read.record.plots[0].table, record().plots[0].table);
        QCOMPARE(read.record.plots[0].seen.view, std::string("gradient-norm"));
        QCOMPARE(read.record.environment.cpu, current_environment().cpu);
        const Experiment opened = parse_experiment(text_of_figure(figure(record()), "f"), "f");
        QVERIFY(same_experiment(opened, record().experiment));
    }
    void textIsAscii() {
        for (const char letter : figure_record_text(record()))
            QVERIFY(static_cast<unsigned char>(letter) < 128);
    }
    void whatIsChangedIsTold_data() {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::addColumn<QString>("told");
        QTest::newRow("the experiment") << "&quot;n&quot;:12"
                                        << "&quot;n&quot;:13"
                                        << "experiment or the numbers";
        QTest::newRow("a number") << "newton,1,2"
                                  << "newton,1,3"
                                  << "experiment or the numbers";
        QTest::newRow("the drawing") << "M0 0"
                                     << "M0 1"
                                     << "drawing";
    }
    void whatIsChangedIsTold() {
        QFETCH(QString, before);
        QFETCH(QString, after);
        QFETCH(QString, told);
        const std::string doctored = replaced(figure(record()), before.toStdString(), after.toStdString());
        QVERIFY(!doctored.empty());
        const ReadFigure read = read_figure(doctored, "f.svg", {});
        QCOMPARE(read.altered.size(), std::size_t{1});
        verify_mentions(read.altered[0], told.toStdString());
    }
    void manyNumbersLeaveTheirChecksum() {
        std::string table = "x,seconds\n";
        for (int i = 0; i < 200000; ++i) table += std::to_string(i) + ",1\n";
        const PlottedNumbers many = plotted_numbers(PlotKind::convergence, {}, table, "curve,x,y\n");
        QVERIFY(many.table.empty());
        FigureRecord made = record();
        made.plots = {many};
        const std::string bytes = figure(made);
        QVERIFY(bytes.size() < 10000);
        const PlottedNumbers read = read_figure(bytes, "f", {}).record.plots[0];
        QVERIFY(compare_plotted(read, many).same());
        std::string later = table;
        QVERIFY(compare_plotted(read, plotted_numbers(PlotKind::convergence, {},
                                                      replaced(later, "0,1", "0,2"), "curve,x,y\n"))
                    .same());
        QVERIFY(!compare_plotted(read, plotted_numbers(PlotKind::convergence, {},
                                                       replaced(table, "199999,", "199998,"), "curve,x,y\n"))
                     .same());
    }
    void badRecordsAreOneSentence_data() {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::addColumn<QString>("told");
        QTest::newRow("newer") << "figure&quot;,&quot;version&quot;:1"
                               << "figure&quot;,&quot;version&quot;:2"
                               << "newer figures need a newer Basin";
        QTest::newRow("damaged") << "&quot;plots&quot;:["
                                 << "&quot;plots&quot;:("
                                 << "no valid JSON";
        QTest::newRow("a plot") << "convergence"
                                << "konvergenz"
                                << "konvergenz";
        QTest::newRow("no record") << "basin-figure"
                                   << "other"
                                   << "found";
    }
    void badRecordsAreOneSentence() {
        QFETCH(QString, before);
        QFETCH(QString, after);
        QFETCH(QString, told);
        const std::string bytes = replaced(figure(record()), before.toStdString(), after.toStdString());
        QVERIFY(!bytes.empty());
        const std::string message = input_error([&] { read_figure(bytes, "f.svg", {}); });
        verify_mentions(message, told.toStdString());
        verify_mentions(message, "f.svg");
        QVERIFY(message.find('\n') == std::string::npos);
    }
    void earlierFiguresOpenButHaveNoNumbers() {
        const std::string bytes =
            "<svg><desc>" + with_entities(experiment_to_json(small_experiment()).dump()) + "</desc></svg>";
        QVERIFY(same_experiment(parse_experiment(text_of_figure(bytes, "f"), "f"), small_experiment()));
        verify_mentions(input_error([&] { read_figure(bytes, "f", {}); }), "earlier Basin");
    }
};

QTEST_APPLESS_MAIN(FigureRecordTest)
#include "figure_record_test.moc"
