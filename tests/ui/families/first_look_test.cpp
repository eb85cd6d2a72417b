// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/families/first_look.h"

#include <QtTest>

#include "core/families/problem_of.h"
#include "tests/support/small_network.h"
#include "ui/runs/run_cost.h"

using namespace basin;
using namespace basin::ui;

class FirstLookTest : public QObject {
    Q_OBJECT

    /// All that takes long, on so many steps.
    static Experiment demanding(Index steps) {
        Experiment experiment = test::small_network();
        elman_of(experiment).steps = steps;
        experiment.solvers = {{"piecewise-affine", {}}, {"adam", {}}, {"lbfgs", {}}};
        experiment.stopping.max_iterations = 2000;
        experiment.landscape->resolution = 129;
        experiment.spectrum = SpectrumSpec{};
        experiment.basin_map = BasinMapSpec{};
        experiment.start.weights = WeightsSource{};
        return experiment;
    }

  private slots:
    void whatIsSmallStaysButForItsStart() {
        Experiment experiment = test::small_network(), before = experiment;
        experiment.start.x0 = MatrixSource{};
        takeFirstLook(experiment, {"piecewise-affine", "lbfgs"});
        QVERIFY(experiment == before);
    }

    void aLongSeriesIsTrainedByOneFastMethod() {
        Experiment experiment = demanding(4000);
        takeFirstLook(experiment, {"piecewise-affine", "lbfgs"});
        QVERIFY(isSmall(experiment));
        QVERIFY(!experiment.start.weights && !experiment.spectrum && !experiment.basin_map);
        QCOMPARE(experiment.solvers.size(), 1u);
        QCOMPARE(experiment.solvers.front().name, std::string("lbfgs"));
        QVERIFY(experiment.stopping.max_iterations >= 20);
        experiment.validate();
    }

    void aShortOneKeepsItsMethods() {
        Experiment experiment = demanding(40);
        const auto solvers = experiment.solvers;
        takeFirstLook(experiment, {"piecewise-affine", "lbfgs"});
        QVERIFY(isSmall(experiment));
        QVERIFY(experiment.solvers == solvers);
        QCOMPARE(experiment.stopping.max_iterations, Index{200});
    }
};

QTEST_MAIN(FirstLookTest)
#include "first_look_test.moc"
