// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/file_kind.h"

#include <QtTest/QTest>

#include "core/experiment/runner.h"
#include "core/io/experiment_json.h"
#include "core/io/results_io.h"
#include "tests/support/input_errors.h"
#include "tests/support/odd_files.h"
#include "tests/support/small_experiment.h"

using namespace basin;
using namespace basin::test;

class FileKindTest : public QObject {
    Q_OBJECT

  private slots:
    void everyKindIsKnownAndSaysWhatToDo() {
        for (const OddFile& odd : odd_files()) {
            const auto file = folder_.write(odd.name, odd.content);
            QVERIFY2(kind_of(file) == odd.kind, odd.name.c_str());
            QCOMPARE(holds_data(odd.kind), odd.told.empty());
            const std::string error = input_error([&] { read_experiment(file); });
            verify_mentions(error, odd.name);
            verify_mentions(error, odd.told.empty() ? "Open data makes one of it" : odd.told);
        }
    }

    void experimentsAndResultsAreTold() {
        const auto file = folder_.path() / "small.basin.json";
        write_experiment(small_experiment(), file);
        QVERIFY(kind_of(file) == FileKind::experiment);
        QCOMPARE(not_an_experiment(FileKind::experiment), std::string());
        // One with a mistake is told the mistake.
        std::string text = ScratchFolder::read(file);
        text.replace(text.find("\"title\""), 7, "\"titel\"");
        verify_mentions(input_error([&] { read_experiment(folder_.write("typo.basin.json", text)); }),
                        "\"title\"");
        Experiment bare = small_experiment();
        bare.solvers = {{"newton", {}}};
        bare.basin_map.reset();
        bare.attraction.reset();
        const auto results = folder_.path() / "results";
        write_results(run_experiment(bare), results);
        QVERIFY(kind_of(results) == FileKind::results_folder);
        QVERIFY(kind_of(folder_.path()) == FileKind::folder);
        QVERIFY(kind_of(results / "result.json") == FileKind::experiment);
        QVERIFY(kind_of(results / "history-newton.csv") == FileKind::results_part);
        verify_mentions(input_error([&] { read_experiment(results / "history-newton.csv"); }),
                        "open the result.json beside it");
        verify_mentions(input_error([&] { read_experiment(results); }), "its result.json is the experiment");
    }

  private:
    ScratchFolder folder_;
};

QTEST_APPLESS_MAIN(FileKindTest)
#include "file_kind_test.moc"
