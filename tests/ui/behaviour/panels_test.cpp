// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <QComboBox>
#include <QSignalSpy>
#include <QtTest>
#include <nlohmann/json.hpp>

#include "core/experiment/catalogue.h"
#include "core/experiment/runner.h"
#include "core/families/problem_of.h"
#include "core/io/experiment_json.h"
#include "core/io/presets.h"
#include "tests/support/experiments.h"
#include "tests/support/hill.h"
#include "tests/support/panel.h"
#include "tests/support/small_network.h"
#include "ui/families/softmax_view.h"
#include "ui/panels/experiment_panel.h"
#include "ui/panels/explanation.h"
#include "ui/panels/solver_form.h"
#include "ui/panels/value_slider.h"
#include "ui/runs/run_cost.h"
#include "ui/runs/run_model.h"
#include "ui/runs/run_table_model.h"
#include "ui/settings.h"

using namespace basin;
using namespace basin::ui;

namespace {

std::string json(const Experiment& experiment) {
    return experiment_to_json(experiment).dump();
}

}  // namespace

class PanelsTest : public QObject {
    Q_OBJECT

  private slots:
    void presetsGoThroughThePanelUnchanged() {
        ExperimentPanel panel;
        QSignalSpy edited(&panel, &ExperimentPanel::edited);
        QVERIFY(presets().size() >= 4);
        for (const Preset& preset : presets()) {
            Experiment experiment = preset_experiment(preset);
            panel.setExperiment(experiment);
            experiment.view.reset();  // the plots keep it
            QVERIFY2(json(panel.experiment()) == json(experiment), preset.name.c_str());
        }
        QCOMPARE(edited.count(), 0);
    }

    void keysReachTheExperiment() {
        ExperimentPanel panel;
        panel.setExperiment(test::tiny_experiment());
        QSignalSpy edited(&panel, &ExperimentPanel::edited);
        RealField* field = panel.radiusSlider()->field();
        field->selectAll();
        QTest::keyClicks(field, QStringLiteral("1.25e-3"));
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(panel.experiment().start.radius, 1.25e-3);
        QCOMPARE(edited.count(), 1);
        QTest::keyClick(panel.radiusSlider()->slider(), Qt::Key_PageUp);
        QVERIFY(panel.experiment().start.radius > 1.25e-3);
        QCOMPARE(edited.count(), 2);
    }

    void theErrorSliderSetsTheApproximateSolver() {
        ExperimentPanel panel;
        Experiment experiment = test::tiny_experiment();
        experiment.solvers = {{"approximate-newton", {{"error", 0.1}}}};
        panel.setExperiment(experiment);
        QCOMPARE(panel.errorSlider()->value(), 0.1);
        panel.setRadiusAndError(0.5, 0.4);
        const Experiment built = panel.experiment();
        QCOMPARE(built.start.radius, 0.5);
        QCOMPARE(std::get<double>(parameter(built.solvers.front(), "error")), 0.4);
    }

    void theErrorSliderKnowsWhoTakesIt() {
        ExperimentPanel panel;
        Experiment experiment = test::tiny_experiment();
        for (const char* name : {"stale", "gauss-newton", "diagonal"}) {
            experiment.solvers = {{"newton", {}}, {"approximate-newton", {{"approximation", name}}}};
            panel.setExperiment(experiment);
            QVERIFY(!panel.errorSlider()->isVisibleTo(&panel));
            QVERIFY(!test::hasLabel(panel, QStringLiteral("Approximation error")));
            QVERIFY(test::hasLabel(panel, panel.errorSlider()->field()->toolTip()));
            QVERIFY(panel.errorSlider()->field()->toolTip().contains(QStringLiteral("no error to set")));
        }
        experiment.solvers = {{"approximate-newton", {{"approximation", "stale"}}},
                              {"approximate-newton", {{"approximation", "sketch"}, {"error", 0.7}}}};
        panel.setExperiment(experiment);
        QVERIFY(panel.errorSlider()->isVisibleTo(&panel));
        QCOMPARE(panel.errorSlider()->value(), 0.7);
        panel.setRadiusAndError(0.5, 0.6);
        QCOMPARE(std::get<double>(parameter(panel.experiment().solvers[1], "error")), 0.6);
    }

    void aCellIsRunWhateverIsTicked() {
        ExperimentPanel panel;
        Experiment experiment = test::tiny_experiment();
        experiment.solvers = {{"newton", {}}};
        panel.setExperiment(experiment);
        QSignalSpy edited(&panel, &ExperimentPanel::edited);
        panel.setRadiusAndError(0.5, 1.75);
        QCOMPARE(edited.count(), 1);
        Experiment built = panel.experiment();
        QCOMPARE(built.solvers.size(), 2u);
        QCOMPARE(built.solvers[1].name, std::string("approximate-newton"));
        QCOMPARE(std::get<double>(parameter(built.solvers[1], "error")), 1.75);
        QCOMPARE(panel.errorSlider()->value(), 1.75);
        experiment.solvers = {{"approximate-newton", {{"approximation", "stale"}}}};
        panel.setExperiment(experiment);
        panel.setRadiusAndError(0.5, 0.25);
        built = panel.experiment();
        QCOMPARE(built.solvers.size(), 2u);
        QVERIFY(built.solvers[0] == experiment.solvers[0]);
        QCOMPARE(std::get<double>(parameter(built.solvers[1], "error")), 0.25);
    }

    void aCellOfANetworkStartsAtRandomWeights() {
        ExperimentPanel panel;
        Experiment experiment = test::small_network();
        experiment.start.around =
            MatrixSource{std::make_shared<const Matrix>(Matrix::Zero(unknowns(experiment), 1)), {}};
        panel.setExperiment(experiment);
        panel.setRadiusAndError(0.5, 0.25);
        QVERIFY(!panel.experiment().start.around);
        QCOMPARE(panel.experiment().start.deviation, 0.5);
    }

    void runsOfOneSolverAreToldApart() {
        SolverList list;
        list.setSolvers({{"approximate-newton", {{"error", 0.1}}},
                         {"approximate-newton", {{"error", 0.2}}},
                         {"approximate-newton", {{"error", 0.3}}}},
                        softmaxView());
        QList<QCheckBox*> ticked;
        for (QCheckBox* box : list.findChildren<QCheckBox*>())
            if (box->isChecked()) ticked << box;
        QCOMPARE(ticked.size(), 3);
        QCOMPARE(ticked[0]->accessibleName(), QStringLiteral("Run approximate-newton (0.1)"));
        QCOMPARE(ticked[2]->accessibleName(), QStringLiteral("Run approximate-newton (0.3)"));
        const auto swatch = [&](int row) { return ticked[row]->icon().pixmap(28, 12).toImage(); };
        QVERIFY(swatch(0) != swatch(1) && swatch(1) != swatch(2));
        ticked[0]->setChecked(false);
        QCOMPARE(ticked[0]->accessibleName(), QStringLiteral("Run approximate-newton (0.1)"));
        QCOMPARE(ticked[2]->accessibleName(), QStringLiteral("Run approximate-newton (0.3)"));
        ticked[1]->setChecked(false);
        QCOMPARE(ticked[2]->accessibleName(), QStringLiteral("Run approximate-newton"));
    }

    void valuesBeyondTheFieldsComeBack() {
        ExperimentPanel panel;
        Experiment experiment = test::tiny_experiment();
        softmax_of(experiment).instance.d = 10000;
        softmax_of(experiment).instance.gain = 1e-8;
        experiment.start.radius = 2e6;
        experiment.stopping.max_seconds = 1e8;
        experiment.stopping.max_iterations = 5000000000;  // no int
        panel.setExperiment(experiment);
        QVERIFY(json(panel.experiment()) == json(experiment));
        const auto fields = panel.findChildren<WholeField*>();
        const auto d = std::ranges::find(fields, QStringLiteral("d unknowns"), &QWidget::accessibleName);
        QVERIFY(d != fields.end());
        QCOMPARE((*d)->value(), 10000);
        (*d)->setValue(7);
        experiment = panel.experiment();
        QCOMPARE(softmax_of(experiment).instance.d, Index{7});
        QCOMPARE(experiment.stopping.max_iterations, Index{5000000000});
        panel.setExperiment(test::tiny_experiment());
        QCOMPARE((*d)->maximum(), 4096);
    }

    void optionsShowTheKnobsThatMatter() {
        const SolverInfo& info = solver_info("approximate-newton");
        SolverForm form(info, {info.name, {}});
        const auto shown = [&](const char* name) {
            return test::control<QWidget>(form, QString::fromLatin1(name)) != nullptr;
        };
        auto* choice = form.findChild<QComboBox*>();
        QVERIFY(choice != nullptr && shown("Approximation") && shown("Error") && shown("Seed"));
        QVERIFY(!shown("Refresh") && !shown("Samples") && !shown("Kind"));
        choice->setCurrentText(QStringLiteral("stale"));
        QVERIFY(shown("Refresh") && !shown("Samples") && !shown("Seed") && !shown("Error"));
        choice->setCurrentText(QStringLiteral("sketch"));
        QVERIFY(shown("Kind") && shown("Samples") && shown("Failure") && !shown("Refresh"));
        choice->setCurrentText(QStringLiteral("gauss-newton"));
        QVERIFY(!shown("Seed") && !shown("Samples") && !shown("Variant"));
        QCOMPARE(std::get<std::string>(form.spec().parameters.at("approximation")),
                 std::string("gauss-newton"));
    }

    void everySolverOfTheCatalogueCanBeTicked() {
        ExperimentPanel panel;
        panel.setExperiment(test::tiny_experiment());
        for (const SolverRow* row : panel.solverList()->rows()) row->box()->setChecked(true);
        QCOMPARE(std::ssize(panel.experiment().solvers),
                 std::ranges::count_if(solver_catalogue(), &SolverInfo::general));
        panel.experiment().validate();
    }

    void aPointReplacesTheRadiusUntilTheSliderMoves() {
        ExperimentPanel panel;
        panel.setExperiment(test::tiny_experiment());
        panel.setStartPoint(Vector{{1.0, 2.0}}, 0.75);
        QVERIFY(panel.experiment().start.x0.has_value());
        QCOMPARE(panel.radiusSlider()->value(), 0.75);
        QTest::keyClick(panel.radiusSlider()->slider(), Qt::Key_PageUp);
        QVERIFY(!panel.experiment().start.x0.has_value());
    }

    void thePointOfAFileHasNoRadiusOfItsOwn() {
        ExperimentPanel panel;
        Experiment experiment = test::tiny_experiment();
        experiment.start.x0 = MatrixSource{std::make_shared<const Matrix>(Matrix::Ones(2, 1)), {}};
        panel.setExperiment(experiment);
        ValueSlider* radius = panel.radiusSlider();
        const auto text = [&] { return radius->field()->text(); };
        QCOMPARE(text(), QStringLiteral("–"));
        QVERIFY(panel.experiment() == experiment);
        // That of another start is none of its.
        panel.showStartDistance(test::tiny_experiment().start, 0.25);
        QCOMPARE(text(), QStringLiteral("–"));
        panel.showStartDistance(experiment.start, 0.75);
        QCOMPARE(text(), QStringLiteral("0.75"));
        QVERIFY(panel.experiment() == experiment);  // shown, not set
        panel.askForAttraction();
        QCOMPARE(text(), QStringLiteral("0.75"));
        // Another seed means a direction again, as far away.
        panel.setStartSeed(3);
        QVERIFY(!panel.experiment().start.x0);
        QCOMPARE(panel.experiment().start.radius, 0.75);
    }

    void aRadiusIsTypedOverTheDash() {
        ExperimentPanel panel;
        Experiment experiment = test::tiny_experiment();
        experiment.start.x0 = MatrixSource{std::make_shared<const Matrix>(Matrix::Ones(2, 1)), {}};
        panel.setExperiment(experiment);
        RealField* field = panel.radiusSlider()->field();
        field->selectAll();
        QTest::keyClicks(field, QStringLiteral("nonsense"));
        QTest::keyClick(field, Qt::Key_Escape);
        QCOMPARE(field->text(), QStringLiteral("–"));
        field->selectAll();
        QTest::keyClicks(field, QStringLiteral("0.5"));
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(!panel.experiment().start.x0);
        QCOMPARE(panel.experiment().start.radius, 0.5);
        QCOMPARE(panel.radiusSlider()->value(), 0.5);
    }

    void givenWeightsHaveNoDeviation() {
        ExperimentPanel panel;
        const Experiment experiment = preset_experiment(*find_preset("resting-on-a-kink"));
        panel.setExperiment(experiment);
        QCOMPARE(panel.deviationSlider()->field()->text(), QStringLiteral("–"));
        QCOMPARE(panel.experiment().start.deviation, experiment.start.deviation);
        panel.deviationSlider()->field()->setValue(0.2);
        QVERIFY(!panel.experiment().start.weights);
        QCOMPARE(panel.experiment().start.deviation, 0.2);
    }

    void everyTerminationHasItsSentence() {
        for (int i = 0; i <= static_cast<int>(Termination::invalid_input); ++i) {
            const QString sentence =
                explainTermination(QStringLiteral("newton"), static_cast<Termination>(i), 7);
            QVERIFY(sentence.contains(QStringLiteral("newton")));
            QVERIFY(sentence.endsWith(QLatin1Char('.')));
            const QString one = explainTermination(QStringLiteral("lbfgs"), static_cast<Termination>(i), 1);
            QVERIFY2(!one.contains(QStringLiteral("1 steps")), qPrintable(one));
            QCOMPARE(one.contains(QStringLiteral("1 step")), sentence.contains(QStringLiteral("7 steps")));
        }
    }

    void aMaximumIsNoArrival() {
        RunModel model;
        const Results results = run_experiment(test::hill_experiment());
        model.load(results);
        const QString told = explainRun(model);
        QVERIFY2(told.contains(QStringLiteral("newton came to rest on a hilltop after 0 steps")),
                 qPrintable(told));
        QVERIFY(!told.contains(QStringLiteral("newton arrived")));
        QCOMPARE(outcomeText(run_row(results)), QStringLiteral("0 of 1 arrived"));
    }

    void everyEndHasItsSentence() {
        SolverRun run;
        run.result.termination = Termination::converged;
        for (int k = 0; k <= static_cast<int>(EndKind::not_decided); ++k) {
            run.end.kind = static_cast<EndKind>(k);
            const QString sentence = explainEnd(QStringLiteral("newton"), run);
            QVERIFY(sentence.contains(QStringLiteral("newton")));
            QCOMPARE(sentence.contains(QStringLiteral("arrived")), arrived(run));
        }
    }

    void largeProblemsAreNotSmall() {
        QVERIFY(isSmall(default_experiment()));
        QVERIFY(isSmall(test::tiny_experiment()));
        QVERIFY(!isSmall(test::long_experiment()));
    }

    void settingsKeepAndAnnounce() {
        QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("settings.ini"));
        {
            Settings settings(file);
            QSignalSpy theme(&settings, &Settings::themeChanged);
            settings.setTheme(ThemeChoice::dark);
            settings.setTheme(ThemeChoice::dark);
            QCOMPARE(theme.count(), 1);
            settings.setSpeed(5.0);
            settings.setSeedLocked(false);
            settings.addRecentFile(QStringLiteral("/a"));
            settings.addRecentFile(QStringLiteral("/b"));
            settings.addRecentFile(QStringLiteral("/a"));
        }
        const Settings again(file);
        QCOMPARE(again.theme(), ThemeChoice::dark);
        QCOMPARE(again.speed(), std::optional(5.0));
        QVERIFY(!again.seedLocked());
        QCOMPARE(again.recentFiles(), (QStringList{QStringLiteral("/a"), QStringLiteral("/b")}));
    }
};

QTEST_MAIN(PanelsTest)
#include "panels_test.moc"
