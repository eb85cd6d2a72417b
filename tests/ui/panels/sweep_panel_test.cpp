// SPDX-License-Identifier: GPL-3.0-or-later
// A right click on a number sweeps it; the group Sweep has its range and says what it costs.
#include <QComboBox>
#include <QContextMenuEvent>
#include <QLineEdit>
#include <QMenu>
#include <QSignalSpy>
#include <QtTest>

#include "core/experiment/sweep/sweep_cost.h"
#include "tests/support/panel.h"
#include "tests/support/small_network.h"
#include "tests/support/window.h"
#include "ui/panels/checklist_button.h"
#include "ui/panels/fold_button.h"
#include "ui/panels/solver_form.h"
#include "ui/panels/sweep_axes.h"
#include "ui/panels/swept_control.h"
#include "ui/panels/transport_bar.h"
#include "ui/plots/sweep_plot.h"
#include "ui/window/dashboard.h"
#include "ui/window/run_policy.h"

using namespace basin;
using namespace basin::ui;

namespace {

struct Shown {
    explicit Shown(const Experiment& experiment = test::pictured_experiment()) {
        panel.setExperiment(experiment);
        panel.resize(300, 700);
        test::unfoldAll(panel);
        panel.show();
        QApplication::setActiveWindow(&panel);
    }
    QWidget* control(const char* key) {
        for (QWidget* each : panel.findChildren<QWidget*>())
            if (sweptKeyOf(each) == key && each->isVisibleTo(&panel)) return each;
        return nullptr;
    }
    /// What a right click on the control offers.
    QStringList offered(const char* key) {
        std::unique_ptr<QMenu> menu(panel.sweepMenu()->makeMenu(control(key)));
        QStringList words;
        if (menu)
            for (const QAction* action : menu->actions())
                if (action->text().startsWith(QStringLiteral("Sweep"))) words << action->text();
        return words;
    }
    void choose(const char* key, const char* words) {
        std::unique_ptr<QMenu> menu(panel.sweepMenu()->makeMenu(control(key)));
        QVERIFY2(menu != nullptr, key);
        for (QAction* action : menu->actions())
            if (action->text() == QLatin1String(words)) return action->trigger();
        QFAIL(words);
    }
    SweepAxes* axes() { return panel.findChild<SweepAxes*>(); }
    std::vector<std::string> keys() const {
        std::vector<std::string> keys;
        if (const auto sweep = panel.experiment().sweep)
            for (const SweepAxis& axis : sweep->axes) keys.push_back(axis.key);
        return keys;
    }

    ExperimentPanel panel;
};

using Keys = std::vector<std::string>;

}  // namespace

class SweepPanelTest : public test::WindowTest {
    Q_OBJECT

  private slots:
    void init() { renewSettings(); }

    void aRightClickSweepsANumber() {
        Shown shown;
        QSignalSpy edited(&shown.panel, &ExperimentPanel::edited),
            asked(&shown.panel, &ExperimentPanel::sweepAsked);
        QVERIFY(!shown.panel.experiment().sweep);
        QCOMPARE(shown.offered("problem.ridge"), QStringList{QStringLiteral("Sweep this")});
        shown.choose("problem.ridge", "Sweep this");
        QVERIFY(shown.keys() == Keys{"problem.ridge"});
        QCOMPARE(edited.count(), 1);
        QCOMPARE(asked.count(), 1);
        shown.panel.experiment().validate();
        QVERIFY(shown.axes()->isVisibleTo(&shown.panel));
        QCOMPARE(shown.axes()->rows().size(), 1u);
        shown.choose("start.radius", "Sweep this as second axis");
        QVERIFY((shown.keys() == Keys{"problem.ridge", "start.radius"}));
        shown.choose("problem.gain", "Sweep this");
        QVERIFY((shown.keys() == Keys{"problem.ridge", "problem.gain"}));
        shown.choose("problem.activation", "Sweep this as third axis");
        QCOMPARE(shown.keys().size(), 3u);
        QVERIFY(shown.axes()->rows()[2]->words() != nullptr);
        QCOMPARE(shown.offered("problem.ridge"), QStringList{QStringLiteral("Sweep this no more")});
        shown.choose("problem.ridge", "Sweep this no more");
        QVERIFY((shown.keys() == Keys{"problem.gain", "problem.activation"}));
        shown.panel.experiment().validate();
    }

    void theMenuOpensWhereOneClicks() {
        Shown shown;
        QWidget* field = shown.control("problem.ridge");
        QVERIFY(field != nullptr);
        const QPoint at = field->rect().center();
        QContextMenuEvent click(QContextMenuEvent::Mouse, at, field->mapToGlobal(at));
        QApplication::sendEvent(field, &click);
        auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
        QVERIFY(menu != nullptr);
        // What a text field offers is there too.
        QVERIFY(menu->actions().size() > 3);
        menu->close();
    }

    void optionsOfASolverAreSwept() {
        Experiment experiment = test::pictured_experiment();
        experiment.solvers = {{"newton", {}}, {"approximate-newton", {{"error", 0.1}}}};
        Shown shown(experiment);
        QVERIFY(shown.control("solvers[1].error") != nullptr);  // the slider
        for (SolverRow* row : shown.panel.solverList()->rows())
            if (row->info().name == "approximate-newton") row->openOptions();
        QVERIFY(shown.control("solvers[1].approximation") != nullptr);
        shown.choose("solvers[1].approximation", "Sweep this");
        QVERIFY(shown.keys() == Keys{"solvers[1].approximation"});
        // It stays with its solver.
        for (SolverRow* row : shown.panel.solverList()->rows())
            if (row->info().name == "newton")
                QTest::mouseClick(row->box(), Qt::LeftButton, {}, QPoint(8, row->box()->height() / 2));
        QVERIFY(shown.keys() == Keys{"solvers[0].approximation"});
    }

    void whatGivenDataSayIsNotOffered() {
        Shown shown(test::small_network());
        QVERIFY(shown.offered("problem.hidden").contains(QStringLiteral("Sweep this")));
        QVERIFY(shown.control("problem.ridge") == nullptr);
        QVERIFY(shown.offered("start.deviation").contains(QStringLiteral("Sweep this")));
    }

    void theGroupHasRangesAndSaysTheCost() {
        Shown shown;
        shown.choose("start.radius", "Sweep this");
        SweepAxisRow* row = shown.axes()->rows().front();
        test::type(*row->from(), QStringLiteral("0.5"));
        test::type(*row->to(), QStringLiteral("4"));
        test::type(*row->count(), QStringLiteral("5"));
        QTest::mouseClick(row->logBox(), Qt::LeftButton, {}, QPoint(8, row->logBox()->height() / 2));
        auto* group = shown.panel.group(QStringLiteral("sweep"));
        auto* trials = test::control<WholeField>(*group, QStringLiteral("Trials a cell"));
        QVERIFY(trials != nullptr);
        test::type(*trials, QStringLiteral("7"));
        auto* theory = test::control<QCheckBox>(*group, QStringLiteral("Beside the theory"));
        theory->click();
        const Experiment experiment = shown.panel.experiment();
        QVERIFY(experiment.sweep.has_value());
        const SweepAxis expected{"start.radius", 0.5, 4, 5, SweepScale::linear, {}};
        QVERIFY(experiment.sweep->axes.front() == expected);
        QCOMPARE(experiment.sweep->repeats.count, Index{7});
        QVERIFY(experiment.sweep->theory);
        const SweepCost cost = count_sweep(experiment);
        QCOMPARE(cost.cells, Index{5});
        QVERIFY2(shown.axes()->cost()->text().startsWith(QStringLiteral("%1 runs in 5 cells").arg(cost.runs)),
                 qPrintable(shown.axes()->cost()->text()));
        test::type(*row->to(), QStringLiteral("0.1"));
        QVERIFY2(shown.axes()->cost()->text().startsWith(QStringLiteral("sweep, axis 1, to: found 0.1")),
                 qPrintable(shown.axes()->cost()->text()));
    }

    void wordsAreTickedOneByOne() {
        Shown shown;
        shown.choose("problem.activation", "Sweep this");
        ChecklistButton* words = shown.axes()->rows().front()->words();
        QVERIFY(words != nullptr);
        words->box(0)->click();
        const auto sweep = shown.panel.experiment().sweep;
        QCOMPARE(sweep->axes.front().values.size() + 1, words->checked().size());
        shown.panel.experiment().validate();
    }

    void theBoxBeginsWithADistance() {
        Shown shown;
        QCheckBox* box = shown.panel.group(QStringLiteral("sweep"))->switchBox();
        QTest::mouseClick(box, Qt::LeftButton, {}, QPoint(8, box->height() / 2));
        QVERIFY(shown.keys() == Keys{"start.radius"});
        QTest::mouseClick(shown.axes()->addButton(), Qt::LeftButton);
        QCOMPARE(shown.keys().size(), 2u);
        QTest::mouseClick(shown.axes()->rows().front()->removeButton(), Qt::LeftButton);
        QCOMPARE(shown.keys().size(), 1u);
        shown.panel.experiment().validate();
    }

    void theWindowShowsItAndTakesAClick() {
        const auto window = makeWindow();
        test::waitUntilDone(*window);
        ExperimentPanel* panel = window->experimentPanel();
        panel->sweep("start.radius", AxisPlace::last);
        window->runPolicy()->runShown();
        Dashboard* dashboard = window->dashboard();
        QVERIFY(dashboard->shownPlots()[3] == PlotKind::sweep);
        QTRY_VERIFY_WITH_TIMEOUT(
            window->model()->results().sweep && window->model()->results().sweep->complete, test::patience);
        test::waitUntilDone(*window);
        const auto before = window->model()->results().sweep;
        dashboard->sweep()->refresh();
        QCOMPARE(dashboard->sweep()->emptyMessage(), QString());
        const ParameterValue value = before->axes.front().values.front();
        emit dashboard->sweep()->cellPicked({{"start.radius", value}});
        QCOMPARE(panel->experiment().start.radius, std::get<double>(value));
        test::waitUntilDone(*window);
        // The sweep does not depend on where the experiment itself is: its cells are there again.
        QTRY_VERIFY_WITH_TIMEOUT(
            window->model()->results().sweep && window->model()->results().sweep->complete, test::patience);
        QVERIFY(window->model()->results().sweep->cells.front() == before->cells.front());
        // The seed beside Run can be swept too.
        QVERIFY(sweptKeyOf(test::control<SeedField>(*window->transport(), QStringLiteral("Start seed"))) ==
                "start.seed");
    }
};

QTEST_MAIN(SweepPanelTest)
#include "sweep_panel_test.moc"
