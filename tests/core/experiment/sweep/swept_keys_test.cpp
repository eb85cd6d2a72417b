// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/sweep/swept_keys.h"

#include <algorithm>

#include <QtTest/QTest>
#include <nlohmann/json.hpp>

#include "core/io/experiment_json.h"
#include "core/io/presets.h"
#include "tests/support/input_errors.h"
#include "tests/support/small_experiment.h"

using namespace basin;
using namespace basin::test;

namespace {

Experiment swept(std::vector<SweepAxis> axes) {
    Experiment experiment = small_experiment();
    experiment.sweep = SweepSpec{.axes = std::move(axes), .repeats = {.count = 3}};
    return experiment;
}

SweepAxis range(std::string key, double from, double to, Index count, SweepScale scale = SweepScale::linear) {
    return {std::move(key), from, to, count, scale, {}};
}

SweepAxis list(std::string key, std::vector<ParameterValue> values) {
    return {.key = std::move(key), .values = std::move(values)};
}

bool has(const std::vector<SweptKey>& keys, std::string_view key) {
    return std::ranges::find(keys, key, &SweptKey::key) != keys.end();
}

}  // namespace

class SweptKeysTest : public QObject {
    Q_OBJECT

  private slots:
    void numbersChoicesAndSeedsAreKnownByTheirPaths() {
        const std::vector<SweptKey> keys = swept_keys(small_experiment());
        for (const char* key : {"problem.n", "problem.ridge", "problem.activation", "problem.seed",
                                "start.radius", "start.seed", "stopping.gradient_tolerance",
                                "stopping.max_iterations", "solvers[1].error", "solvers[1].approximation"})
            QVERIFY2(has(keys, key), key);
        for (const char* key : {"title", "problem.data", "landscape.resolution", "solvers[0].error"})
            QVERIFY2(!has(keys, key), key);
    }

    void everyKeyOfEveryPresetCanBeSet() {
        for (const Preset& info : presets()) {
            const Experiment experiment = preset_experiment(info);
            for (const SweptKey& key : swept_keys(experiment)) {
                Experiment moved = experiment;
                set_swept(moved, key.key, key.value);
                const auto again = swept_keys(moved);
                const auto found = std::ranges::find(again, key.key, &SweptKey::key);
                QVERIFY2(found != again.end() && found->value == key.value, key.key.c_str());
            }
        }
    }

    void aRangeHasItsEndsAndIsSpacedAsItSays() {
        const Experiment experiment =
            swept({range("problem.ridge", 0.001, 10, 5, SweepScale::log), range("problem.n", 8, 10, 9)});
        experiment.validate();
        const auto axes = swept_axes(experiment);
        QCOMPARE(axes[0].values.size(), std::size_t{5});
        QVERIFY(axes[0].splits);
        QCOMPARE(std::get<double>(axes[0].values[0]), 0.001);
        QCOMPARE(std::get<double>(axes[0].values[4]), 10.0);
        QVERIFY(std::abs(std::get<double>(axes[0].values[2]) - 0.1) < 1e-15);
        QVERIFY(std::abs(std::get<double>(axes[0].at(1, 1)) - std::pow(10, -2.5)) < 1e-15);
        // Whole numbers are taken once each, and have nothing between them.
        QCOMPARE(axes[1].values.size(), std::size_t{3});
        QVERIFY(!axes[1].splits);
        QCOMPARE(std::get<std::uint64_t>(axes[1].values[1]), std::uint64_t{9});
    }

    void whatCannotBeSweptIsRefusedInOneSentence_data() {
        QTest::addColumn<std::vector<SweepAxis>>("axes");
        QTest::addColumn<QString>("said");
        const auto row = [](const char* name, std::vector<SweepAxis> axes, const char* said) {
            QTest::newRow(name) << std::move(axes) << QString::fromUtf8(said);
        };
        row("unknown", {range("problem.rigde", 0, 1, 3)}, "; did you mean \"problem.ridge\"?");
        row("no number", {range("problem.data", 0, 1, 3)}, "neither a number nor a choice nor a seed");
        row("a section", {range("landscape.resolution", 9, 33, 3)}, "sweep.axes[0].key: found unknown key");
        row("reversed", {range("problem.ridge", 1, 0.1, 3)}, "sweep.axes[0].to: found 0.1");
        row("log from 0", {range("problem.ridge", 0, 1, 3, SweepScale::log)}, "since the scale is log");
        row("out of range", {range("problem.ridge", -1, 1, 3)}, "sweep.axes[0].from: found -1");
        row("a range of words", {range("problem.activation", 0, 1, 2)}, "expected values, a list of words");
        row("another word", {list("problem.activation", {std::string("rely")})},
            "found rely; expected one of");
        row("half a row", {list("problem.n", {8.5})}, "found 8.5; expected a whole number");
        row("twice the same", {list("problem.n", {std::uint64_t{8}, std::uint64_t{8}})},
            "found a value twice");
        row("one key twice", {range("problem.ridge", 0, 1, 3), range("problem.ridge", 0, 1, 3)},
            "expected each key once");
        row("none", {}, "found 0 axes; expected one to three");
        row("too many cells",
            {range("problem.ridge", 0, 1, 1000), range("start.radius", 0, 1, 1000),
             range("problem.gain", 1, 2, 2)},
            "found 2000000 cells; expected at most 1000000");
        row("a seed twice", {range("start.seed", 1, 9, 9)}, "which is an axis; expected another seed");
    }
    void whatCannotBeSweptIsRefusedInOneSentence() {
        QFETCH(std::vector<SweepAxis>, axes);
        QFETCH(QString, said);
        verify_mentions(input_error([&] { swept(axes).validate(); }), said.toStdString());
    }

    void sizesOfGivenDataAreFixed() {
        Experiment experiment = swept({range("problem.n", 8, 16, 3)});
        auto& problem = softmax_of(experiment);
        const Index n = problem.instance.n, d = problem.instance.d, m = problem.instance.m;
        problem.A2 = MatrixSource{std::make_shared<const Matrix>(Matrix::Ones(m, n)), {}};
        QVERIFY(d > 0);
        verify_mentions(input_error([&] { experiment.validate(); }), "given data have their own sizes");
    }

    void aFileSaysItAndIsReadBack() {
        const std::string text = R"({"format": "basin-experiment", "version": 1,
            "problem": {"family": "softmax-regression", "n": 12, "d": 2, "m": 5},
            "solvers": [{"name": "newton"}, {"name": "approximate-newton"}],
            "sweep": {"axes": [{"key": "problem.ridge", "from": 0.001, "to": 10, "count": 21, "scale": "log"},
                               {"key": "solvers[1].error", "values": [0, 0.5]}],
                      "repeats": 24, "refinement": 2, "seed": 1}})";
        const Experiment experiment = parse_experiment(text, "sweep.json");
        QCOMPARE(experiment.sweep->axes.size(), std::size_t{2});
        QCOMPARE(experiment.sweep->repeats.count, Index{24});
        QCOMPARE(experiment.sweep->repeats.vary, std::vector<std::string>{"start.seed"});
        const std::string again = experiment_to_json(experiment).dump();
        QVERIFY(parse_experiment(again, "again").sweep == experiment.sweep);
        verify_mentions(input_error([&] {
                            std::string wrong = text;
                            wrong.replace(wrong.find("\x22scale\x22"), 7, "\x22skale\x22");
                            parse_experiment(wrong, "sweep.json");
                        }),
                        "sweep.axes[0]: found unknown key");
    }
};

QTEST_GUILESS_MAIN(SweptKeysTest)
#include "swept_keys_test.moc"
