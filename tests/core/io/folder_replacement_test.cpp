// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/folder_replacement.h"

#include <csignal>
#include <filesystem>
#include <fstream>
#include <random>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <QtTest/QTest>

#include "tests/support/folder_contents.h"
#include "tests/support/input_errors.h"
#include "tests/support/two_results.h"

using namespace basin;
using namespace basin::test;

namespace fs = std::filesystem;

namespace {

using Contents = std::map<std::string, std::string>;

/// No file that is written may grow beyond that many bytes while this lives: writing more fails.
class FileSizeLimit {
  public:
    explicit FileSizeLimit(rlim_t bytes) {
        before_ = std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &limit_);
        const rlimit tight{bytes, limit_.rlim_max};
        setrlimit(RLIMIT_FSIZE, &tight);
    }
    ~FileSizeLimit() {
        setrlimit(RLIMIT_FSIZE, &limit_);
        std::signal(SIGXFSZ, before_);
    }

  private:
    rlimit limit_{};
    void (*before_)(int);
};

}  // namespace

class FolderReplacementTest : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() { results_ = std::make_unique<TwoResults>(); }

    void init() {
        scratch_ = std::make_unique<ScratchFolder>();
        folder_ = scratch_->path() / "out";
    }

    void aReplacementIsFinishedFromWhereItWasCut() {
        const std::vector<FolderFile> files = files_of(results_->two);
        for (std::size_t moved = 0; moved <= files.size(); ++moved) {
            fs::remove_all(folder_);
            write_results(results_->one, folder_);
            scratch_->write("out/notes.txt", "mine");
            const fs::path commit = folder_ / ".basin-commit";
            write_results(results_->two, commit);
            for (std::size_t i = 0; i < moved; ++i)
                fs::rename(commit / files[i].name, folder_ / files[i].name);
            QCOMPARE(read_results(folder_).experiment.title, std::string("Two"));
            QCOMPARE(ScratchFolder::read(folder_ / "notes.txt"), std::string("mine"));
            fs::remove(folder_ / "notes.txt");
            holds_only(folder_, results_->two);
        }
    }

    void aWriteThatFailsLeavesWhatWasThere_data() {
        QTest::addColumn<bool>("beside");
        QTest::newRow("exchanged") << true;
        QTest::newRow("in place") << false;
    }
    void aWriteThatFailsLeavesWhatWasThere() {
        QFETCH(bool, beside);
        write_results(results_->one, folder_);
        if (!beside) scratch_->write("out/notes.txt", "mine");
        const Contents before = folder_contents(scratch_->path());
        std::set<std::size_t> sizes{1};
        for (const FolderFile& file : files_of(results_->two)) sizes.insert(file.content.size());
        for (const std::size_t size : sizes) {
            // The first file of that size cannot be written to its end.
            std::string message;
            {
                const FileSizeLimit limit(size - 1);
                message = input_error([&] { write_results(results_->two, folder_); });
            }
            verify_mentions(message, "cannot be written (File too large)");
            QVERIFY(folder_contents(scratch_->path()) == before);
        }
        write_results(results_->two, folder_);
        QCOMPARE(read_results(folder_).experiment.title, std::string("Two"));
    }

    void killedAtAnyMomentItIsOldOrNew_data() { aWriteThatFailsLeavesWhatWasThere_data(); }
    void killedAtAnyMomentItIsOldOrNew() {
        QFETCH(bool, beside);
        write_results(results_->one, folder_);
        if (!beside) scratch_->write("out/notes.txt", "mine");
        const unsigned seed = std::random_device()();
        qInfo("moments drawn with seed %u", seed);
        std::mt19937 random(seed);
        for (int kill = 0; kill < 50; ++kill) {
            const pid_t child = fork();
            if (child == 0) {
                for (;;) {
                    write_results(results_->two, folder_);
                    write_results(results_->one, folder_);
                }
            }
            usleep(static_cast<useconds_t>(random() % 40000));
            ::kill(child, SIGKILL);
            waitpid(child, nullptr, 0);
            const Results found = read_results(folder_);
            const Results& whole = found.experiment.title == "One" ? results_->one : results_->two;
            QCOMPARE(results_to_json(found).dump(), results_to_json(whole).dump());
        }
        write_results(results_->two, folder_);
        if (!beside) {
            QCOMPARE(ScratchFolder::read(folder_ / "notes.txt"), std::string("mine"));
            fs::remove(folder_ / "notes.txt");
        }
        holds_only(folder_, results_->two);
        QCOMPARE(entries(scratch_->path()), (std::set<std::string>{"out"}));
    }

    void aReaderNeverSeesAMixture() {
        write_results(results_->one, folder_);
        const pid_t child = fork();
        if (child == 0) {
            for (int round = 0;; ++round) {
                // Every other round in place.
                const fs::path notes = folder_ / "notes.txt";
                if (round % 4 < 2) std::ofstream(notes) << "mine";
                write_results(round % 2 ? results_->one : results_->two, folder_);
                fs::remove(notes);
            }
        }
        std::set<std::string> titles;
        std::string refused;
        for (int round = 0; round < 200 && refused.empty(); ++round)
            refused = input_error([&] { titles.insert(read_results(folder_).experiment.title); });
        ::kill(child, SIGKILL);
        waitpid(child, nullptr, 0);
        QVERIFY2(refused.empty(), refused.c_str());
        for (const std::string& title : titles) QVERIFY(title == "One" || title == "Two");
    }

  private:
    std::unique_ptr<TwoResults> results_;
    std::unique_ptr<ScratchFolder> scratch_;
    fs::path folder_;
};

QTEST_APPLESS_MAIN(FolderReplacementTest)
#include "folder_replacement_test.moc"
