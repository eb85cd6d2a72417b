// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/estimate_dialog.h"

#include <cmath>

#include <QHideEvent>
#include <QtTest>

#include "core/families/problem_of.h"
#include "core/numeric/memory.h"
#include "tests/support/small_network.h"
#include "tests/support/window.h"
#include "ui/window/window_actions.h"

using namespace basin;
using namespace basin::ui;

class EstimateDialogTest : public QObject {
    Q_OBJECT

  private slots:
    void showsWhatWasMeasuredAndEstimated() {
        EstimateDialog dialog([] { return test::tiny_experiment(); });
        dialog.show();
        QVERIFY(dialog.size("n")->value() > softmax_of(test::tiny_experiment()).instance.n);
        QVERIFY(dialog.size("Nh") == nullptr);
        dialog.size("n")->setValue(500);
        dialog.size("d")->setValue(16);
        dialog.seconds()->setValue(1);
        QTest::mouseClick(dialog.startButton(), Qt::LeftButton);
        QVERIFY(dialog.isComputing());
        QHideEvent minimised;
        QSpontaneKeyEvent::setSpontaneous(&minimised);
        QCoreApplication::instance()->notify(&dialog, &minimised);  // stops nothing
        QCOMPARE(dialog.startButton()->text(), QStringLiteral("Stop"));
        QTRY_VERIFY_WITH_TIMEOUT(!dialog.isComputing(), test::patience);
        QCOMPARE(dialog.table()->rowCount(), static_cast<int>(test::tiny_experiment().solvers.size()));
        QVERIFY(dialog.table()->item(0, 3)->text().contains(QStringLiteral(" to ")));
        if (!std::isnan(heap_bytes()))
            QVERIFY(dialog.table()->item(0, 5)->text().contains(QStringLiteral("B")));
        QVERIFY(dialog.table()->item(0, 6)->text().startsWith(QStringLiteral("n^")));
        QVERIFY(dialog.note().contains(QStringLiteral("estimated")));
        QCOMPARE(dialog.startButton()->text(), QStringLiteral("Estimate"));
    }

    void stopsAndCloses() {
        EstimateDialog dialog([] { return test::tiny_experiment(); });
        dialog.show();
        dialog.start();
        dialog.stop();
        QTRY_VERIFY_WITH_TIMEOUT(!dialog.isComputing(), test::patience);
        QVERIFY(dialog.note().contains(QStringLiteral("Stopped")));
        dialog.start();
        dialog.close();  // asks it to stop, and waits for nothing
        QTRY_VERIFY_WITH_TIMEOUT(!dialog.isComputing(), test::patience);
    }

    void networksHaveSizesOfTheirOwn() {
        EstimateDialog dialog([] { return test::small_network(); });
        dialog.show();
        QVERIFY(dialog.size("n") == nullptr);
        QCOMPARE(dialog.size("Ny")->value(), Index{3});
        dialog.size("T")->setValue(40);
        dialog.size("Nh")->setValue(8);
        dialog.seconds()->setValue(1);
        dialog.start();
        QTRY_VERIFY_WITH_TIMEOUT(!dialog.isComputing(), test::patience);
        QCOMPARE(dialog.table()->rowCount(), static_cast<int>(test::small_network().solvers.size()));
        QVERIFY(dialog.table()->item(0, 6)->text().startsWith(QStringLiteral("T^")));
        QVERIFY(dialog.note().contains(QStringLiteral("Nh = 8")));
    }

    /// What was typed stays while the same family is shown; another one brings its own sizes.
    void sizesFollowTheShownProblem() {
        Experiment shown = test::tiny_experiment();
        EstimateDialog dialog([&shown] { return shown; });
        dialog.show();
        dialog.size("n")->setValue(123);
        dialog.hide();
        dialog.show();
        QCOMPARE(dialog.size("n")->value(), Index{123});
        dialog.hide();
        shown = test::small_network();
        dialog.show();
        QVERIFY(dialog.size("n") == nullptr && dialog.size("Nh") != nullptr);
    }

    void testFunctionsAreRefusedInWords() {
        Experiment bowl = test::tiny_experiment();
        bowl.problem = TestFunctionProblemSpec{};
        EstimateDialog dialog([&bowl] { return bowl; });
        dialog.show();
        QVERIFY(dialog.note().contains(QStringLiteral("cannot be estimated: test function")));
        dialog.start();
        QVERIFY(!dialog.isComputing());
    }

    void whatCannotBeUsedIsSaid() {
        EstimateDialog dialog([] {
            Experiment experiment = test::tiny_experiment();
            experiment.solvers.clear();
            return experiment;
        });
        dialog.show();
        dialog.start();
        QTRY_VERIFY_WITH_TIMEOUT(!dialog.isComputing(), test::patience);
        QVERIFY(dialog.note().contains(QStringLiteral("at least one")));
    }

    void belongsToTheWindow() {
        QTemporaryDir folder;
        Settings settings(folder.filePath(QStringLiteral("s.ini")));
        MainWindow window(test::tiny_experiment(), nullptr, &settings);
        window.show();
        window.actions()->estimate->trigger();
        QVERIFY(window.estimateDialog()->isVisible());
    }
};

QTEST_MAIN(EstimateDialogTest)
#include "estimate_dialog_test.moc"
