// SPDX-License-Identifier: GPL-3.0-or-later
// What plots show of runs from many seeds: what core computed of them.
#include <QComboBox>
#include <QtTest>

#include "core/experiment/runner.h"
#include "tests/support/small_experiment.h"
#include "ui/panels/explanation.h"
#include "ui/plots/arrivals_plot.h"
#include "ui/plots/cause_look.h"
#include "ui/plots/convergence_plot.h"
#include "ui/plots/seed_bands.h"
#include "ui/runs/run_model.h"

using namespace basin;
using namespace basin::ui;

class SeedsTest : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() {
        Experiment experiment = test::small_experiment().only("");
        experiment.start.radius = 3;  // not every run arrives
        experiment.repeats = RepeatsSpec{12, {"start.seed"}};
        results_ = run_experiment(experiment);
    }
    void init() {
        model_ = std::make_unique<RunModel>();
        model_->load(results_);
    }

    void convergenceShowsMediansAndCounts() {
        ConvergencePlot plot;
        show(plot);
        const Results& results = model_->results();
        for (std::size_t i = 0; i < results.runs.size(); ++i) {
            const RepeatBand* band = bandOf(results, i, "distance");
            QVERIFY(band != nullptr);
            const Curve& curve = plot.curves()[i];
            QCOMPARE(curve.points, bandPoints(*band, band->median, 1'000'000));
            const RepeatedSolver& solver = results.repeats->solvers[i];
            QVERIFY(curve.name.endsWith(QStringLiteral(": %1 of 12 arrived").arg(solver.arrived())));
        }
        QVERIFY(plot.subtitle().contains(QStringLiteral("10–90 % band of 12 seeds")));
    }

    void theExplanationCountsThem() {
        const QString text = explainRun(*model_);
        const Repeats& repeats = *model_->results().repeats;
        const bool all = repeats.solvers[0].arrived() == 12;
        QVERIFY2(text.contains(QStringLiteral("12 seeds")), qPrintable(text));
        QCOMPARE(text.contains(QStringLiteral("newton %1 times").arg(repeats.solvers[0].arrived())), !all);
    }

    void whatFailsIsToldWithItsCauses() {
        const Repeats& repeats = *model_->results().repeats;
        const CauseCounts causes = repeats.causes();
        QVERIFY(causes.total() > 0);
        Index failed = 0;
        for (const RepeatedSolver& solver : repeats.solvers) {
            failed += solver.done() - solver.arrived();
            QCOMPARE(solver.causes().total(), solver.done() - solver.arrived());
            const QString told = failedText(solver);
            QCOMPARE(told.isEmpty(), solver.arrived() == solver.done());
            if (!told.isEmpty()) QVERIFY(told.endsWith(causeShares(solver.causes())));
        }
        QCOMPARE(causes.total(), failed);
        const QString text = explainRun(*model_);
        QVERIFY2(text.contains(QStringLiteral("did not arrive: %1.").arg(causeShares(causes))),
                 qPrintable(text));
        ArrivalsPlot plot;
        show(plot);
        QVERIFY(plot.summary().contains(causeShares(causes)));
    }

    void theBoxChoosesWhatIsSeen() {
        ConvergencePlot plot;
        show(plot);
        QComboBox* box = seedsBox(plot);
        QVERIFY(box != nullptr && !box->isHidden());
        box->setCurrentIndex(2);
        QCOMPARE(plot.seeds(), SeedsShown::own);
        plot.refresh();
        QCOMPARE(plot.curves()[0].points.size(), model_->results().runs[0].history.size());
        QVERIFY(!plot.curves()[0].name.contains(QStringLiteral("arrived")));
        QCOMPARE(plot.spec().seeds, std::optional(SeedsShown::own));
        box->setCurrentIndex(1);
        plot.refresh();
        QVERIFY(plot.subtitle().contains(QStringLiteral("runs from 12 seeds")));
    }

    void withoutRepeatsThereIsNoBox() {
        Results plain = results_;
        plain.experiment.repeats.reset();
        plain.repeats.reset();
        model_->load(plain);
        ConvergencePlot plot;
        show(plot);
        QVERIFY(seedsBox(plot)->isHidden());
        QVERIFY(!plot.curves()[0].name.contains(QStringLiteral("arrived")));
    }

    void arrivalsCountThoseThatArrived() {
        ArrivalsPlot plot;
        show(plot);
        const Repeats& repeats = *model_->results().repeats;
        for (std::size_t i = 0; i < repeats.solvers.size(); ++i) {
            const Curve& curve = plot.curves()[i];
            const double share = 100.0 * static_cast<double>(repeats.solvers[i].arrived()) / 12;
            if (!curve.points.empty()) QVERIFY(std::abs(curve.points.back().y() - share) < 1e-12);
            for (std::size_t k = 1; k < curve.points.size(); ++k)
                QVERIFY(curve.points[k].x() >= curve.points[k - 1].x() &&
                        curve.points[k].y() >= curve.points[k - 1].y());
        }
        plot.setView(ArrivalsView::seconds);
        plot.refresh();
        QVERIFY(plot.csv().startsWith("solver,seconds,share"));
    }

    void withoutRepeatsArrivalsSayWhatToDo() {
        Results plain = results_;
        plain.experiment.repeats.reset();
        plain.repeats.reset();
        model_->load(plain);
        ArrivalsPlot plot;
        show(plot);
        QVERIFY(plot.emptyMessage().contains(QStringLiteral("Seeds")));
    }

  private:
    template <typename Plot>
    void show(Plot& plot) {
        plot.setModel(model_.get());
        plot.resize(480, 320);
        plot.show();
        plot.refresh();
    }
    static QComboBox* seedsBox(ConvergencePlot& plot) {
        for (QComboBox* box : plot.controls()->findChildren<QComboBox*>())
            if (box->accessibleName() == QStringLiteral("Seeds")) return box;
        return nullptr;
    }

    Results results_;
    std::unique_ptr<RunModel> model_;
};

QTEST_MAIN(SeedsTest)
#include "seeds_test.moc"
