// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/certificate_panel.h"

#include <cmath>

#include <QLabel>
#include <QSignalSpy>
#include <QTest>

#include "core/experiment/method_of_theory.h"
#include "core/experiment/runner.h"
#include "tests/support/experiments.h"
#include "tests/support/synthetic_results.h"
#include "ui/chart/number_format.h"
#include "ui/panels/explanation.h"
#include "ui/panels/text_role.h"
#include "ui/plots/theory_bounds.h"
#include "ui/runs/run_model.h"

using namespace basin;
using namespace basin::ui;

class CertificatePanelTest : public QObject {
    Q_OBJECT

  private slots:
    void everyNumberStandsInTheGroupOfItsKind() {
        RunModel model;
        const CertificatePanel panel(&model);
        for (const CertificateEntry& entry : certificate_entries()) {
            const std::string key(entry.key);
            // The interval and its trials share a row.
            if (key.starts_with("basin_") && key != "basin_radius") continue;
            QVERIFY2(panel.rowOf(key) != nullptr, key.c_str());
            QVERIFY2(panel.kindOf(key) == entry.kind, key.c_str());
        }
        QVERIFY(panel.kindOf("good_start_certified") == Knowledge::certified);
        QVERIFY(panel.kindOf("good_start") == Knowledge::estimated);
        for (const QLabel* label : panel.findChildren<QLabel*>())
            if (label->isVisibleTo(&panel) && label->text() != QStringLiteral("Certificate"))
                QVERIFY2(!label->toolTip().isEmpty(), qPrintable(label->text()));
    }

    void fillsInPartByPart() {
        RunModel model;
        const CertificatePanel panel(&model);
        model.begin({});
        Certificate certificate;
        certificate.l = 0.5;
        certificate.M_certified = 1000;
        certificate.start_radius = 0.25;
        model.apply({CertificateReady{certificate}});
        QCOMPARE(panel.valueOf("l"), QStringLiteral("≥ 0.5"));
        QCOMPARE(panel.valueOf("M_certified"), QStringLiteral("≤ 1000"));
        QCOMPARE(panel.valueOf("good_start_certified"), QStringLiteral("no"));
        for (const char* key : {"good_start", "basin_radius", "promised_iterations"}) {
            QCOMPARE(panel.valueOf(key), QString());
            QVERIFY(!panel.rowOf(key)->isVisibleTo(&panel));
        }
        QVERIFY(!panel.headingOf(Knowledge::estimated)->isVisibleTo(&panel));  // nothing of it applies
        certificate.M_estimate = 0.1;
        certificate.good_start = true;
        certificate.set_basin({.last = {.radius = 2, .trials = 60, .successes = 60}, .done = 1});
        model.apply({CertificateReady{certificate}});
        QCOMPARE(panel.valueOf("M_estimate"), QStringLiteral("≥ 0.1"));
        QCOMPARE(panel.valueOf("good_start"), QStringLiteral("yes"));
        QCOMPARE(panel.valueOf("basin_radius"), QStringLiteral("≥ 2"));
        QCOMPARE(panel.valueOf("basin_rate"), QStringLiteral("94–100 %"));
        QCOMPARE(panel.valueOf("basin_end"), QString());
        certificate.set_basin(
            {.last = {.radius = 2, .trials = 88, .successes = 88},
             .end = {.radius = 3, .trials = 40, .successes = 10, .verdict = SuccessVerdict::fails},
             .failed = {.radius = 3, .trials = 40, .successes = 10, .verdict = SuccessVerdict::fails},
             .beyond = {.radius = 9, .trials = 88, .successes = 88}});
        model.apply({CertificateReady{certificate}});
        QCOMPARE(panel.valueOf("basin_radius"), QStringLiteral("2"));
        QCOMPARE(panel.valueOf("basin_end"), QStringLiteral("3: 25 % of 40; 95 % again at 9"));
        certificate.set_basin({.end = {.radius = 3, .trials = 8, .verdict = SuccessVerdict::fails},
                               .failed = {.radius = 3, .trials = 8, .verdict = SuccessVerdict::fails}});
        model.apply({CertificateReady{certificate}});
        QCOMPARE(panel.valueOf("basin_radius"), QStringLiteral("none"));
        Experiment experiment;
        experiment.basin_radius.trials = 0;
        model.begin(experiment);
        QCOMPARE(panel.valueOf("basin_radius"), QStringLiteral("not measured"));
    }

    void theMeasuredRadiusIsToldTheSameEverywhere() {
        QString told;
        for (const double radius : {0.05, 0.3, 1.0}) {
            Experiment experiment = test::tiny_experiment();
            experiment.basin_radius.trials = 60;
            experiment.start.radius = radius;
            RunModel model;
            model.load(run_experiment(experiment));
            const QString value = CertificatePanel(&model).valueOf("basin_radius");
            QVERIFY(!value.isEmpty());
            if (told.isEmpty()) told = value;
            QCOMPARE(value, told);  // wherever the run began
            const QString number = formatNumber(model.results().certificate.basin_radius);
            QVERIFY2(value.endsWith(number), qPrintable(value));
            const QString said = explainRun(model);
            QVERIFY2(said.contains(number), qPrintable(said));
        }
    }

    void noDashStandsWhereNothingApplies() {
        RunModel model;
        const CertificatePanel panel(&model);
        const auto dashes = [&panel] {
            int count = 0;
            for (const QLabel* label : panel.findChildren<QLabel*>())
                count += label->isVisibleTo(&panel) && label->text() == QStringLiteral("–");
            return count;
        };
        QCOMPARE(dashes(), 0);
        model.load(test::syntheticResults());
        QCOMPARE(dashes(), 0);
    }

    void stepsArePromisedOnTheirConditionOnly() {
        RunModel model;
        const CertificatePanel panel(&model);
        Certificate certificate;
        certificate.M_certified = 1;
        certificate.promised_iterations = 12;
        model.begin({});
        model.apply({CertificateReady{certificate}});
        QCOMPARE(panel.valueOf("good_start_certified"), QStringLiteral("no"));
        QCOMPARE(panel.rowOf("good_start_certified")->name()->text(), QStringLiteral("r₀ M ≤ 0.1 l ?"));
        QCOMPARE(panel.valueOf("promised_iterations"), QString());
        certificate.good_start_certified = true;
        model.apply({CertificateReady{certificate}});
        QCOMPARE(panel.valueOf("promised_iterations"), QStringLiteral("12"));
    }

    void aNameAndItsNumberStandOnOneLine() {
        RunModel model;
        CertificatePanel panel(&model);
        model.load(test::syntheticResults());
        panel.resize(280, 800);
        panel.show();
        QVERIFY(QTest::qWaitForWindowExposed(&panel));
        int shown = 0;
        for (const FactRow* row : panel.findChildren<FactRow*>()) {
            if (!row->isVisibleTo(&panel)) continue;
            ++shown;
            const QRect name = row->name()->geometry(), value = row->value()->geometry();
            QVERIFY2(!name.intersects(value), qPrintable(row->name()->text()));
            QCOMPARE(value.right(), row->width() - 1);
            const QFontMetrics metrics(row->name()->font());
            const int needed = metrics.horizontalAdvance(row->name()->text() + row->text()) + 12;
            if (needed <= row->width()) QCOMPARE(name.top(), value.top());
            QVERIFY(row->height() >= row->heightForWidth(row->width()));
        }
        QVERIFY(shown > 3);
        const FactRow* row = panel.rowOf("l");
        const int before = row->name()->height();
        applyTypeScale(&panel, 2);
        QTRY_VERIFY(row->name()->height() > before);
    }

    void aNameWithoutRoomIsCutAndWholeInItsToolTip() {
        RunModel model;
        CertificatePanel panel(&model);
        model.load(test::syntheticResults());
        panel.resize(140, 900);  // as beside a window of 1024 px
        panel.show();
        QVERIFY(QTest::qWaitForWindowExposed(&panel));
        int cut = 0;
        for (const FactRow* row : panel.findChildren<FactRow*>()) {
            if (!row->isVisibleTo(&panel)) continue;
            const QRect name = row->name()->geometry(), value = row->value()->geometry();
            QVERIFY2(!name.intersects(value), qPrintable(row->name()->text()));
            // No number is cut, nor stands below its name.
            const int needed = QFontMetrics(row->value()->font()).horizontalAdvance(row->text());
            QVERIFY2(value.width() >= needed || value.top() > name.top(), qPrintable(row->text()));
            if (needed < row->width() / 2) QCOMPARE(name.top(), value.top());
            QCOMPARE(name.height(), QFontMetrics(row->name()->font()).height());
            QCOMPARE(row->name()->toolTip().startsWith(row->name()->text() + QStringLiteral(": ")),
                     row->name()->isCut());
            cut += row->name()->isCut();
        }
        QVERIFY(cut > 0);
    }

    void groupsFoldByMouseAndKeys() {
        RunModel model;
        CertificatePanel panel(&model);
        model.load(test::syntheticResults());
        panel.resize(280, 800);
        panel.show();
        QSignalSpy folded(&panel, &FactGrid::foldedChanged);
        QToolButton* heading = panel.headingOf(Knowledge::certified);
        const FactRow* fact = panel.rowOf("l");
        QVERIFY(fact->isVisibleTo(&panel));
        QTest::mouseClick(heading, Qt::LeftButton);
        QVERIFY(!fact->isVisibleTo(&panel) && heading->isVisibleTo(&panel));
        QCOMPARE(heading->arrowType(), Qt::RightArrow);
        QCOMPARE(panel.folded(), QStringList{QStringLiteral("certified")});
        model.load(test::syntheticResults());  // another run leaves it folded
        QVERIFY(!fact->isVisibleTo(&panel));
        QTest::keyClick(heading, Qt::Key_Space);
        QVERIFY(fact->isVisibleTo(&panel));
        QCOMPARE(heading->arrowType(), Qt::DownArrow);
        QCOMPARE(folded.count(), 2);
        panel.setFolded({QStringLiteral("measured")});
        QVERIFY(!panel.rowOf("start_radius")->isVisibleTo(&panel));
    }

    void aKinkIsToldInWords() {
        Results results = test::syntheticResults();
        results.minimiser.kinks = {2};
        results.minimiser.slopes = Vector::Constant(1, 0.5);
        results.minimiser.stationarity.answer = Answer::yes;
        results.minimiser.stationarity.patterns = 2;
        for (SolverRun& run : results.runs) run.result.termination = Termination::stalled;
        RunModel model;
        const CertificatePanel panel(&model);
        model.load(results);
        bool told = false;
        for (const QLabel* label : panel.findChildren<QLabel*>())
            told = told || label->text().contains(QStringLiteral("sits on a kink"));
        QVERIFY(told);
        for (SolverRun& run : results.runs) run.result.message = "Stalled.";
        model.load(results);
        QVERIFY(explainRun(model).contains(QStringLiteral("kink")));
        QVERIFY(!explainRun(model).contains(QStringLiteral("larger tolerance")));
    }

    void theWorstStepIsThatUpToTheIterationShown() {
        Results results = test::syntheticResults();
        RunningWorst worst(&IterationRecord::contraction);
        auto& history = results.runs[0].history;
        QVERIFY(std::isnan(worst.upTo(results, 0, 0)));  // no step yet
        history[2].contraction = 3;
        QCOMPARE(worst.upTo(results, 0, 1), history[1].contraction);
        worst.forget();
        QCOMPARE(worst.upTo(results, 0, 2), 3.0);
        history.push_back(history.back());
        history.back().iteration += 1;
        history.back().contraction = 7;
        QCOMPARE(worst.upTo(results, 0, history.back().iteration), 7.0);
        QCOMPARE(worst.upTo(results, 0, 3), 3.0);
        QVERIFY(worst.upTo(results, 1, 1000) < 1);  // another run
    }

    void anExceededBoundIsSaid() {
        Results results = test::syntheticResults();
        const auto run = run_of_theory(results);
        QVERIFY(run.has_value());
        for (SolverRun& each : results.runs) each.result.message = "Converged.";
        const BoundCheck kept = checkBound(results, *run, ContractionNorm::euclidean, 1000);
        QVERIFY(kept.steps > 0 && kept.exceeded == 0);
        results.runs[*run].history[2].contraction = 7;
        const BoundCheck broken = checkBound(results, *run, ContractionNorm::euclidean, 1000);
        QCOMPARE(broken.exceeded, 1);
        QCOMPARE(broken.measured, 7.0);
        QCOMPARE(checkBound(results, *run, ContractionNorm::euclidean, 1).exceeded, 0);
        RunModel model;
        model.load(results);
        QVERIFY(explainRun(model).contains(QStringLiteral("exceeded")));
    }
};

QTEST_MAIN(CertificatePanelTest)
#include "certificate_panel_test.moc"
