// SPDX-License-Identifier: GPL-3.0-or-later
// The panel as a whole: what data take the place of, the way back from them, and folds that are remembered.
#include "ui/panels/experiment_panel.h"

#include <QSignalSpy>
#include <QtTest>

#include "core/families/problem_of.h"
#include "core/io/experiment_json.h"
#include "tests/support/panel.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/small_network.h"
#include "tests/support/window.h"
#include "ui/families/network_view.h"
#include "ui/families/softmax_view.h"
#include "ui/panels/attraction_solver.h"
#include "ui/runs/run_controller.h"

using namespace basin;
using namespace basin::ui;
using test::control;
using test::hasLabel;

namespace {

/// A1 out of a file, of 48 rows and 2 columns; with_b: the outputs too.
Experiment ownMatrices(const test::ScratchFolder& folder, bool with_b) {
    std::string keys = "x,y\n", outputs;
    for (int i = 0; i < 48; ++i) keys += std::to_string(0.1 * i) + ',' + std::to_string(i % 7) + '\n';
    for (int i = 0; i < 5; ++i) outputs += "0." + std::to_string(i) + '\n';
    folder.write("keys.csv", keys);
    folder.write("outputs.csv", outputs);
    const std::string b = with_b ? R"(, "b": "outputs.csv")" : "";
    folder.write("own.basin.json",
                 R"({"format": "basin-experiment", "version": 1, "title": "own",
                     "problem": {"family": "softmax-regression", "data": {"A1": "keys.csv")" +
                     b + R"(}},
                     "start": {"radius": 0.1}, "solvers": [{"name": "newton"}]})");
    return read_experiment(folder.path() / "own.basin.json");
}

Experiment ownSeries() {
    Experiment experiment = test::small_network();
    ElmanDataSpec data;
    data.inputs = MatrixSource{std::make_shared<const Matrix>(Matrix::Random(20, 2)), "/somewhere/loads.csv"};
    data.targets =
        MatrixSource{std::make_shared<const Matrix>(Matrix::Random(20, 1)), "/somewhere/loads.csv"};
    elman_of(experiment).data = data;
    return experiment;
}

struct Shown {
    explicit Shown(const Experiment& experiment) {
        panel.setExperiment(experiment);
        test::unfoldAll(panel);
        panel.resize(300, 700);
        panel.show();
    }
    bool has(const char* label) const { return hasLabel(panel, QString::fromUtf8(label)); }
    QString note() const { return panel.dataRow()->findChild<QLabel*>()->text(); }

    ExperimentPanel panel;
};

}  // namespace

class ExperimentPanelTest : public test::WindowTest {
    Q_OBJECT

    test::ScratchFolder scratch_;

  private slots:
    void init() { renewSettings(); }

    void givenMatricesShowTheirFilesAndSizes() {
        Shown shown(ownMatrices(scratch_, true));
        QVERIFY(shown.panel.dataRow()->isVisible());
        QVERIFY2(shown.note().contains(QStringLiteral("A1: keys.csv, 48 rows × 2 columns")),
                 qPrintable(shown.note()));
        QVERIFY(shown.note().contains(QStringLiteral("b: outputs.csv, 5 rows × 1 column")));
        QVERIFY(shown.note().contains(QStringLiteral("n = 48, d = 2, m = 5")));
        // What they take the place of is gone, with its labels.
        for (const char* label :
             {"n rows", "d unknowns", "m outputs", "Logit scale", "Density", "Noise", "Target radius"})
            QVERIFY2(!shown.has(label), label);
        for (const char* label : {"Activation", "Ridge", "Gain", "Problem seed"})
            QVERIFY2(shown.has(label), label);
    }

    void whatIsNotGivenCanBeSet() {
        Shown shown(ownMatrices(scratch_, false));
        for (const char* label : {"n rows", "d unknowns", "Logit scale"}) QVERIFY2(!shown.has(label), label);
        for (const char* label : {"m outputs", "Noise", "Target radius"}) QVERIFY2(shown.has(label), label);
        auto* outputs = control<WholeField>(shown.panel, QStringLiteral("m outputs"));
        test::type(*outputs, QStringLiteral("9"));
        QCOMPARE(softmax_of(shown.panel.experiment()).instance.m, Index{9});
        shown.panel.experiment().validate();
    }

    void backToGeneratedMatrices() {
        Shown shown(ownMatrices(scratch_, true));
        QSignalSpy edited(&shown.panel, &ExperimentPanel::edited);
        QTest::mouseClick(shown.panel.dataRow()->generateButton(), Qt::LeftButton);
        QCOMPARE(edited.count(), 1);
        const Experiment built = shown.panel.experiment();
        QVERIFY(!softmax_of(built).has_data() && !softmax_of(built).standardise);
        QCOMPARE(softmax_of(built).instance.n, Index{48});
        QCOMPARE(softmax_of(built).instance.d, Index{2});
        built.validate();
        for (const char* label : {"n rows", "d unknowns", "m outputs", "Noise"})
            QVERIFY2(shown.has(label), label);
        QVERIFY(!shown.panel.dataRow()->generateButton()->isVisible());
        QVERIFY(shown.note().isEmpty());
    }

    void backToAGeneratedSeries() {
        Shown shown(ownSeries());
        QVERIFY2(shown.note().contains(QStringLiteral("loads.csv")), qPrintable(shown.note()));
        for (const char* label : {"time steps", "inputs", "outputs", "Test steps", "Series seed"})
            QVERIFY2(!shown.has(label), label);
        QVERIFY(shown.has("hidden"));
        QVERIFY(shown.panel.group(QStringLiteral("data"))->isHidden());
        auto* back = shown.panel.dataRow()->generateButton();
        back->setFocus();
        QTest::keyClick(back, Qt::Key_Space);
        QVERIFY(!elman_of(shown.panel.experiment()).data);
        for (const char* label : {"time steps", "inputs", "outputs", "Test steps", "Series seed"})
            QVERIFY2(shown.has(label), label);
    }

    void aTestFunctionHasWhatItHas() {
        Experiment experiment = test::tiny_experiment();
        experiment.problem = TestFunctionProblemSpec{StandardFunction::himmelblau, 2, 100};
        Shown shown(experiment);
        QVERIFY(shown.has("Function") && !shown.has("Dimension") && !shown.has("Condition"));
        auto* function = control<QComboBox>(shown.panel, QStringLiteral("Function"));
        function->setCurrentIndex(
            static_cast<int>(std::ranges::find(all_standard_functions, StandardFunction::quadratic) -
                             all_standard_functions.begin()));
        QVERIFY(shown.has("Dimension") && shown.has("Condition"));
        test::type(*control<WholeField>(shown.panel, QStringLiteral("Dimension")), QStringLiteral("5"));
        QCOMPARE(std::get<TestFunctionProblemSpec>(shown.panel.experiment().problem).dimension, Index{5});
        QVERIFY(!shown.panel.dataRow()->isVisible());
    }

    void foldsAreRemembered() {
        {
            const auto window = makeWindow();
            test::waitUntilDone(*window);
            ExperimentPanel& panel = *window->experimentPanel();
            QCOMPARE(panel.openGroups(), QStringList());
            for (const char* word : {"data", "basin_map", "stopping"}) {
                FoldingSection* group = panel.group(QString::fromLatin1(word));
                if (word == std::string_view("basin_map")) group->switchBox()->click();
                panel.ensureWidgetVisible(group->foldButton());
                QTest::mouseClick(group->foldButton(), Qt::LeftButton);
            }
            QTest::mouseClick(panel.group(QStringLiteral("stopping"))->foldButton(), Qt::LeftButton);
            test::waitUntilDone(*window);
            window->close();
        }
        QCOMPARE(settings_->openGroups(), (QStringList{QStringLiteral("data"), QStringLiteral("basin_map")}));
        const auto window = makeWindow();
        ExperimentPanel& panel = *window->experimentPanel();
        QVERIFY(panel.group(QStringLiteral("data"))->isOpen());
        QVERIFY(panel.group(QStringLiteral("basin_map"))->isOpen());
        QVERIFY(!panel.group(QStringLiteral("stopping"))->isOpen());
        // The network's data are folded as the matrices are.
        panel.familySwitch()->button(networkView())->click();
        QVERIFY(panel.group(QStringLiteral("data"))->isOpen());
        QVERIFY(control<SeedField>(panel, QStringLiteral("Series seed")) != nullptr);
        test::waitUntilDone(*window);
    }

    void twoErrorsRunAndAreToldApart() {
        const auto window = makeWindow();
        test::waitUntilDone(*window);
        SolverList& list = *window->experimentPanel()->solverList();
        for (SolverRow* row : list.rows())
            if (row->info().name == "approximate-newton") {
                row->box()->click();
                row->duplicateButton()->click();
                break;
            }
        auto* error = qobject_cast<RealField*>(window->focusWidget());
        QVERIFY(error != nullptr);
        test::type(*error, QStringLiteral("0.4"));
        QTRY_COMPARE_WITH_TIMEOUT(window->model()->results().runs.size(), std::size_t{4}, test::patience);
        test::waitUntilDone(*window);
        const Experiment& ran = window->model()->results().experiment;
        QCOMPARE(ran.solvers[2].name, std::string("approximate-newton"));
        QCOMPARE(std::get<double>(parameter(ran.solvers[3], "error")), 0.4);
    }

    void aMapRangeIsRunLive() {
        const auto window = makeWindow();
        test::waitUntilDone(*window);
        ExperimentPanel& panel = *window->experimentPanel();
        panel.setOpenGroups({QStringLiteral("basin_map")});
        panel.group(QStringLiteral("basin_map"))->switchBox()->click();
        for (const auto& [name, text] :
             {std::pair{"Radii", "3"}, {"Errors", "2"}, {"Finer levels", "0"}, {"Starts a cell", "2"}}) {
            auto* field = control<WholeField>(panel, QString::fromLatin1(name));
            QVERIFY2(field != nullptr, name);
            test::type(*field, QString::fromLatin1(text));
        }
        QTRY_VERIFY_WITH_TIMEOUT(window->model()->results().basin_map &&
                                     window->model()->results().basin_map->complete &&
                                     window->model()->results().basin_map->computed == 6,
                                 test::patience);
    }
};

QTEST_MAIN(ExperimentPanelTest)
#include "experiment_panel_test.moc"
