// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/verification.h"

#include <fstream>

#include <QtTest/QTest>

#include "core/experiment/rerun.h"
#include "core/experiment/runner.h"
#include "core/io/manifest.h"
#include "core/io/results_files.h"
#include "core/io/results_io.h"
#include "tests/support/input_errors.h"
#include "tests/support/recurrent_experiments.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/small_experiment.h"

using namespace basin;
using namespace basin::test;

namespace fs = std::filesystem;

namespace {

Results again(const Experiment& experiment, const Results& before) {
    return rerun(experiment, before, {}, {});
}

/// Changes a file and its entry in the manifest.
void doctor(const fs::path& folder, const std::string& name, const std::string& before,
            const std::string& after) {
    std::string text = ScratchFolder::read(folder / name);
    const std::size_t at = text.find(before);
    QVERIFY(at != std::string::npos);
    text.replace(at, before.size(), after);
    std::ofstream(folder / name, std::ios::binary) << text;
    Manifest manifest = find_manifest(folder).value();
    manifest.add(manifest_entry(name, text));
    std::ofstream(folder / manifest_file, std::ios::binary) << manifest_text(manifest);
}

}  // namespace

class VerificationTest : public QObject {
    Q_OBJECT

  private slots:
    void init() {
        scratch_ = std::make_unique<ScratchFolder>();
        folder_ = scratch_->path() / "out";
    }
    void honestResultsAreReproduced() {
        write_results(run_experiment(small_experiment()), folder_);
        const Verification found = verify_folder(folder_, again);
        QVERIFY2(found.reproduced(), found.lines().front().c_str());
        QVERIFY(found.comparison.compared > 1000);
        QVERIFY(found.circumstances.empty());
        QCOMPARE(found.lines().size(), std::size_t{1});
        verify_mentions(found.lines().front(), "reproduced to the last digit");
    }
    void aMapAloneIsMadeAlone() {
        const Experiment whole = small_experiment();
        Results map = run_experiment(map_alone(whole));
        map.experiment = whole;
        write_results(map, folder_);
        const Verification found = verify_folder(folder_, again);
        QVERIFY2(found.reproduced(), found.lines().front().c_str());
    }
    void networksAreReproduced() {
        write_results(run_experiment(small_recurrent()), folder_);
        const Verification found = verify_folder(folder_, again);
        QVERIFY2(found.reproduced(), found.lines().front().c_str());
    }
    void changedFilesAreTold() {
        write_results(run_experiment(small_experiment()), folder_);
        std::ofstream(folder_ / landscape_table_file, std::ios::app) << "1,2,3\n";
        const Verification found = verify_folder(folder_, again);
        QVERIFY(!found.reproduced());
        QCOMPARE(found.altered.size(), std::size_t{1});
        verify_mentions(found.lines().front(), std::string(landscape_table_file));
    }
    void changedNumbersAreTold() {
        write_results(run_experiment(small_experiment()), folder_);
        doctor(folder_, std::string(result_file), "\"termination\": \"converged\"",
               "\"termination\": \"iteration_limit\"");
        const Verification found = verify_folder(folder_, again);
        QVERIFY(!found.reproduced());
        verify_mentions(found.lines().front(), "termination");
        verify_mentions(found.lines().back(), "must have been changed");
    }
    void changedExperimentsAreTold() {
        write_results(run_experiment(small_experiment()), folder_);
        doctor(folder_, std::string(result_file), "\"radius\": 0.05", "\"radius\": 0.06");
        QVERIFY(!verify_folder(folder_, again).reproduced());
    }
    void stoppedRunsAreRefused() {
        Results results = run_experiment(small_experiment());
        results.stopped = true;
        write_results(results, folder_);
        verify_mentions(input_error([&] { verify_folder(folder_, again); }), "stopped");
    }
    void otherMachinesAreNamed() {
        const Environment now = current_environment();
        Environment then = now;
        QVERIFY(other_circumstances(then, now).empty());
        then.cpu = "another one";
        then.basin_version = "0.0.1";
        const auto found = other_circumstances(then, now);
        QCOMPARE(found.size(), std::size_t{2});
        verify_mentions(found[0], "0.0.1");
        verify_mentions(found[1], "processor");
    }

  private:
    std::unique_ptr<ScratchFolder> scratch_;
    fs::path folder_;
};

QTEST_APPLESS_MAIN(VerificationTest)
#include "verification_test.moc"
