// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/headline.h"

#include <QTest>

#include "core/io/presets.h"
#include "tests/support/synthetic_results.h"
#include "ui/panels/experiment_panel.h"
#include "ui/panels/experiment_title.h"
#include "ui/runs/run_model.h"

using namespace basin;
using namespace basin::ui;

namespace {

SolverRun runOf(const char* solver, double error, Index iterations, Termination termination) {
    SolverRun run;
    run.spec.name = solver;
    if (error > 0) run.spec.parameters["error"] = error;
    run.result.termination = termination;
    run.result.iterations = iterations;
    run.result.message = "ended";
    return run;
}

/// Of a start that theory says something about, with these runs.
Results resultsWith(std::vector<SolverRun> runs) {
    Results results = test::syntheticResults();
    results.runs = std::move(runs);
    results.experiment.solvers.clear();
    for (const SolverRun& run : results.runs) results.experiment.solvers.push_back(run.spec);
    results.certificate = {};
    results.certificate.start_radius = 0.3;
    return results;
}

}  // namespace

class HeadlineTest : public QObject {
    Q_OBJECT

  private slots:
    void a_preset_keeps_its_title_while_it_is_that_preset() {
        for (const Preset& preset : presets()) {
            ExperimentPanel panel;
            panel.setExperiment(preset_experiment(preset));
            QCOMPARE(panel.experiment().title, preset.title);
            QCOMPARE(storyOf(panel.experiment()), QString::fromStdString(preset.story));
        }
        ExperimentPanel panel;
        panel.setExperiment(default_experiment());
        const double radius = panel.experiment().start.radius;
        panel.setRadiusAndError(2 * radius, 0.1);
        QCOMPARE(panel.experiment().title, default_experiment().title + ", changed");
        QVERIFY(storyOf(panel.experiment()).isEmpty());
        panel.setExperiment(panel.experiment());  // as from a file
        QCOMPARE(panel.experiment().title, default_experiment().title + ", changed");
        panel.setRadiusAndError(radius, 0.1);
        QCOMPARE(panel.experiment().title, default_experiment().title);
        panel.setTitle("Mine");
        panel.setRadiusAndError(3 * radius, 0.1);
        QCOMPARE(panel.experiment().title, std::string("Mine"));
    }

    void titles_are_edited_with_keys() {
        RunModel model;
        Headline headline(&model);
        headline.setExperiment(default_experiment());
        headline.show();
        QStringList edited;
        connect(&headline, &Headline::titleEdited, [&edited](const QString& title) { edited << title; });
        headline.title()->setFocus();
        headline.title()->selectAll();
        QTest::keyClicks(headline.title(), "Nearly there");
        QTest::keyClick(headline.title(), Qt::Key_Escape);
        QCOMPARE(headline.title()->text(), QString::fromStdString(default_experiment().title));
        QVERIFY(edited.isEmpty());
        headline.title()->setFocus();
        headline.title()->selectAll();
        QTest::keyClicks(headline.title(), "Nearly there");
        QTest::keyClick(headline.title(), Qt::Key_Return);
        headline.title()->clearFocus();
        QCOMPARE(edited, QStringList{"Nearly there"});
    }

    void radii_are_compared_in_words() {
        RunModel model;
        Headline headline(&model);
        Results results = resultsWith({runOf("newton", 0, 4, Termination::converged)});
        results.certificate.guaranteed_radius_certified = 2.8e-5;
        results.certificate.basin_radius = 0.132;
        model.load(results);
        QCOMPARE(headline.comparison(),
                 QStringLiteral("Theory vouches for 2.8·10⁻⁵; in 95 of 100 trials it works from 0.132: 4,700 "
                                "times farther."));
        results.certificate.basin_radius = 2e-5;
        model.load(results);
        QVERIFY(!headline.comparison().contains(QStringLiteral("farther")));
    }

    void errors_of_the_hessian_are_told_in_steps() {
        RunModel model;
        Headline headline(&model);
        const SolverRun exact = runOf("newton", 0, 4, Termination::converged);
        model.load(resultsWith({exact, runOf("approximate-newton", 0.1, 6, Termination::converged),
                                runOf("approximate-newton", 0.6, 21, Termination::converged)}));
        QCOMPARE(headline.comparison(),
                 QStringLiteral("A Hessian that is wrong by 60 % still arrives, in 21 steps instead of 4."));
        model.load(resultsWith({exact, runOf("approximate-newton", 1.5, 2, Termination::indefinite)}));
        QCOMPARE(headline.comparison(),
                 QStringLiteral(
                     "The exact Hessian arrives in 4 steps; one that is wrong by 150 % does not arrive."));
        model.load(resultsWith({exact, runOf("gradient-descent", 0, 80, Termination::iteration_limit)}));
        QCOMPARE(headline.comparison(), QStringLiteral("newton arrives in 4 steps; gradient-descent does not "
                                                       "arrive in 80 steps."));
    }
};

QTEST_MAIN(HeadlineTest)
#include "headline_test.moc"
