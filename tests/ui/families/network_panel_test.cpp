// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/families/network_panel.h"

#include <QLabel>
#include <QTest>

#include "tests/support/network_results.h"
#include "ui/families/network_comparison.h"
#include "ui/families/network_explanation.h"
#include "ui/panels/explanation.h"
#include "ui/runs/run_model.h"

using namespace basin;
using namespace basin::ui;

class NetworkPanelTest : public QObject {
    Q_OBJECT

  private slots:
    void speaksOfPiecewiseAffineUnlessAsked() {
        RunModel model;
        NetworkPanel panel(&model);
        QCOMPARE(panel.valueOf("first_order"), QString());
        Results results = test::syntheticNetworkResults();
        std::swap(results.runs[0], results.runs[1]);
        model.load(results);
        QCOMPARE(panel.valueOf("first_order"), QStringLiteral("yes"));
        QCOMPARE(panel.valueOf("second_order"), QStringLiteral("yes"));
        QCOMPARE(panel.valueOf("penalised"), QStringLiteral("yes"));
        QCOMPARE(panel.valueOf("zeros"), QStringLiteral("8"));
        QCOMPARE(panel.valueOf("a_posteriori_exceeded"), QStringLiteral("yes"));
        QCOMPARE(panel.valueOf("a_priori_exceeded"), QStringLiteral("no"));
        QVERIFY(panel.valueOf("a_priori").contains(QStringLiteral("10⁵⁰⁴")));
        panel.solverBox()->setCurrentIndex(0);
        emit panel.solverBox()->activated(0);
        QCOMPARE(panel.valueOf("first_order"), QStringLiteral("no"));
        QCOMPARE(panel.valueOf("second_order"), QStringLiteral("not decided"));
        QCOMPARE(panel.valueOf("penalised"), QString());
    }

    void whatIsNotDecidedSaysWhy() {
        RunModel model;
        NetworkPanel panel(&model);
        Results results = test::syntheticNetworkResults();
        auto outcome = std::make_shared<NetworkOutcome>(*results.runs[0].network);
        outcome->stationarity.second_order = Answer::not_decided;
        outcome->stationarity.reason = "stopped";
        outcome->a_posteriori.capped_v = true;
        results.runs[0].network = outcome;
        model.load(results);
        QCOMPARE(panel.valueOf("a_posteriori_exceeded"), QStringLiteral("not decided"));
        QVERIFY(panel.valueOf("a_posteriori").contains(QStringLiteral("v ≥ 0.364")));
        QStringList shown;
        for (const QLabel* label : panel.findChildren<QLabel*>()) shown << label->text();
        QVERIFY(shown.contains(QStringLiteral("Not decided: stopped.")));
        QVERIFY(explainRun(model).contains(QStringLiteral("is not known from it")));
    }

    /// Of so many weights that Lanczos answers for all eigenvalues.
    void estimatesAreNotCalledProved() {
        RunModel model;
        NetworkPanel panel(&model);
        Results results = test::syntheticNetworkResults();
        for (SolverRun& run : results.runs) {
            auto outcome = std::make_shared<NetworkOutcome>(*run.network);
            outcome->stationarity.second_order_estimated = outcome->stationarity.second_order == Answer::yes;
            outcome->stationarity.curvature_error = 1e-4;
            run.network = outcome;
        }
        model.load(results);
        QCOMPARE(panel.valueOf("second_order"), QStringLiteral("yes, estimated"));
        QVERIFY(panel.valueOf("least_curvature").startsWith(QStringLiteral("0.0111 ± ")));
        QVERIFY(explainRun(model).contains(QStringLiteral("is estimated, not proved")));
        QVERIFY(!explainRun(model).contains(QStringLiteral("second order")));
    }

    void certifiedAndMeasuredAreKeptApart() {
        RunModel model;
        NetworkPanel panel(&model);
        for (const char* key : {"first_order", "second_order", "penalised", "at_point", "a_priori"})
            QVERIFY(panel.kindOf(key) == Knowledge::certified);
        for (const char* key : {"a_posteriori", "residual", "zeros", "train_error", "test_error"})
            QVERIFY(panel.kindOf(key) == Knowledge::measured);
        for (const QLabel* label : panel.findChildren<QLabel*>())
            if (label->isVisibleTo(&panel) && label->text() != QStringLiteral("Certificate"))
                QVERIFY2(!label->toolTip().isEmpty(), qPrintable(label->text()));
    }

    void theStoryIsToldInWords() {
        RunModel model;
        Results results = test::syntheticNetworkResults();
        model.load(results);
        const QString told = explainRun(model);
        QVERIFY(told.contains(QStringLiteral("adam found the best network")));
        QVERIFY(told.contains(QStringLiteral("gradient-descent ran away at step 12")));
        QVERIFY(told.contains(QStringLiteral("proved to first and second order")));
        QVERIFY(told.contains(QStringLiteral("does not pay")));
        QVERIFY(told.contains(
            QStringLiteral("Units exactly at the kink, where the gradient is not defined: 8.")));
        QVERIFY(told.contains(QStringLiteral("vanishes")));
        // Older results call converged what rests where it is not d-stationary.
        for (const Termination end : {Termination::not_a_minimum, Termination::converged}) {
            results.runs[1].result.termination = end;
            model.load(results);
            QVERIFY(explainRun(model).contains(QStringLiteral("adam came to rest after 30 steps, and yet")));
        }
        model.setPlayhead(3);
        QVERIFY(explainRun(model).contains(QStringLiteral("At iteration 3")));
    }

    /// Own data of which all steps are trained on.
    void withoutTestStepsNobodyJudges() {
        RunModel model;
        Results results = test::syntheticNetworkResults();
        for (SolverRun& run : results.runs) {
            auto outcome = std::make_shared<NetworkOutcome>(*run.network);
            outcome->judgement.emplace();
            run.network = outcome;
        }
        model.load(results);
        for (const QString& told : {explainRun(model), compareNetworks(model)})
            QVERIFY2(!told.contains(QStringLiteral("is no test steps")), qPrintable(told));
        QVERIFY(compareNetworks(model).contains(QStringLiteral("adam came lowest, to")));
    }

    void everyEndingHasItsSentence() {
        for (int i = 0; i <= static_cast<int>(Termination::invalid_input); ++i) {
            const QString sentence =
                explainNetworkEnding(QStringLiteral("sgd"), static_cast<Termination>(i), 7);
            QVERIFY(sentence.contains(QStringLiteral("sgd")));
            QVERIFY(sentence.endsWith(QLatin1Char('.')));
        }
    }
};

QTEST_MAIN(NetworkPanelTest)
#include "network_panel_test.moc"
