// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/run_policy.h"

#include <cmath>

#include <QSlider>
#include <QtTest>

#include "tests/support/window.h"
#include "ui/panels/experiment_panel.h"

using namespace basin;
using namespace basin::ui;
using test::patience;
using test::waitUntilDone;

class RunPolicyTest : public test::WindowTest {
    Q_OBJECT

  private slots:
    void init() { renewSettings(); }

    /// The point of a file, whose distance nobody knows before the minimiser is found.
    void aGivenStartShowsItsDistance() {
        Experiment experiment = test::pictured_experiment();
        experiment.start.x0 = MatrixSource{std::make_shared<const Matrix>(Matrix::Ones(2, 1)), {}};
        const auto window = makeWindow(experiment);
        waitUntilDone(*window);
        const Results& results = window->model()->results();
        const double distance = (results.x0 - results.minimiser.x).norm();
        QVERIFY(std::abs(distance - experiment.start.radius) > 0.01);
        const ValueSlider* radius = window->experimentPanel()->radiusSlider();
        QCOMPARE(radius->value(), distance);
        // It is shown: no other experiment, and no other run.
        QVERIFY(window->experimentPanel()->experiment().start == results.experiment.start);
        const auto id = window->controller()->currentId();
        QTest::qWait(300);
        QCOMPARE(window->controller()->currentId(), id);
        QTest::keyClick(radius->slider(), Qt::Key_Right);
        QVERIFY(!window->experimentPanel()->experiment().start.x0);
        QVERIFY(radius->value() > distance);
    }
};

QTEST_MAIN(RunPolicyTest)
#include "run_policy_test.moc"
