// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/run_history.h"

#include <QSet>
#include <QtTest>

#include "tests/support/network_results.h"
#include "tests/support/synthetic_results.h"

using namespace basin;
using namespace basin::ui;

class RunHistoryTest : public QObject {
    Q_OBJECT

  private slots:
    void anEntrySaysWhatWasRun() {
        Results results = test::syntheticResults();
        results.experiment.title = "Close enough";
        results.experiment.start.seed = 4711;
        results.experiment.solvers.clear();
        for (const SolverRun& run : results.runs) results.experiment.solvers.push_back(run.spec);
        RunHistory history;
        history.add(results);
        const QString title = history.titles().front();
        for (const char* part : {"Close enough", "r₀ = ", "seed 4711", "error 0.1", "arrived"})
            QVERIFY2(title.contains(QString::fromUtf8(part)), qPrintable(title));
    }

    void aKinkIsCounted() {
        Results results = test::syntheticResults();
        results.runs.resize(2);
        results.runs[0].result.termination = Termination::stalled;
        results.runs[0].reached_kink = true;
        results.runs[1].result.termination = Termination::diverged;
        RunHistory history;
        history.add(results);
        const QString title = history.titles().front();
        QVERIFY2(title.endsWith(QStringLiteral("1 of 2 arrived, 1 of them at a kink")), qPrintable(title));
    }

    void networksAreToldByTheirErrorAndProof() {
        RunHistory history;
        history.add(test::syntheticNetworkResults());
        const QString title = history.titles().front();
        QVERIFY2(title.contains(QStringLiteral("test error")), qPrintable(title));
        QVERIFY2(title.endsWith(QStringLiteral("proved")), qPrintable(title));
        QVERIFY2(!title.contains(QStringLiteral("arrived")), qPrintable(title));
    }

    void noTwoReadTheSame() {
        RunHistory history;
        for (int run = 0; run < 5; ++run) history.add(test::syntheticResults());
        const QStringList titles = history.titles();
        QCOMPARE(QSet<QString>(titles.begin(), titles.end()).size(), titles.size());
    }
};

QTEST_MAIN(RunHistoryTest)
#include "run_history_test.moc"
