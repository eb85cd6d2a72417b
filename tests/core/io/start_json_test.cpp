// SPDX-License-Identifier: GPL-3.0-or-later
// Starts in files: what is read, what is written and what is refused.
#include <QtTest/QTest>
#include <nlohmann/json.hpp>

#include "core/experiment/seeds.h"
#include "core/io/carried_data.h"
#include "core/io/experiment_json.h"
#include "core/io/experiment_paths.h"
#include "core/io/formats/npy.h"
#include "tests/support/input_errors.h"
#include "tests/support/scratch_folder.h"

using namespace basin;
using namespace basin::test;

namespace {

const std::string softmax = R"({"family":"softmax-regression","n":12,"m":5})";
const std::string function = R"({"family":"test-function","function":"himmelblau"})";
const std::string network = R"({"family":"elman-rnn","hidden":2,"inputs":1,"outputs":1})";

std::string file_of(const std::string& problem, const std::string& start, const std::string& more = {}) {
    return R"({"format":"basin-experiment","version":1,"problem":)" + problem + R"(,"start":)" + start +
           (more.empty() ? "" : "," + more) + "}";
}

Experiment parse(const std::string& problem, const std::string& start, const std::string& more = {},
                 const std::filesystem::path& folder = {}) {
    return parse_experiment(file_of(problem, start, more), "t.json", folder);
}

}  // namespace

class StartJsonTest : public QObject {
    Q_OBJECT

  private slots:
    void initialisersAreReadByTheirFamily() {
        QVERIFY(parse(network, R"({"initialiser":"glorot","seed":7})").start.weight_initialiser ==
                WeightInitialiser::glorot);
        for (const std::string& problem : {softmax, function})
            QVERIFY(parse(problem, R"({"initialiser":"ball"})").start.point_initialiser ==
                    PointInitialiser::ball);
        // Both have one of that name.
        QVERIFY(parse(softmax, R"({"initialiser":"gaussian"})").start.point_initialiser ==
                PointInitialiser::gaussian);
        QVERIFY(parse(network, R"({"initialiser":"gaussian"})").start == StartSpec{});
    }

    // Files of earlier versions say no initialiser, and are written without one again.
    void defaultsAreAsTheyWere() {
        QVERIFY(parse(softmax, "{}").start == StartSpec{});
        QVERIFY(parse(network, "{}").start == StartSpec{});
        const auto start_of = [](const Experiment& experiment) {
            return experiment_to_json(experiment)["start"].dump();
        };
        QCOMPARE(start_of(parse(softmax, "{}")), std::string(R"({"radius":0.3,"seed":7})"));
        QCOMPARE(start_of(parse(network, "{}")), std::string(R"({"deviation":0.1,"seed":7})"));
        const Experiment around = parse(network, R"({"around":[1,2,3,4,5,6,7,8,9,10,11]})");
        QCOMPARE(around.start.radius, 0.3);
        QCOMPARE(around.start.offset, 0.0);
    }

    void aNetworkStartsSoFarFromItsWeights() {
        const Experiment experiment = parse(network, R"({"initialiser":"he","radius":0.25})");
        QCOMPARE(experiment.start.offset, 0.25);
        QCOMPARE(experiment.start.radius, StartSpec{}.radius);
        QCOMPARE(read_field(experiment, "start.radius").get<double>(), 0.25);
        const Experiment gaussian = parse(network, R"({"deviation":0.5,"radius":0.25})");
        QVERIFY(gaussian.start.deviation == 0.5 && gaussian.start.offset == 0.25);
    }

    void writtenStartsReadBackEqual_data() {
        QTest::addColumn<QString>("problem");
        QTest::addColumn<QString>("start");
        int row = 0;
        const auto add = [&row](const std::string& problem, const char* start) {
            QTest::addRow("%d", row++) << QString::fromStdString(problem) << QString::fromLatin1(start);
        };
        for (const char* start :
             {R"({"initialiser":"sphere","radius":2})", R"({"initialiser":"ball","seed":3})",
              R"({"initialiser":"box"})", R"({"initialiser":"gaussian","radius":0.5})",
              R"({"initialiser":"grid","radius":1,"resolution":4,"number":16})",
              R"({"starts":[[1,2],[3,4]]})", R"({"starts":[[1,2],[3,4]],"number":2})"}) {
            add(softmax, start);
            add(function, start);
        }
        for (const char* start :
             {R"({"initialiser":"glorot"})", R"({"initialiser":"he","radius":0.5})",
              R"({"initialiser":"lecun","seed":9})", R"({"initialiser":"orthogonal"})",
              R"({"initialiser":"identity","deviation":0.01})", R"({"deviation":0.2,"radius":1})",
              R"({"around":[1,2,3,4,5,6,7,8,9,10,11],"radius":0.5})"})
            add(network, start);
    }
    void writtenStartsReadBackEqual() {
        QFETCH(QString, problem);
        QFETCH(QString, start);
        const Experiment first = parse(problem.toStdString(), start.toStdString());
        const std::string text = experiment_to_json(first).dump();
        const Experiment again = parse_experiment(text, "again");
        QCOMPARE(experiment_to_json(again).dump(), text);
        if (first.start.starts) {
            QVERIFY(*first.start.starts->value == *again.start.starts->value);
            QCOMPARE(first.start.number, again.start.number);
        } else if (!first.start.around) {
            QVERIFY(first.start == again.start);
        }
    }

    void startsComeFromFiles() {
        const ScratchFolder folder;
        folder.write("starts.csv", "a,b\n1,2\n3,4\n5,6\n");
        const Matrix values = (Matrix(3, 2) << 1, 2, 3, 4, 5, 6).finished();
        folder.write("starts.npy", npy_bytes(values));
        for (const char* name : {"starts.csv", "starts.npy"}) {
            const std::string start = nlohmann::json{{"starts", name}}.dump();
            const Experiment experiment = parse(softmax, start, R"("repeats":{})", folder.path());
            QVERIFY(*experiment.start.starts->value == values);
            // All of them, unless it is written how many.
            QCOMPARE(experiment.repeats->count, Index{3});
            QCOMPARE(repeat_count(experiment), Index{3});
            const Experiment two = parse(softmax, start, R"("repeats":{"count":2})", folder.path());
            QCOMPARE(repeat_count(two), Index{2});
            // Results need the file no more.
            const Experiment carried = carry_data(experiment).experiment;
            QVERIFY(carried.start.starts->file.empty());
            QVERIFY(source_files(experiment) == std::vector{folder.path() / name});
        }
        const Experiment grid = parse(softmax, R"({"initialiser":"grid","resolution":7})", R"("repeats":{})");
        QCOMPARE(grid.repeats->count, Index{49});
        QCOMPARE(parse(softmax, "{}", R"("repeats":{})").repeats->count, Index{100});
    }

    void mistakesAreNamed_data() {
        QTest::addColumn<QString>("problem");
        QTest::addColumn<QString>("start");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* name, const std::string& problem, const char* start,
                            const char* message) {
            QTest::newRow(name) << QString::fromStdString(problem) << QString::fromLatin1(start)
                                << QString::fromLatin1(message);
        };
        row("unknown", network, R"({"initialiser":"glorott"})",
            R"(start.initialiser: found "glorott"; did you mean "glorot"?)");
        row("unknown of a point", softmax, R"({"initialiser":"bal"})", R"(did you mean "ball"?)");
        row("no word", softmax, R"({"initialiser":3})", "start.initialiser: found 3");
        row("network's", softmax, R"({"initialiser":"glorot"})",
            R"(start.initialiser: found "glorot", which is for recurrent networks; expected one of sphere, )"
            R"(ball, box, gaussian, grid)");
        row("point's", network, R"({"initialiser":"ball"})",
            R"(found "ball", which is for softmax regressions and test functions; expected one of gaussian,)");
        row("beside x0", softmax, R"({"initialiser":"ball","x0":[1,2]})",
            "start: found x0 beside other keys; expected x0 alone, or initialiser, radius and seed");
        row("beside weights", network, R"({"initialiser":"he","weights":{}})",
            "start: found weights beside other keys; expected it alone");
        row("beside around", network, R"({"initialiser":"he","around":[1]})",
            "start: found initialiser and around; expected one of them");
        row("beside starts", softmax, R"({"initialiser":"ball","starts":[[1,2]]})",
            "start: found initialiser and starts; expected one of them");
        row("radius and starts", softmax, R"({"radius":1,"starts":[[1,2]]})",
            "start: found radius and starts; expected one of them");
        row("seed and starts", softmax, R"({"seed":1,"starts":[[1,2]]})",
            "start: found seed and starts; expected one of them");
        row("seed of a grid", softmax, R"({"initialiser":"grid","seed":1})",
            "start.seed: found 1; expected none: nothing is random about a grid");
        row("resolution", softmax, R"({"resolution":4})",
            "start.resolution: found 4; expected none: only a grid has points a side");
        row("resolution range", softmax, R"({"initialiser":"grid","resolution":101})",
            "start.resolution: found 101; expected 1 <= resolution <= 100");
        row("number", softmax, R"({"number":2})", "start.number: found 2; expected none: only a grid");
        row("deviation", network, R"({"initialiser":"glorot","deviation":1})",
            "start.deviation: found 1; expected none: only gaussian and identity have a deviation");
        row("radius below 0", network, R"({"initialiser":"glorot","radius":-1})",
            "start.radius: found -1; expected a finite value >= 0");
        row("size zero", R"({"family":"elman-rnn","hidden":0})", R"({"initialiser":"glorot"})",
            "problem.hidden: found 0; expected 1 <= hidden");
        row("width", softmax, R"({"starts":[[1,2,3]]})",
            "start.starts: found rows of 3 numbers; expected d = 2");
        row("ragged", softmax, R"({"starts":[[1,2],[3]]})", "start.starts[1]");
        row("empty", softmax, R"({"starts":[]})", "start.starts");
        row("words", softmax, R"({"starts":[[1,"two"]]})", "start.starts[0][1]: found the text \"two\"");
        row("no file", softmax, R"({"starts":"none.csv"})", "start.starts");
        row("starts of a network", network, R"({"starts":[[1,2]]})", R"(start: found unknown key "starts")");
    }
    void mistakesAreNamed() {
        QFETCH(QString, problem);
        QFETCH(QString, start);
        QFETCH(QString, message);
        const std::string error = input_error([&] { parse(problem.toStdString(), start.toStdString()); });
        verify_mentions(error, message.toStdString());
        QVERIFY2(error.find('\n') == std::string::npos, error.c_str());
    }

    void filesOfOtherThingsAreNamed_data() {
        QTest::addColumn<QString>("content");
        QTest::addColumn<QString>("message");
        QTest::newRow("empty") << ""
                               << "found an empty file";
        QTest::newRow("words") << "1,2\n3,four\n"
                               << "four";
        QTest::newRow("ragged") << "1,2\n3\n"
                                << "line 2";
        QTest::newRow("header alone") << "a,b\n"
                                      << "starts.csv";
        QTest::newRow("not finite") << "1,2\n3,inf\n"
                                    << "starts.csv";
        QTest::newRow("wide") << "1,2,3\n"
                              << "start.starts: found rows of 3 numbers; expected d = 2";
    }
    void filesOfOtherThingsAreNamed() {
        QFETCH(QString, content);
        QFETCH(QString, message);
        const ScratchFolder folder;
        folder.write("starts.csv", content.toStdString());
        const std::string error =
            input_error([&] { parse(softmax, R"({"starts":"starts.csv"})", {}, folder.path()); });
        verify_mentions(error, message.toStdString());
        verify_mentions(error, "start.starts");
        QVERIFY2(error.find('\n') == std::string::npos, error.c_str());
    }

    void fieldsAreSetByTheirPaths() {
        Experiment experiment = parse(softmax, "{}");
        set_field(experiment, "start.initialiser", "grid");
        set_field(experiment, "start.resolution", 3);
        set_field(experiment, "start.number", 9);
        QVERIFY(experiment.start.number == 9 && experiment.start.resolution == 3);
        verify_mentions(input_error([&] { set_field(experiment, "start.number", 10); }), "start.number");
        verify_mentions(input_error([&] { set_field(experiment, "start.initialiser", "he"); }),
                        "which is for recurrent networks");
        QCOMPARE(experiment.start.number, Index{9});
    }
};

QTEST_APPLESS_MAIN(StartJsonTest)
#include "start_json_test.moc"
