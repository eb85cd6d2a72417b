// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/experiment_paths.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include <QtTest/QTest>

#include "core/families/problem_of.h"
#include "core/io/experiment_json.h"
#include "core/io/presets.h"
#include "tests/support/input_errors.h"

using namespace basin;
using namespace basin::test;

namespace {

std::string text_of(const Experiment& experiment) {
    return experiment_to_json(experiment).dump();
}

/// Every preset, and the experiments of tests/fixtures/earlier, which have every section.
std::vector<Experiment> experiments() {
    std::vector<Experiment> all;
    for (const Preset& preset : presets()) all.push_back(preset_experiment(preset));
    for (const char* name : {"softmax", "network", "series"})
        all.push_back(read_experiment(std::filesystem::path(BASIN_FIXTURES) / "earlier" /
                                      (std::string(name) + ".basin.json")));
    return all;
}

/// Values that no number with this range may be.
std::vector<nlohmann::json> foreign_values(const FieldAt& field) {
    if (field.value.is_number()) return {-1e9, -1, 0, 0.5, 1, 2, 1e9, 1e300, "x", nullptr};
    if (field.value.is_string()) return {"no such word", 3};
    return {};
}

}  // namespace

/// Fields of an experiment by their paths.
class ExperimentPathsTest : public QObject {
    Q_OBJECT

  private slots:
    void every_field_is_read_and_set_to_itself() {
        for (const Experiment& experiment : experiments()) {
            const std::vector<FieldAt> fields = fields_of(experiment);
            QVERIFY(fields.size() > 20);
            std::set<std::string> paths;
            for (const FieldAt& field : fields) {
                QVERIFY2(paths.insert(field.path).second, field.path.c_str());
                QVERIFY2(!field.meaning.empty(), field.path.c_str());
                QVERIFY2(read_field(experiment, field.path) == field.value, field.path.c_str());
                Experiment same = experiment;
                set_field(same, field.path, field.value);
                QVERIFY2(text_of(same) == text_of(experiment), field.path.c_str());
            }
        }
    }

    /// Whatever is refused names the path, and a number out of its range the range.
    void what_is_out_of_range_is_refused() {
        int refused = 0;
        for (const Experiment& experiment : experiments()) {
            for (const FieldAt& field : fields_of(experiment)) {
                for (const nlohmann::json& value : foreign_values(field)) {
                    Experiment changed = experiment;
                    const std::string error = input_error([&] { set_field(changed, field.path, value); });
                    if (error.empty()) continue;
                    ++refused;
                    QVERIFY2(text_of(changed) == text_of(experiment), error.c_str());
                    // Two fields that disagree are told at one of them.
                    QVERIFY2(error.find(": found ") != std::string::npos ||
                                 error.find(", which") != std::string::npos,
                             error.c_str());
                }
            }
        }
        QVERIFY2(refused > 1000, std::to_string(refused).c_str());
    }

    void ranges_are_in_the_sentence_data() {
        QTest::addColumn<QString>("path");
        QTest::addColumn<double>("value");
        QTest::addColumn<QString>("range");
        QTest::newRow("above") << "problem.gain" << 0.0 << "a finite value > 0";
        QTest::newRow("at least") << "start.radius" << -1.0 << "a finite value >= 0";
        QTest::newRow("share") << "problem.density" << 0.0 << "0 < density <= 1";
        QTest::newRow("whole") << "landscape.resolution" << 1.0 << "2 <= resolution <= 2049";
        QTest::newRow("other field") << "tradeoff.error_max" << 0.01 << "error_min <= error_max <= 10";
        QTest::newRow("parameter") << "solvers[1].error" << 11.0 << "0 <= error <= 10";
        QTest::newRow("top") << "max_seconds" << 0.0 << "a value > 0";
    }
    void ranges_are_in_the_sentence() {
        QFETCH(QString, path);
        QFETCH(double, value);
        QFETCH(QString, range);
        Experiment experiment = experiments()[presets().size()];
        const std::string wanted = path.toStdString() + ": found ";
        const std::string error = input_error([&] { set_field(experiment, path.toStdString(), value); });
        verify_mentions(error, wanted);
        verify_mentions(error, "; expected " + range.toStdString());
        for (const FieldAt& field : fields_of(experiment))
            if (field.path == path.toStdString()) QCOMPARE(field.range, range.toStdString());
    }

    void sections_families_and_solvers_are_set() {
        Experiment experiment = experiments().front();
        set_field(experiment, "basin_map", {{"trials", 3}});
        QCOMPARE(experiment.basin_map->trials, Index{3});
        QCOMPARE(experiment.basin_map->radius_count, BasinMapSpec{}.radius_count);
        set_field(experiment, "solvers", nlohmann::json::array({{{"name", "lbfgs"}, {"memory", 4}}}));
        set_field(experiment, "solvers[0].memory", 7);
        QCOMPARE(read_field(experiment, "solvers[0].memory").get<int>(), 7);
        set_field(experiment, "solvers[0].name", "adam");
        QVERIFY(experiment.solvers[0].parameters.empty());
        Experiment bare;
        set_field(bare, "problem.family", "elman-rnn");
        QVERIFY(is_recurrent(bare));
        set_field(bare, "problem.hidden", 3);
        QCOMPARE(read_field(bare, "problem")["hidden"].get<int>(), 3);
    }

    void sizes_follow_from_data() {
        Experiment experiment;
        set_field(experiment, "problem.data.A1", nlohmann::json::array({{1, 2, 3}, {4, 5, 7}}));
        QCOMPARE(softmax_of(experiment).instance.n, Index{2});
        QCOMPARE(softmax_of(experiment).instance.d, Index{3});
    }

    void unknown_paths_are_refused_with_the_nearest() {
        Experiment experiment;
        verify_mentions(input_error([&] { read_field(experiment, "start.radios"); }),
                        R"(start.radios: found no such field; did you mean "start.radius"?)");
        verify_mentions(input_error([&] { set_field(experiment, "", 1); }), "found no such field");
    }
};

QTEST_APPLESS_MAIN(ExperimentPathsTest)
#include "experiment_paths_test.moc"
