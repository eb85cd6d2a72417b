// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/estimate_dialog.h"

#include <QHideEvent>
#include <QtTest>

#include "core/families/problem_of.h"
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
        QVERIFY(dialog.rows()->value() > softmax_of(test::tiny_experiment()).instance.n);
        dialog.rows()->setValue(500);
        dialog.unknowns()->setValue(16);
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
        QVERIFY(dialog.table()->item(0, 5)->text().startsWith(QStringLiteral("n^")));
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

    void networksAreRefusedInWords() {
        EstimateDialog dialog([] { return test::small_network(); });
        dialog.show();
        QVERIFY(dialog.note().contains(QStringLiteral("cannot be estimated: recurrent network")));
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
