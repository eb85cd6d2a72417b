// SPDX-License-Identifier: GPL-3.0-or-later
#include <filesystem>

#include <QtTest/QTest>

#include "core/experiment/prepared_problem.h"
#include "core/experiment/runner.h"
#include "core/io/data_files.h"
#include "core/io/formats/csv.h"
#include "core/io/grid_folder.h"
#include "core/io/grid_merge.h"
#include "core/io/map_identity.h"
#include "core/io/results_io.h"
#include "tests/support/input_errors.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/small_experiment.h"

using namespace basin;
using namespace basin::test;

namespace fs = std::filesystem;

namespace {

const PlacedCell cell{{0, 1, 2}, {4, 3, 6.5}};

Experiment map_alone() {
    Experiment experiment = small_experiment().only("basin_map");
    experiment.solvers.clear();
    experiment.basin_map->refinement = 0;
    return experiment;
}

}  // namespace

class MapFolderTest : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() {
        experiment_ = map_alone();
        results_ = run_experiment(experiment_);
        QVERIFY(results_.basin_map && results_.basin_map->complete);
        other_ = experiment_;
        other_.basin_map->trials = 5;
    }

    void init() {
        scratch_ = std::make_unique<ScratchFolder>();
        folder_ = scratch_->path() / "map";
        write_results(results_, folder_);
    }

    void resultsStayUntilThereAreNewOnes() {
        { MapFolder unused(folder_, other_, {}, GridStart::replace); }
        QVERIFY(!fs::exists(folder_ / "basin_map.journal"));
        {
            MapFolder replacing(folder_, other_, {}, GridStart::replace);
            replacing.part().finish(cell);
        }
        QCOMPARE(read_results(folder_).basin_map->cell(0, 0).trials, Index{4});
        QCOMPARE(MapFolder(folder_, other_, {}, GridStart::resume).known(), std::size_t{1});
        {
            MapFolder replacing(folder_, other_, {}, GridStart::resume);
            replacing.write(run_experiment(other_, {}, {}, nullptr, {replacing.part(), {}}));
        }
        QCOMPARE(read_results(folder_).basin_map->cell(0, 0).trials, Index{5});
        QVERIFY(!fs::exists(folder_ / "basin_map.journal"));
    }

    void killedBeforeItsFirstCellItGoesOn() {
        { MapJournal killed(folder_ / map_journal_file, map_identity(other_), {}, MapJournal::Start::anew); }
        {
            MapFolder resumed(folder_, other_, {}, GridStart::resume);
            QCOMPARE(resumed.known(), std::size_t{0});
            resumed.part().finish(cell);
        }
        verify_mentions(input_error([&] { MapFolder(folder_, experiment_, {}, GridStart::resume); }),
                        "found another map (basin_map.trials is 5 there and 4 here)");
    }

    void journalsOfOthersAreNotForgotten() {
        fs::remove_all(folder_);
        for (const char* text : {"my diary\n", "my diary"}) {
            const fs::path file = scratch_->write("map/basin_map.journal", text);
            for (const GridStart start : {GridStart::replace, GridStart::resume})
                verify_mentions(input_error([&] { MapFolder(folder_, experiment_, {}, start); }),
                                "basin_map.journal: ");
            QCOMPARE(ScratchFolder::read(file), std::string(text));
        }
    }

    void aFolderInUseIsLeftAlone() {
        const fs::path file = folder_ / map_journal_file;
        MapJournal busy(file, map_identity(experiment_), {});
        busy.append(cell);
        const std::string before = ScratchFolder::read(file);
        verify_mentions(input_error([&] { MapFolder(folder_, other_, {}, GridStart::replace); }),
                        "found another process writing this map");
        QCOMPARE(ScratchFolder::read(file), before);
        QVERIFY(fs::exists(folder_ / "result.json"));
    }

    void whatIsWholeIsNotWrittenAgain() {
        const auto written = fs::last_write_time(folder_ / "result.json");
        {
            MapFolder whole(folder_, experiment_, {}, GridStart::resume);
            QVERIFY(whole.write(results_).empty());
        }
        QVERIFY(fs::last_write_time(folder_ / "result.json") == written);
        QVERIFY(!fs::exists(folder_ / "basin_map.journal"));
    }

    void foldersMadeForNothingGo() {
        { MapFolder unused(scratch_->path() / "a" / "b", experiment_, {}, GridStart::fresh); }
        QVERIFY(!fs::exists(scratch_->path() / "a"));
    }

    void otherDataAreAnotherMap() {
        const PreparedProblem prepared = prepare(experiment_);
        const Matrix A1 = dynamic_cast<const SoftmaxRegression&>(*prepared.problem).data().A1.dense();
        const auto data = [&](double factor) {
            return with_data(experiment_, {scratch_->write("A1.csv", csv_text(factor * A1)), {}, {}});
        };
        const fs::path folder = scratch_->path() / "data";
        const Experiment before = data(1);
        write_results(run_experiment(before), folder);
        { MapFolder same(folder, before, {}, GridStart::resume); }
        QVERIFY(merge_shards({folder}).basin_map->complete);
        const Experiment after = data(1.5);
        verify_mentions(input_error([&] { MapFolder(folder, after, {}, GridStart::resume); }),
                        "found another map (data.A1 is ");
        // The folder has its own.
        QVERIFY(merge_shards({folder}).basin_map->complete);
    }

    void manyMissingShardsAreCounted() {
        Results shard = results_;
        auto map = std::make_shared<BasinMap>(*results_.basin_map);
        map->shard = {1, 1000};
        shard.basin_map = map;
        write_results(shard, folder_);
        verify_mentions(input_error([&] { merge_shards({folder_}); }),
                        "expected also shard 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 989 more");
    }

  private:
    Experiment experiment_, other_;
    Results results_;
    std::unique_ptr<ScratchFolder> scratch_;
    fs::path folder_;
};

QTEST_APPLESS_MAIN(MapFolderTest)
#include "map_folder_test.moc"
