// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/experiment_json.h"

#include <string>

#include <QtTest/QTest>
#include <nlohmann/json.hpp>

#include "core/experiment/catalogue.h"
#include "core/families/problem_of.h"
#include "core/io/formats/csv.h"
#include "core/io/presets.h"
#include "tests/support/input_errors.h"
#include "tests/support/scratch_folder.h"

using namespace basin;
using namespace basin::test;

namespace {

/// An experiment with these members beside format and version.
std::string with(const std::string& members) {
    return R"({"format":"basin-experiment","version":1)" + (members.empty() ? "" : "," + members) + "}";
}

Experiment parse(const std::string& members) {
    return parse_experiment(with(members), "t.json");
}

std::string error_of(const std::string& members) {
    return input_error([&] { parse(members); });
}

const char* const every_key = R"("title":"All","problem":{"family":"softmax-regression","n":5,"d":3,"m":4,
    "activation":"elu","ridge":0.2,"gain":2,"logit_scale":0.5,"noise":0,"target_radius":1.5,
    "seed":18446744073709551615},
    "start":{"radius":0.25,"seed":9},
    "solvers":[{"name":"newton"},{"name":"approximate-newton","approximation":"exact","error":1,"seed":18446744073709551614},
               {"name":"lbfgs","memory":5}],
    "stopping":{"gradient_tolerance":1e-6,"max_iterations":17,"max_seconds":2.5},
    "landscape":{"plane":"random","resolution":33,"extent":2,"i":2,"j":1,"seed":9},
    "attraction":{"solver":"damped-newton","resolution":40,"max_iterations":30},"spectrum":{"every":3},
    "basin_map":{"radius_min":0.1,"radius_max":2,"radius_count":4,"error_min":0.1,"error_max":0.2,"error_count":2,
                 "refinement":3,"trials":5,"max_iterations":20,"approximation":"sketch","seed":11})";

}  // namespace

class ExperimentJsonTest : public QObject {
    Q_OBJECT

  private slots:
    void left_out_keys_have_their_defaults() {
        const Experiment experiment = parse("");
        QCOMPARE(softmax_of(experiment).instance.n, SoftmaxInstanceSpec{}.n);
        QCOMPARE(experiment.start.radius, StartSpec{}.radius);
        QCOMPARE(experiment.stopping.max_iterations, StoppingRule{}.max_iterations);
        QVERIFY(!experiment.landscape && !experiment.spectrum && !experiment.basin_map);
        QVERIFY(parse(R"("landscape":{})").landscape.has_value());
    }

    void every_key_is_read() {
        const Experiment experiment = parse(every_key);
        const SoftmaxInstanceSpec& instance = softmax_of(experiment).instance;
        QCOMPARE(experiment.title, std::string("All"));
        QVERIFY(instance.n == 5 && instance.d == 3 && instance.m == 4);
        QVERIFY(instance.activation == Activation::elu);
        QVERIFY(instance.ridge == 0.2 && instance.gain == 2 && instance.logit_scale == 0.5);
        QVERIFY(instance.noise == 0 && instance.target_radius == 1.5 && instance.seed == UINT64_MAX);
        QVERIFY(experiment.start.radius == 0.25 && experiment.start.seed == 9);
        QVERIFY(std::get<double>(parameter(experiment.solvers[1], "error")) == 1);
        QVERIFY(std::get<std::uint64_t>(parameter(experiment.solvers[1], "seed")) == UINT64_MAX - 1);
        QVERIFY(std::get<std::string>(parameter(experiment.solvers[1], "approximation")) == "exact");
        QVERIFY(std::get<std::uint64_t>(parameter(experiment.solvers[2], "memory")) == 5);
        const StoppingRule& stopping = experiment.stopping;
        QVERIFY(stopping.gradient_tolerance == 1e-6 && stopping.max_iterations == 17 &&
                stopping.max_seconds == 2.5);
        QVERIFY(experiment.landscape->plane == PlaneKind::random && experiment.landscape->resolution == 33);
        QVERIFY(experiment.landscape->i == 2 && experiment.landscape->j == 1 &&
                experiment.landscape->seed == 9);
        QVERIFY((experiment.attraction == AttractionSpec{"damped-newton", 40, 30}));
        QVERIFY(experiment.landscape->extent == 2 && experiment.spectrum->every == 3);
        const BasinMapSpec& map = *experiment.basin_map;
        QVERIFY(map.radius_min == 0.1 && map.radius_max == 2 && map.radius_count == 4 &&
                map.error_min == 0.1);
        QVERIFY(map.error_max == 0.2 && map.error_count == 2 && map.trials == 5 && map.max_iterations == 20);
        QVERIFY(map.seed == 11 && map.refinement == 3 && map.approximation == Approximation::sketch);
    }

    /// Keys that mean nothing any more are read and not written, those that came to be are both.
    void keys_of_earlier_versions_are_read_and_left_out() {
        const Experiment experiment =
            parse(R"("solvers":[{"name":"truncated-newton","memory":7},{"name":"adam","epsilon":1e-3}])");
        QVERIFY(experiment.solvers[0].parameters.empty());
        QCOMPARE(std::get<double>(parameter(experiment.solvers[1], "epsilon")), 1e-3);
        const auto json = experiment_to_json(experiment);
        QVERIFY(!json["solvers"][0].contains("memory"));
        QCOMPARE(json["solvers"][1]["epsilon"].get<double>(), 1e-3);
        const std::string mistake = error_of(R"("solvers":[{"name":"truncated-newton","memroy":7}])");
        verify_mentions(mistake, R"(solvers[0]: found unknown key "memroy")");
        QVERIFY(mistake.find(R"("memory")") == std::string::npos);
    }

    void written_experiments_read_back() {
        const auto json = experiment_to_json(parse(every_key));
        QCOMPARE(experiment_to_json(parse_experiment(json.dump(), "again")).dump(), json.dump());
    }

    void mistakes_are_named_data() {
        QTest::addColumn<QString>("members");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* name, const char* members, const char* message) {
            QTest::newRow(name) << QString(members) << QString(message);
        };
        row("unknown key", R"("problem":{"rigde":1})",
            R"(problem: found unknown key "rigde"; did you mean "ridge"?)");
        row("unknown top key", R"("stoping":{})", R"(found unknown key "stoping"; did you mean "stopping"?)");
        row("unknown solver", R"("solvers":[{"name":"newtn"}])",
            R"(solvers[0].name: found unknown solver "newtn"; did you mean "newton"?)");
        row("unknown parameter", R"("solvers":[{"name":"approximate-newton","eror":1}])",
            R"(did you mean "error"?)");
        row("no parameter", R"("solvers":[{"name":"newton","error":1}])",
            R"(solvers[0]: found unknown key "error")");
        row("nameless solver", R"("solvers":[{}])", "solvers[0].name: is missing");
        row("parameter range", R"("solvers":[{"name":"approximate-newton","error":-1}])",
            "solvers[0].error: found -1; expected 0 <= error <= 10");
        row("parameter choice", R"("solvers":[{"name":"approximate-newton","approximation":"guess"}])",
            R"(solvers[0].approximation: found "guess"; expected one of "controlled", "exact")");
        row("text for number", R"("problem":{"n":"64"})",
            R"(problem.n: found the text "64"; expected a whole number)");
        row("fraction", R"("problem":{"n":2.5})", "problem.n: found 2.5; expected a whole number");
        row("list for object", R"("start":[])", "start: found a list; expected an object");
        row("null", R"("landscape":null)", "landscape: found null; expected an object");
        row("negative size", R"("problem":{"n":-3})", "problem.n: found -3; expected");
        row("zero size", R"("problem":{"m":0})", "problem.m: found 0; expected");
        row("negative seed", R"("problem":{"seed":-1})",
            "problem.seed: found -1; expected a whole number from 0");
        row("huge seed", R"("problem":{"seed":18446744073709551616})", "problem.seed: found");
        row("overflow", R"("problem":{"n":4611686018427387904,"d":4611686018427387904})", "overflow");
        row("memory", R"("problem":{"n":100000000,"d":100000})", "memory");
        row("huge number", R"("problem":{"ridge":1e999})",
            "problem.ridge: found 1e999; expected a number within the range of a double");
        row("tiny number", R"("problem":{"data":{"b":[1,1e-999]}})",
            "problem.data.b[1]: found 1e-999; expected a number within the range of a double");
        row("no double", R"("problem":{"ridge":9007199254740993})",
            "problem.ridge: found 9007199254740993; expected a number that a double holds");
        row("no time", R"("max_seconds":0)", "max_seconds: found 0; expected a value > 0");
        row("negative ridge", R"("problem":{"ridge":-0.5})", "problem.ridge: found -0.5; expected");
        row("activation", R"("problem":{"activation":"tan"})",
            R"(problem.activation: found "tan"; did you mean "tanh"?)");
        row("family", R"("problem":{"family":"rnn"})", R"(problem.family: found "rnn")");
        row("radius", R"("start":{"radius":-1})", "start.radius: found -1; expected a finite value >= 0");
        row("x0 and radius", R"("start":{"radius":1,"x0":[1,2]})", "start: found x0 beside other keys");
        row("x0 size", R"("start":{"x0":[1,2,3]})",
            "start.x0: found a matrix of 3 x 1; expected d x 1 = 2 x 1");
        row("tolerance", R"("stopping":{"gradient_tolerance":0})",
            "stopping.gradient_tolerance: found 0; expected");
        row("iterations", R"("stopping":{"max_iterations":-1})",
            "stopping.max_iterations: found -1; expected");
        row("seconds", R"("stopping":{"max_seconds":0})", "stopping.max_seconds: found 0; expected");
        row("plane", R"("landscape":{"plane":"rando"})",
            R"(landscape.plane: found "rando"; did you mean "random"?)");
        row("resolution", R"("landscape":{"resolution":1})", "landscape.resolution: found 1; expected");
        row("spectrum", R"("spectrum":{"every":-1})", "spectrum.every: found -1; expected");
        row("basin map", R"("basin_map":{"trials":0})", "basin_map.trials: found 0; expected");
        row("one radius", R"("basin_map":{"radius_min":2,"radius_max":2})",
            "basin_map.radius_max: found 2; expected a value > radius_min");
        row("column twice",
            R"("problem":{"family":"elman-rnn","data":{"table":{"columns":["x","y","x"],)"
            R"("values":[[1,2,3],[4,5,6]]},"targets":["y"],"train":1}})",
            R"(problem.data.table.columns[2]: found the name "x" again)");
        row("twice", R"("title":"a","title":"b")", R"(found the key "title" twice)");
        row("ragged", R"("problem":{"data":{"A1":[[1,2],[3]]}})",
            "problem.data.A1[1]: found a row of 1 numbers; expected 2 as in the first row");
        row("no rows", R"("problem":{"data":{"A1":[]}})", "problem.data.A1: found a size of 0 x 0");
        row("no numbers", R"("problem":{"data":{"b":["x"]}})",
            "problem.data.b: found names of columns; expected them beside an A1");
        row("data key", R"("problem":{"data":{"A3":[[1]]}})", R"(problem.data: found unknown key "A3")");
        row("missing file", R"("problem":{"data":{"A1":"none.csv"}})", "none.csv: found no such file");
        row("shapes disagree", R"("problem":{"data":{"A1":[[1],[2]],"A2":[[1,2,3]]}})",
            "problem.data.A2: found a matrix of 1 x 3; expected m x n = 1 x 2");
        row("size against data", R"("problem":{"n":3,"data":{"A1":[[1],[2]]}})",
            "problem.data.A1: found a matrix of 2 x 1; expected n x d = 3 x 1");
    }

    void mistakes_are_named() {
        QFETCH(QString, members);
        QFETCH(QString, message);
        const std::string error = error_of(members.toStdString());
        QVERIFY2(error.starts_with("t.json: "), error.c_str());
        verify_mentions(error, message.toStdString());
        QVERIFY2(error.find('\n') == std::string::npos, error.c_str());
    }

    void other_formats_are_refused() {
        const auto error = [](const std::string& text) {
            return input_error([&] { parse_experiment(text, "t.json"); });
        };
        verify_mentions(error("{}"), "t.json: format: is missing");
        verify_mentions(error(R"({"format":"x","version":1})"), R"(expected "basin-experiment")");
        verify_mentions(error(R"({"format":"basin-experiment","version":2})"),
                        "newer files need a newer Basin");
        verify_mentions(error("[1]"), "t.json: found a list; expected an object");
        verify_mentions(error(""), "found an empty file");
        verify_mentions(error("{\n \"format\" 1}"), "line 2");
        verify_mentions(error(std::string(100, '[')), "64 levels");
    }

    void data_files_are_found_beside_the_experiment() {
        ScratchFolder folder;
        folder.write("data/A1.csv", "1,2\n3,4\n5,6\n");
        folder.write("w.csv", "1,2,3\n");
        const auto file =
            folder.write("t.basin.json", with(R"("problem":{"data":{"A1":"data/A1.csv","w":"w.csv"}})"));
        const Experiment experiment = read_experiment(file);
        QVERIFY(softmax_of(experiment).instance.n == 3 && softmax_of(experiment).instance.d == 2);
        QCOMPARE(softmax_of(experiment).A1->file, folder.path() / "data/A1.csv");
        QCOMPARE(softmax_of(experiment).w->value->rows(), 3);

        // Written elsewhere, the same files are meant.
        std::filesystem::create_directory(folder.path() / "copy");
        const auto copy = folder.path() / "copy" / "u.basin.json";
        write_experiment(experiment, copy);
        verify_mentions(ScratchFolder::read(copy), R"("../data/A1.csv")");
        QCOMPARE(*softmax_of(read_experiment(copy)).A1->value, *softmax_of(experiment).A1->value);
    }

    void a_bad_data_file_is_named_whole() {
        ScratchFolder folder;
        folder.write("A1.csv", "1,2\n3,nan\n");
        const auto file = folder.write("t.basin.json", with(R"("problem":{"data":{"A1":"A1.csv"}})"));
        const std::string error = input_error([&] { read_experiment(file); });
        verify_mentions(error, "t.basin.json: problem.data.A1: ");
        verify_mentions(error, "A1.csv: line 2, column 2: found \"nan\"; expected a finite number");
    }

    void presets_are_complete() {
        QVERIFY(presets().size() >= 5);
        for (const Preset& preset : presets()) {
            QVERIFY(!preset.title.empty() && !preset.story.empty());
            QVERIFY(!preset_experiment(preset).solvers.empty());
            QCOMPARE(find_preset(preset.name), &preset);
        }
        QCOMPARE(find_preset("none"), nullptr);
        QCOMPARE(softmax_of(default_experiment()).instance.d, 2);
        QVERIFY(default_experiment().landscape && default_experiment().basin_map);
    }
};

QTEST_APPLESS_MAIN(ExperimentJsonTest)
#include "experiment_json_test.moc"
