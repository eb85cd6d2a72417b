// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/run_history.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QSet>
#include <QtTest>

#include "tests/support/network_results.h"
#include "tests/support/synthetic_results.h"
#include "ui/panels/timeline_bar.h"
#include "ui/runs/run_model.h"

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

    void noEntryIsShownAsTheRunThatItIsNot() {
        RunModel model;
        TimelineBar bar(&model);
        bar.setHistory({QStringLiteral("newest"), QStringLiteral("older")});
        QCOMPARE(bar.history()->currentIndex(), 0);
        model.begin({});  // another run, maybe of another family
        QCOMPARE(bar.history()->currentIndex(), -1);
        connect(&bar, &TimelineBar::historyChosen, &model,
                [&model] { model.load(test::syntheticResults()); });
        emit bar.history()->activated(1);
        QCOMPARE(bar.history()->currentIndex(), 1);
    }

    void theListIsWideEnoughForItsEntries() {
        RunModel model;
        TimelineBar bar(&model);
        RunHistory history;
        history.add(test::syntheticResults());
        bar.setHistory(history.titles());
        const int needed = bar.history()->fontMetrics().horizontalAdvance(history.titles().front());
        QVERIFY(bar.history()->view()->minimumWidth() > needed);
        QCOMPARE(bar.history()->itemData(0, Qt::ToolTipRole).toString(), history.titles().front());
        const QString told = bar.history()->currentText();  // in the bar, which has less room
        QVERIFY(bar.history()->fontMetrics().horizontalAdvance(told) < bar.history()->sizeHint().width());
    }

    void aRunIsKeptWhenAnotherTakesItsPlace() {
        RunModel model;
        RunHistory history;
        connect(&model, &RunModel::leaving,
                [&history](Results& results) { history.keep(std::move(results)); });
        const Results shown = test::syntheticResults();
        model.load(shown);
        history.announce(model.results());
        QVERIFY(history.isAnnounced());
        QCOMPARE(history.size(), 1);
        model.begin({});
        QVERIFY(!history.isAnnounced());
        QVERIFY(history.at(0).experiment == shown.experiment);
        QCOMPARE(history.at(0).runs.front().history.size(), shown.runs.front().history.size());
        model.begin({});  // of what nobody announced nothing is kept
        QCOMPARE(history.at(0).runs.size(), shown.runs.size());
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
