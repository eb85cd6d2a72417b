// SPDX-License-Identifier: GPL-3.0-or-later
#include <filesystem>
#include <string>

#include <QtTest/QTest>
#include <nlohmann/json.hpp>

#include "core/io/experiment_json.h"
#include "core/io/grid_identity.h"
#include "core/io/json_text.h"
#include "core/io/results_io.h"
#include "tests/support/input_errors.h"
#include "tests/support/scratch_folder.h"

using namespace basin;
using namespace basin::test;

namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

fs::path earlier(const std::string& name) {
    return fs::path(BASIN_FIXTURES) / "earlier" / name;
}

ordered_json json_of(const fs::path& file) {
    return ordered_json::parse(ScratchFolder::read(file));
}

/// The same with the keys of today.
void rename_keys(ordered_json& experiment) {
    ordered_json renamed;
    for (const auto& [key, value] : experiment.items())
        renamed[key == "certificate" ? "basin_radius" : key] = value;
    experiment = renamed;
}

}  // namespace

/// Files that the program wrote before its sections and fields were described in one place.
class EarlierFilesTest : public QObject {
    Q_OBJECT

  private slots:
    void experiments_are_read_whole_data() {
        QTest::addColumn<QString>("name");
        for (const char* name : {"softmax", "network", "series"}) QTest::newRow(name) << QString(name);
    }
    void experiments_are_read_whole() {
        QFETCH(QString, name);
        const fs::path file = earlier(name.toStdString() + ".basin.json");
        const Experiment experiment = read_experiment(file);
        ordered_json expected = json_of(file);
        rename_keys(expected);
        QCOMPARE(QString::fromStdString(nlohmann::json(experiment_to_json(experiment)).dump()),
                 QString::fromStdString(nlohmann::json(expected).dump()));
    }

    void the_earlier_key_of_the_basin_radius_is_read() {
        const Experiment experiment = read_experiment(earlier("softmax.basin.json"));
        QVERIFY(experiment.basin_radius == (BasinRadiusSpec{600, 50, 2}));
        const std::string text = R"({"format":"basin-experiment","version":1,"certificate":{"trials":-1}})";
        verify_mentions(input_error([&] { parse_experiment(text, "t"); }),
                        "basin_radius.trials: found -1; expected 0 <= trials <= 100000");
    }

    void results_are_read_whole_data() {
        QTest::addColumn<QString>("name");
        for (const char* name : {"softmax-results", "network-results"}) QTest::newRow(name) << QString(name);
    }
    void results_are_read_whole() {
        QFETCH(QString, name);
        const ScratchFolder scratch;
        const fs::path folder = scratch.path() / "results";
        fs::copy(earlier(name.toStdString()), folder);
        const Results results = read_results(folder);
        QVERIFY(results.landscape && results.basin_map && results.basin_map->complete);
        ordered_json expected = json_of(folder / "result.json");
        rename_keys(expected["experiment"]);
        // Written again they say the same, and of the same map.
        const auto written = ordered_json::parse(json_file_text(results_to_json(results)));
        for (const auto& [key, value] : expected.items()) {
            QVERIFY2(written.contains(key), key.c_str());
            // Whatever the order of the keys.
            QCOMPARE(QString::fromStdString(nlohmann::json(written[key]).dump()),
                     QString::fromStdString(nlohmann::json(value).dump()));
        }
        QCOMPARE(map_difference(stored_identity<MapGrid>(folder, results.experiment),
                                map_identity(results.experiment)),
                 std::string());
    }
};

QTEST_APPLESS_MAIN(EarlierFilesTest)
#include "earlier_files_test.moc"
