// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/run_archive.h"

#include <csignal>
#include <cstdio>
#include <filesystem>
#include <random>
#include <sys/wait.h>
#include <unistd.h>

#include <QtTest/QTest>

#include "core/experiment/runner.h"
#include "tests/support/experiments.h"
#include "tests/support/input_errors.h"
#include "tests/support/same_results.h"
#include "tests/support/scratch_folder.h"

using namespace basin;
using namespace basin::test;

namespace fs = std::filesystem;
using Numbers = std::vector<Index>;

namespace {

KeptRun kept_run(const RunArchive& archive, const Results& results) {
    KeptRun run;
    run.ended = present_time();
    run.row = run_row(results);
    run.number = archive.take_number();
    run.bytes = archive.keep(run, results);
    return run;
}

Numbers numbers_of(const std::vector<KeptRun>& runs) {
    Numbers numbers;
    for (const KeptRun& run : runs) numbers.push_back(run.number);
    return numbers;
}

/// So many runs of 10 bytes.
std::vector<KeptRun> plain_runs(std::size_t count) {
    std::vector<KeptRun> runs(count);
    for (std::size_t i = 0; i < count; ++i) {
        runs[i].number = static_cast<Index>(i) + 1;
        runs[i].bytes = 10;
    }
    return runs;
}

}  // namespace

class RunArchiveTest : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() { results_ = run_experiment(tiny_experiment()); }
    void init() {
        scratch_ = std::make_unique<ScratchFolder>();
        archive_ = std::make_unique<RunArchive>(scratch_->path() / "data" / "runs");
    }

    void what_is_kept_is_there_again() {
        QVERIFY(archive_->load().runs.empty());
        KeptRun first = kept_run(*archive_, results_);
        kept_run(*archive_, results_);
        first.name = "a name";
        first.pinned = true;
        archive_->write_row(first);
        const ArchiveContents contents = archive_->load();
        QVERIFY(contents.problems.empty());
        QCOMPARE(numbers_of(contents.runs), (Numbers{1, 2}));
        QCOMPARE(contents.runs[0].name, std::string("a name"));
        QVERIFY(contents.runs[0].pinned && !contents.runs[1].pinned);
        QCOMPARE(contents.runs[0].ended, first.ended);
        QCOMPARE(contents.runs[0].bytes, first.bytes);
        QVERIFY(contents.runs[0].row.fields == first.row.fields);
        QCOMPARE(contents.runs[1].called(), std::string("small #2"));
        const Results read = archive_->read(2);
        QCOMPARE(results_to_json(read).dump(), results_to_json(results_).dump());
        QVERIFY(archive_->read_experiment(2) == results_.experiment);
    }

    void nobody_gets_a_number_twice() {
        const RunArchive other(archive_->path());
        QCOMPARE(archive_->take_number(), Index{1});
        QCOMPARE(other.take_number(), Index{2});
        QVERIFY(archive_->load().runs.empty());  // taken, and nothing written
        QVERIFY(archive_->load().problems.empty());
        QCOMPARE(other.take_number(), Index{3});
    }

    void removed_is_gone() {
        kept_run(*archive_, results_);
        kept_run(*archive_, results_);
        archive_->remove(1);
        QCOMPARE(numbers_of(archive_->load().runs), Numbers{2});
        QVERIFY(!fs::exists(archive_->folder_of(1)));
        KeptRun gone;
        gone.number = 1;
        archive_->write_row(gone);  // comes too late
        QVERIFY(archive_->load().problems.empty());
    }

    void a_removal_that_was_begun_is_ended() {
        kept_run(*archive_, results_);
        kept_run(*archive_, results_);
        fs::rename(archive_->folder_of(1), archive_->path() / "removed-1");
        QCOMPARE(numbers_of(archive_->load().runs), Numbers{2});
        QVERIFY(!fs::exists(archive_->path() / "removed-1") && !fs::exists(archive_->path() / "run-1.json"));
    }

    void a_row_that_was_not_written_is_made() {
        const KeptRun run = kept_run(*archive_, results_);
        fs::remove(archive_->path() / "run-1.json");
        const ArchiveContents contents = archive_->load();
        QCOMPARE(numbers_of(contents.runs), Numbers{1});
        QVERIFY(contents.runs[0].row.fields == run.row.fields);
        QVERIFY(fs::exists(archive_->path() / "run-1.json"));
    }

    /// One clear sentence, nothing lost, the rest still usable.
    void bad_files_are_told_and_left() {
        for (int run = 0; run < 5; ++run) kept_run(*archive_, results_);
        const auto row = [&](int number) {
            return archive_->path() / ("run-" + std::to_string(number) + ".json");
        };
        const std::string whole = ScratchFolder::read(row(1));
        const auto write = [&](int number, const std::string& text) {
            scratch_->write(fs::relative(row(number), scratch_->path()).string(), text);
        };
        write(1, whole.substr(0, whole.size() / 2));
        std::string newer = whole;
        newer.replace(newer.find("\"version\": 1"), 12, "\"version\": 9");
        write(2, newer);
        fs::remove_all(archive_->folder_of(3));
        fs::remove(row(4));
        fs::resize_file(archive_->folder_of(4) / "result.json", 100);
        const ArchiveContents contents = archive_->load();
        QCOMPARE(numbers_of(contents.runs), Numbers{5});
        QCOMPARE(contents.problems.size(), std::size_t{4});
        verify_mentions(contents.problems[0], "run-1.json");
        verify_mentions(contents.problems[1], "run-2.json: version");
        verify_mentions(contents.problems[1], "newer Basin");
        verify_mentions(contents.problems[2], "run-3");
        verify_mentions(contents.problems[3], "run-4");
        QCOMPARE(ScratchFolder::read(row(2)), newer);
        QVERIFY(fs::exists(archive_->folder_of(1) / "result.json"));
        QCOMPARE(archive_->take_number(), Index{6});  // theirs are not taken
    }

    void results_that_are_damaged_are_told_when_they_are_wanted() {
        kept_run(*archive_, results_);
        fs::resize_file(archive_->folder_of(1) / "history-newton.csv", 10);
        QCOMPARE(archive_->load().runs.size(), std::size_t{1});
        verify_mentions(input_error([&] { archive_->read(1); }), "history-newton.csv");
    }

    void the_oldest_go_first() {
        std::vector<KeptRun> runs = plain_runs(6);
        QVERIFY(surplus(runs, {6, 60}).empty());
        QCOMPARE(surplus(runs, {4, 60}), (Numbers{1, 2}));
        QCOMPARE(surplus(runs, {6, 35}), (Numbers{1, 2, 3}));
        runs[0].pinned = true;
        runs[2].name = "kept";
        QCOMPARE(surplus(runs, {4, 60}), (Numbers{2, 4}));
        QCOMPARE(surplus(runs, {2, 60}), (Numbers{2, 4, 5, 1}));
        QCOMPARE(surplus(runs, {1, 1}), (Numbers{2, 4, 5, 1, 3}));  // the newest stays
    }

    void what_cannot_be_written_is_told() {
        scratch_->write("data", "a file");
        verify_mentions(input_error([&] { archive_->take_number(); }), "cannot be created");
        QVERIFY(archive_->load().runs.empty());
    }

    /// kill -9 at any moment: every run that was kept is there, whole, and nothing is told.
    void killed_at_any_moment_nothing_kept_is_lost() {
        const unsigned seed = std::random_device()();
        qInfo("moments drawn with seed %u", seed);
        std::mt19937 random(seed);
        Index before = 0;
        for (int kill_number = 0; kill_number < 15; ++kill_number) {
            const pid_t child = fork();
            QVERIFY(child >= 0);
            if (child == 0) {
                for (;;) kept_run(*archive_, results_);
            }
            usleep(static_cast<useconds_t>(random() % 40000));
            kill(child, SIGKILL);
            int status = 0;
            QCOMPARE(waitpid(child, &status, 0), child);
            QVERIFY(WIFSIGNALED(status));
            const ArchiveContents contents = archive_->load();
            QVERIFY2(contents.problems.empty(),
                     contents.problems.empty() ? "" : contents.problems.front().c_str());
            QVERIFY(std::ssize(contents.runs) >= before);
            before = std::ssize(contents.runs);
            if (before > 0) archive_->read(contents.runs.back().number);
        }
        QVERIFY(before > 0);
        for (const KeptRun& run : archive_->load().runs)
            QCOMPARE(archive_->read(run.number).runs.size(), results_.runs.size());
    }

  private:
    Results results_;
    std::unique_ptr<ScratchFolder> scratch_;
    std::unique_ptr<RunArchive> archive_;
};

QTEST_APPLESS_MAIN(RunArchiveTest)
#include "run_archive_test.moc"
