// SPDX-License-Identifier: GPL-3.0-or-later
// The list of solvers: any number of rows for each, with error and options in place.
#include "ui/panels/solver_list.h"

#include <QComboBox>
#include <QSignalSpy>
#include <QtTest>
#include <nlohmann/json.hpp>

#include "core/experiment/solver_labels.h"
#include "core/io/experiment_json.h"
#include "core/io/presets.h"
#include "tests/support/experiments.h"
#include "tests/support/panel.h"
#include "tests/support/small_network.h"
#include "ui/panels/attraction_solver.h"
#include "ui/panels/solver_form.h"

using namespace basin;
using namespace basin::ui;
using test::control;
using test::type;

namespace {

QString labelOf(const SolverRow* row) {
    return row->box()->text().replace(QLatin1Char('\n'), QLatin1Char(' '));
}

QList<SolverRow*> rowsOf(const SolverList& list, const std::string& name) {
    QList<SolverRow*> rows;
    for (SolverRow* row : list.rows())
        if (row->info().name == name) rows << row;
    return rows;
}

double errorOf(const SolverSpec& spec) {
    return std::get<double>(parameter(spec, "error"));
}

std::vector<double> errorsOf(const Experiment& experiment) {
    std::vector<double> errors;
    for (const SolverSpec& spec : experiment.solvers)
        if (spec.name == "approximate-newton") errors.push_back(errorOf(spec));
    return errors;
}

Experiment withErrors(std::initializer_list<double> errors) {
    Experiment experiment = test::tiny_experiment();
    experiment.solvers = {{"newton", {}}};
    for (const double error : errors)
        experiment.solvers.push_back({"approximate-newton", {{"error", error}}});
    return experiment;
}

/// A panel as it stands in a window.
struct Shown {
    explicit Shown(const Experiment& experiment) {
        panel.setExperiment(experiment);
        panel.resize(300, 900);
        panel.show();
        QApplication::setActiveWindow(&panel);
        QTest::qWait(10);  // until it is laid out
    }
    SolverList& list() { return *panel.solverList(); }
    QList<SolverRow*> rows(const char* name = "approximate-newton") { return rowsOf(list(), name); }

    ExperimentPanel panel;
};

void click(QToolButton* button) {
    QTest::mouseClick(button, Qt::LeftButton);
}

}  // namespace

class SolverListTest : public QObject {
    Q_OBJECT

  private slots:
    void plusAddsARowThatIsToldItsErrorInPlace() {
        Shown shown(withErrors({0.1}));
        QSignalSpy edited(&shown.panel, &ExperimentPanel::edited);
        QCOMPARE(labelOf(shown.rows()[0]), QStringLiteral("approximate-newton"));
        QVERIFY(!shown.rows()[0]->removeButton()->isVisible());  // the only one
        click(shown.rows()[0]->duplicateButton());
        QCOMPARE(shown.rows().size(), 2);
        QCOMPARE(edited.count(), 1);
        SolverRow* added = shown.rows()[1];
        QVERIFY(added->isTicked() && added->options()->isVisible());
        // The focus is in its error, and what is typed is its error.
        auto* error = qobject_cast<RealField*>(QApplication::focusWidget());
        QVERIFY(error != nullptr && added->isAncestorOf(error));
        QCOMPARE(error->accessibleName(), QStringLiteral("Error"));
        QTest::keyClicks(error, QStringLiteral("0,9"));
        QTest::keyClick(error, Qt::Key_Return);
        QVERIFY(errorsOf(shown.panel.experiment()) == (std::vector<double>{0.1, 0.9}));
        QCOMPARE(labelOf(shown.rows()[0]), QStringLiteral("approximate-newton (0.1)"));
        QCOMPARE(labelOf(added), QStringLiteral("approximate-newton (0.9)"));
        QCOMPARE(added->box()->accessibleName(), QStringLiteral("Run approximate-newton (0.9)"));
        for (const SolverRow* row : shown.rows()) QVERIFY(row->removeButton()->isVisible());
        QCOMPARE(edited.count(), 2);
    }

    void anyNumberOfRowsByKeyboardAlone() {
        Shown shown(withErrors({0.1}));
        for (int k = 0; k < 6; ++k) {
            QToolButton* plus = shown.rows().back()->duplicateButton();
            plus->setFocus();
            QTest::keyClick(plus, Qt::Key_Space);
            auto* error = qobject_cast<RealField*>(QApplication::focusWidget());
            QVERIFY(error != nullptr);
            QTest::keyClicks(error, QString::number(0.2 + 0.1 * k));
            QTest::keyClick(error, Qt::Key_Return);
        }
        QCOMPARE(shown.rows().size(), 7);
        QVERIFY(errorsOf(shown.panel.experiment()) ==
                (std::vector<double>{0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7}));
        QToolButton* minus = shown.rows()[3]->removeButton();
        minus->setFocus();
        QTest::keyClick(minus, Qt::Key_Space);
        QCOMPARE(shown.rows().size(), 6);
        QVERIFY(errorsOf(shown.panel.experiment()) == (std::vector<double>{0.1, 0.2, 0.3, 0.5, 0.6, 0.7}));
        QVERIFY(qobject_cast<QCheckBox*>(QApplication::focusWidget()) != nullptr);
    }

    void approximationAndOptionsAreChosenInPlace() {
        Shown shown(withErrors({0.1, 0.5}));
        SolverRow* row = shown.rows()[1];
        click(row->optionsButton());
        QVERIFY(row->options()->isVisible());
        auto* choice = control<QComboBox>(*row, QStringLiteral("Approximation"));
        QVERIFY(choice != nullptr);
        choice->setFocus();
        QTest::keyClicks(choice, QStringLiteral("stale"));
        QCOMPARE(choice->currentText(), QStringLiteral("stale"));
        QVERIFY(control<RealField>(*row, QStringLiteral("Error")) == nullptr);
        auto* refresh = control<WholeField>(*row, QStringLiteral("Refresh"));
        QVERIFY(refresh != nullptr);
        type(*refresh, QStringLiteral("7"));
        QCOMPARE(labelOf(row), QStringLiteral("approximate-newton (stale 7)"));
        const SolverSpec spec = shown.panel.experiment().solvers[2];
        QVERIFY(std::get<std::string>(parameter(spec, "approximation")) == "stale");
        QCOMPARE(std::get<std::uint64_t>(parameter(spec, "refresh")), std::uint64_t{7});
        // The other row is as it was.
        QCOMPARE(errorOf(shown.panel.experiment().solvers[1]), 0.1);
        click(row->optionsButton());
        QVERIFY(!row->options()->isVisible());
    }

    void badValuesAreRefusedWhereTheyAreSeen() {
        Shown shown(withErrors({0.1, 0.5}));
        QSignalSpy edited(&shown.panel, &ExperimentPanel::edited);
        SolverRow* row = shown.rows()[1];
        click(row->optionsButton());
        auto* error = control<RealField>(*row, QStringLiteral("Error"));
        for (const char* text : {"11", "-1", "much", "1,250"}) {
            type(*error, QString::fromLatin1(text));
            QVERIFY2(error->refusal().contains(QStringLiteral("a number from 0 to 10")),
                     qPrintable(error->refusal()));
            QCOMPARE(errorOf(shown.panel.experiment().solvers[2]), 0.5);
        }
        QCOMPARE(edited.count(), 0);
        QTest::keyClick(error, Qt::Key_Escape);
        QVERIFY(error->refusal().isEmpty());
    }

    void theErrorSliderSaysWhoseErrorItSets() {
        Shown shown(withErrors({0.1, 0.5}));
        ValueSlider& slider = *shown.panel.errorSlider();
        QCOMPARE(slider.value(), 0.1);
        QVERIFY(test::hasLabel(shown.panel,
                               QStringLiteral("Of approximate-newton (0.1); the others keep theirs.")));
        QVERIFY(slider.field()->toolTip().contains(QStringLiteral("approximate-newton (0.1)")));
        click(shown.rows()[0]->optionsButton());
        type(*slider.field(), QStringLiteral("0.3"));
        QVERIFY(errorsOf(shown.panel.experiment()) == (std::vector<double>{0.3, 0.5}));
        QVERIFY(test::hasLabel(shown.panel,
                               QStringLiteral("Of approximate-newton (0.3); the others keep theirs.")));
        // The row has the same number, and the other way round.
        auto* error = control<RealField>(*shown.rows()[0], QStringLiteral("Error"));
        QCOMPARE(error->value(), 0.3);
        type(*error, QStringLiteral("0.2"));
        QCOMPARE(slider.value(), 0.2);
        // Alone, it is nobody else's.
        QTest::mouseClick(shown.rows()[0]->box(), Qt::LeftButton, {}, QPoint(8, 8));
        QCOMPARE(slider.value(), 0.5);
        QVERIFY(!test::hasLabel(shown.panel,
                                QStringLiteral("Of approximate-newton (0.5); the others keep theirs.")));
        type(*slider.field(), QStringLiteral("0.7"));
        QCOMPARE(errorOf(shown.rows()[1]->spec()), 0.7);
        QCOMPARE(errorOf(shown.rows()[0]->spec()), 0.2);
    }

    void theErrorSliderTicksWhatHasAnError() {
        Shown shown(test::tiny_experiment());
        QVERIFY(test::hasLabel(
            shown.panel, QStringLiteral("No ticked solver has one: moving it ticks approximate-newton.")));
        QTest::keyClick(shown.panel.errorSlider()->slider(), Qt::Key_PageUp);
        QVERIFY(shown.rows()[0]->isTicked());
        const std::vector<double> errors = errorsOf(shown.panel.experiment());
        QVERIFY(errors.size() == 1 && errors[0] > 0.1);
        QVERIFY(!test::hasLabel(
            shown.panel, QStringLiteral("No ticked solver has one: moving it ticks approximate-newton.")));
    }

    void experimentsComeBackAsTheyAre() {
        ExperimentPanel panel;
        Experiment experiment = test::tiny_experiment();
        experiment.solvers = {
            {"approximate-newton", {{"approximation", "sketch"}, {"error", 0.7}, {"seed", std::uint64_t{5}}}},
            {"newton", {}},
            {"approximate-newton", {{"error", 0.1}}},
            {"adam", {{"learning_rate", 0.5}}},
            {"newton", {}},
            {"approximate-newton", {{"approximation", "stale"}, {"refresh", std::uint64_t{9}}}},
            {"adam", {}}};
        panel.setExperiment(experiment);
        QVERIFY(panel.experiment().solvers == experiment.solvers);
        Experiment network = test::small_network();
        network.solvers = {{"lbfgs", {{"memory", std::uint64_t{3}}}},
                           {"piecewise-affine", {{"error", 0.5}}},
                           {"piecewise-affine", {}},
                           {"sgd", {{"window", std::uint64_t{4}}}}};
        panel.setExperiment(network);
        QVERIFY(panel.experiment().solvers == network.solvers);
    }

    void aCopyStandsBehindWhatItWasMadeFrom() {
        Shown shown(withErrors({0.1, 0.5}));
        QTest::mouseClick(shown.rows("damped-newton")[0]->box(), Qt::LeftButton, {}, QPoint(8, 8));
        click(shown.rows()[0]->duplicateButton());
        const std::vector<SolverSpec> solvers = shown.panel.experiment().solvers;
        QCOMPARE(solvers.size(), 5u);
        QCOMPARE(errorOf(solvers[1]), 0.1);
        QCOMPARE(errorOf(solvers[2]), 0.1);
        QCOMPARE(errorOf(solvers[3]), 0.5);
        QCOMPARE(solvers[4].name, std::string("damped-newton"));
        QCOMPARE(labelOf(shown.rows()[0]), QStringLiteral("approximate-newton (0.1, #1)"));
        QCOMPARE(labelOf(shown.rows()[1]), QStringLiteral("approximate-newton (0.1, #2)"));
    }

    void rowsThatAreNotTickedStay() {
        Shown shown(withErrors({0.1, 0.5}));
        QTest::mouseClick(shown.rows()[1]->box(), Qt::LeftButton, {}, QPoint(8, 8));
        QCOMPARE(labelOf(shown.rows()[1]), QStringLiteral("approximate-newton (0.5)"));
        shown.panel.askForAttraction();  // shows the experiment anew
        QCOMPARE(shown.rows().size(), 2);
        QTest::mouseClick(shown.rows()[1]->box(), Qt::LeftButton, {}, QPoint(8, 8));
        QVERIFY(errorsOf(shown.panel.experiment()) == (std::vector<double>{0.1, 0.5}));
        shown.panel.setExperiment(withErrors({0.3}));  // another experiment
        QCOMPARE(shown.rows().size(), 1);
    }

    void rowsAreCalledAsLegendsCallTheirRuns() {
        ExperimentPanel panel;
        for (const Preset& preset : presets()) {
            const Experiment experiment = preset_experiment(preset);
            panel.setExperiment(experiment);
            QStringList labels, ticked;
            for (const std::string& label : solver_labels(experiment.solvers))
                labels << QString::fromStdString(label);
            for (const SolverRow* row : panel.solverList()->rows())
                if (row->isTicked()) ticked << labelOf(row);
            labels.sort();
            ticked.sort();
            QCOMPARE(ticked, labels);
        }
    }

    void everyButtonSaysWhatItDoes() {
        Shown shown(withErrors({0.1, 0.5}));
        QSet<QString> names;
        for (const SolverRow* row : shown.list().rows()) {
            for (const QToolButton* button : row->findChildren<QToolButton*>()) {
                if (!button->isVisible()) continue;
                QVERIFY(!button->toolTip().isEmpty());
                QVERIFY(button->focusPolicy() & Qt::TabFocus);
                QVERIFY2(!names.contains(button->accessibleName()), qPrintable(button->accessibleName()));
                names << button->accessibleName();
            }
        }
        QVERIFY(names.contains(QStringLiteral("Another approximate-newton (0.1)")));
        QVERIFY(names.contains(QStringLiteral("Remove approximate-newton (0.5)")));
        QVERIFY(names.contains(QStringLiteral("Options of approximate-newton (0.5), folded")));
    }

    void theSolverOfTheBasinOfAttractionIsFollowed() {
        AttractionSolver solver = Index{2};
        const std::vector<SolverSpec> before{{"newton", {}},
                                             {"approximate-newton", {{"error", 0.1}}},
                                             {"approximate-newton", {{"error", 0.5}}}};
        followSolvers(solver, before, {before[1], before[2]});
        QVERIFY(solver == AttractionSolver(Index{1}));
        followSolvers(solver, {before[1], before[2]}, {before[1]});
        QVERIFY(solver == AttractionSolver(Index{0}));
        solver = std::string("newton");
        followSolvers(solver, before, {});
        QVERIFY(solver == AttractionSolver(std::string("newton")));
    }
};

QTEST_MAIN(SolverListTest)
#include "solver_list_test.moc"
