// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/families/test_function_view.h"

#include <algorithm>

#include <QComboBox>
#include <QLabel>
#include <QtTest>

#include "core/experiment/runner.h"
#include "core/io/presets.h"
#include "tests/support/window.h"
#include "ui/families/softmax_view.h"
#include "ui/panels/certificate_panel.h"
#include "ui/panels/experiment_panel.h"
#include "ui/panels/family_switch.h"
#include "ui/panels/fields.h"
#include "ui/plots/attraction_plot.h"
#include "ui/plots/plot_card.h"
#include "ui/window/dashboard.h"
#include "ui/window/run_policy.h"

using namespace basin;
using namespace basin::test;
using namespace basin::ui;

namespace {

Experiment experimentWith(StandardFunction function) {
    Experiment experiment;
    experiment.title = "test function";
    experiment.problem = TestFunctionProblemSpec{.function = function};
    experiment.start.x0 = MatrixSource{std::make_shared<const Matrix>(Eigen::Vector2d(-1, -1)), {}};
    experiment.solvers = {{"damped-newton", {}}, {"lbfgs", {}}};
    experiment.landscape = LandscapeSpec{.resolution = 17, .extent = 2};
    experiment.attraction = AttractionSpec{.resolution = 33};
    experiment.spectrum = SpectrumSpec{};
    experiment.basin_map = BasinMapSpec{};
    experiment.basin_map->radius_count = experiment.basin_map->error_count = 2;
    experiment.basin_map->trials = 3;
    experiment.basin_radius.trials = 0;
    return experiment;
}

const TestFunctionProblemSpec& problemOf(const Experiment& experiment) {
    return std::get<TestFunctionProblemSpec>(experiment.problem);
}

template <typename Field>
Field* fieldOf(const ExperimentPanel& panel, const char* name) {
    for (auto* field : panel.findChildren<Field*>())
        if (field->accessibleName() == QString::fromUtf8(name) && field->isVisibleTo(&panel)) return field;
    return nullptr;
}

}  // namespace

class TestFunctionViewTest : public WindowTest {
    Q_OBJECT

  private slots:
    void init() { renewSettings(); }

    void theFieldsFollowTheFunction() {
        ExperimentPanel panel;
        panel.setExperiment(experimentWith(StandardFunction::quadratic));
        QVERIFY(&panel.familySwitch()->family() == &testFunctionView());
        auto* function = fieldOf<QComboBox>(panel, "Function");
        auto* dimension = fieldOf<QAbstractSpinBox>(panel, "Dimension");
        auto* condition = fieldOf<QAbstractSpinBox>(panel, "Condition");
        QVERIFY(function != nullptr && dimension != nullptr && condition != nullptr);
        QCOMPARE(function->currentText(), QStringLiteral("Quadratic"));
        QCOMPARE(function->count(), static_cast<int>(all_standard_functions.size()));
        QVERIFY(!dimension->isHidden() && !condition->isHidden());
        dimension->selectAll();
        QTest::keyClicks(dimension, QStringLiteral("5"));
        QTest::keyClick(dimension, Qt::Key_Return);
        QCOMPARE(problemOf(panel.experiment()).dimension, Index{5});
        const auto choose = [&](const char* name) {
            const int index = function->findText(QString::fromUtf8(name));
            function->setCurrentIndex(index);
            emit function->activated(index);
        };
        choose("Rosenbrock");
        QVERIFY(problemOf(panel.experiment()).function == StandardFunction::rosenbrock);
        QVERIFY(!dimension->isHidden() && condition->isHidden());
        choose("Himmelblau");
        QVERIFY(dimension->isHidden() && condition->isHidden());
        QCOMPARE(unknowns(panel.experiment()), Index{2});
        QVERIFY((fieldOf<QAbstractSpinBox>(panel, "n rows") == nullptr));
        QVERIFY(fieldOf<QAbstractSpinBox>(panel, "hidden") == nullptr);
    }

    void itOffersTheSolversOfSmoothProblems() {
        const auto solvers = testFunctionView().solvers();
        const auto has = [&](std::string_view name) {
            return std::ranges::any_of(solvers,
                                       [name](const SolverInfo* info) { return info->name == name; });
        };
        QVERIFY(has("newton") && has("levenberg-marquardt") && has("lbfgs"));
        QVERIFY(!has("piecewise-affine") && !has("sgd"));
        QVERIFY(testFunctionView().offers(PlotKind::attraction));
        QVERIFY(!testFunctionView().offers(PlotKind::tradeoff) &&
                !testFunctionView().offers(PlotKind::series));
        QVERIFY(testFunctionView().sizesToEstimate(experimentWith(StandardFunction::booth)).empty());
    }

    void aRunFillsItsPlots() {
        Experiment experiment = experimentWith(StandardFunction::himmelblau);
        experiment.start = {};  // drawn, so that there are seeds to vary
        experiment.start.radius = 5;
        experiment.repeats = RepeatsSpec{.count = 4};
        experiment.sweep = SweepSpec{.axes = {{"start.radius", 0.1, 1, 2, SweepScale::log, {}}},
                                     .repeats = {.count = 2},
                                     .refinement = 0};
        const auto window = makeWindow(experiment);
        window->runPolicy()->run();
        waitUntilDone(*window);
        QCOMPARE(window->model()->failure(), QString());
        QCOMPARE(window->model()->results().runs.size(), 2u);
        Dashboard* dashboard = window->dashboard();
        QVERIFY(&dashboard->family() == &testFunctionView());
        for (const PlotKind kind : testFunctionView().plots()) {
            dashboard->plot(kind)->refresh();
            QVERIFY2(dashboard->plot(kind)->emptyMessage().isEmpty(), qPrintable(toString(kind)));
        }
        QVERIFY(window->findChild<AttractionPlot*>()->view() == AttractionPlot::View::minimiser);
        const QString said = testFunctionView().explain(*window->model(), false).join(QLatin1Char(' '));
        QVERIFY2(said.contains(QStringLiteral("Himmelblau: four valleys")), qPrintable(said));
        QVERIFY2(said.contains(QStringLiteral("4 different minima")), qPrintable(said));
        QVERIFY(std::ranges::any_of(
            window->findChildren<CertificatePanel*>(),
            [&](const CertificatePanel* panel) { return panel->isVisibleTo(window.get()); }));
    }

    void aFlatFloorIsExplained() {
        RunModel model;
        model.load(run_experiment(experimentWith(StandardFunction::flat_valley)));
        const QString said = testFunctionView().explain(model, false).join(QLatin1Char(' '));
        QVERIFY2(said.contains(QStringLiteral("the Hessian there is singular")), qPrintable(said));
        QVERIFY(!said.contains(QStringLiteral("could not be confirmed")));
        QVERIFY(testFunctionView().mapAbsence(&model).contains(QStringLiteral("so flat")));
    }

    void theSwitchOpensItsFirstPreset() {
        const auto window = makeWindow();
        waitUntilDone(*window);
        ExperimentPanel* panel = window->experimentPanel();
        QTest::mouseClick(panel->familySwitch()->button(testFunctionView()), Qt::LeftButton, {},
                          QPoint(8, 8));
        QVERIFY(&window->dashboard()->family() == &testFunctionView());
        QCOMPARE(panel->experiment().problem, preset_experiment(*find_preset("long-narrow-valley")).problem);
        QTest::mouseClick(panel->familySwitch()->button(softmaxView()), Qt::LeftButton, {}, QPoint(8, 8));
        QVERIFY(&window->dashboard()->family() == &softmaxView());
    }
};

QTEST_MAIN(TestFunctionViewTest)
#include "test_function_view_test.moc"
