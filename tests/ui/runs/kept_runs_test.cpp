// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/kept_runs.h"

#include <atomic>
#include <filesystem>

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include "core/experiment/runner.h"
#include "tests/support/experiments.h"
#include "tests/support/network_results.h"
#include "tests/support/patience.h"
#include "tests/support/synthetic_results.h"
#include "ui/runs/run_model.h"
#include "ui/runs/run_table_model.h"

using namespace basin;
using namespace basin::ui;
using test::patience;

class KeptRunsTest : public QObject {
    Q_OBJECT

  private slots:
    void init() {
        folder_ = std::make_unique<QTemporaryDir>();
        results_ = std::make_shared<const Results>(run_experiment(test::tiny_experiment()));
    }

    void worksInOrderAndLeavesNothingOut() {
        std::atomic<int> done = 0;
        std::vector<int> followed;
        {
            SerialWork work;
            QSignalSpy failed(&work, &SerialWork::failed);
            for (int piece = 0; piece < 5; ++piece)
                work.add([&, piece]() -> SerialWork::Then {
                    if (piece == 2) throw std::runtime_error("no");
                    ++done;
                    return [&followed, piece] { followed.push_back(piece); };
                });
            QTRY_VERIFY_WITH_TIMEOUT(!work.isBusy(), patience);
            QCOMPARE(followed, (std::vector<int>{0, 1, 3, 4}));
            QCOMPARE(failed.count(), 1);
            for (int piece = 0; piece < 3; ++piece)
                work.add([&done]() -> SerialWork::Then {
                    ++done;
                    return {};
                });
        }
        QCOMPARE(done, 7);  // its end waits
    }

    void theNextOneHasWhatWasKept() {
        {
            KeptRuns kept(folder_->path());
            addRuns(kept, 3);
            kept.rename(2, QStringLiteral("  a  name "));
            kept.setPinned(1, true);
            kept.remove({3});
        }  // at once: all is written
        KeptRuns kept(folder_->path());
        QTRY_COMPARE_WITH_TIMEOUT(kept.size(), 2, patience);
        QCOMPARE(kept.at(0).number, Index{2});
        QCOMPARE(kept.at(0).name, std::string("a name"));
        QVERIFY(kept.at(1).pinned);
        QTRY_COMPARE_WITH_TIMEOUT(kept.pinned().size(), std::size_t{1}, patience);
        QCOMPARE(kept.pinned()[0].results->runs.size(), results_->runs.size());
    }

    /// A row needs no results; they are read when they are wanted.
    void resultsAreReadWhenTheyAreWanted() {
        { addedTo(2); }
        KeptRuns kept(folder_->path());
        QTRY_COMPARE_WITH_TIMEOUT(kept.size(), 2, patience);
        std::filesystem::resize_file(folder_->filePath(QStringLiteral("run-2/result.json")).toStdString(), 9);
        std::shared_ptr<const Results> shown;
        connect(&kept, &KeptRuns::opened, this,
                [&](Index, const std::shared_ptr<const Results>& results) { shown = results; });
        QSignalSpy told(&kept, &KeptRuns::told);
        kept.open(1);
        QTRY_VERIFY_WITH_TIMEOUT(shown != nullptr, patience);
        QCOMPARE(shown->runs[0].result.objective, results_->runs[0].result.objective);
        kept.open(2);
        QTRY_COMPARE_WITH_TIMEOUT(told.count(), 1, patience);
        QVERIFY(told[0][0].toString().contains(QStringLiteral("run-2")));
        QCOMPARE(kept.size(), 2);
    }

    void noMoreThanTheLimits() {
        ArchiveLimits limits;
        limits.runs = 3;
        KeptRuns kept(folder_->path(), nullptr, limits);
        addRuns(kept, 2);
        kept.rename(1, QStringLiteral("stays"));
        for (int run = 0; run < 3; ++run) kept.add(results_);
        QTRY_VERIFY_WITH_TIMEOUT(kept.size() == 3 && !kept.isBusy() && kept.at(0).number == 5, patience);
        QCOMPARE(kept.at(1).number, Index{4});
        QCOMPARE(kept.at(2).number, Index{1});
        QVERIFY(!QDir(folder_->filePath(QStringLiteral("run-2"))).exists());
    }

    void moreThanPlotsCanShowAreNotPinned() {
        KeptRuns kept(folder_->path());
        const auto most = static_cast<int>(KeptRuns::mostPinned);
        addRuns(kept, most + 1);
        QSignalSpy told(&kept, &KeptRuns::told);
        for (Index number = 1; number <= most; ++number) kept.setPinned(number, true);
        QCOMPARE(told.count(), 0);
        kept.setPinned(most + 1, true);
        QCOMPARE(told.count(), 1);
        QCOMPARE(kept.pinned().size(), KeptRuns::mostPinned);
    }

    void whatCannotBeWrittenIsTold() {
        const QString file = folder_->filePath(QStringLiteral("file"));
        QFile(file).open(QIODevice::WriteOnly);
        KeptRuns kept(file + QStringLiteral("/runs"));
        QSignalSpy told(&kept, &KeptRuns::told);
        kept.add(results_);
        QTRY_COMPARE_WITH_TIMEOUT(told.count(), 1, patience);
        QCOMPARE(kept.size(), 0);
    }

    void whatIsSharedDoesNotChange() {
        RunModel model;
        model.load(test::syntheticResults());
        const std::shared_ptr<const Results> shared = model.share();
        QCOMPARE(shared.get(), &model.results());
        model.setTitle("another");
        QVERIFY(shared->experiment.title != "another");
        QCOMPARE(model.results().experiment.title, std::string("another"));
        const Results* before = &model.results();
        model.setTitle("once more");
        QCOMPARE(&model.results(), before);  // its own already
        model.load(shared);
        QCOMPARE(shared.get(), &model.results());
        model.begin({});
        QVERIFY(!shared->runs.empty());
    }

    void theOutcomeIsToldInAFewWords() {
        Results results = test::syntheticResults();
        results.runs.resize(2);
        results.runs[0].result.termination = Termination::stalled;
        results.runs[0].reached_kink = true;
        results.runs[1].result.termination = Termination::diverged;
        QCOMPARE(outcomeText(run_row(results)), QStringLiteral("1 of 2 arrived, 1 of them at a kink"));
        const QString network = outcomeText(run_row(test::syntheticNetworkResults()));
        QVERIFY2(network.contains(QStringLiteral("test error")), qPrintable(network));
        QVERIFY2(network.endsWith(QStringLiteral("proved")), qPrintable(network));
    }

  private:
    void addRuns(KeptRuns& kept, int count) {
        const int before = kept.size();
        for (int run = 0; run < count; ++run) kept.add(results_);
        QTRY_COMPARE_WITH_TIMEOUT(kept.size(), before + count, patience);
    }
    void addedTo(int count) {
        KeptRuns kept(folder_->path());
        addRuns(kept, count);
    }

    std::unique_ptr<QTemporaryDir> folder_;
    std::shared_ptr<const Results> results_;
};

QTEST_MAIN(KeptRunsTest)
#include "kept_runs_test.moc"
