// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/runs_dock.h"

#include <filesystem>
#include <fstream>

#include <QAbstractItemModelTester>
#include <QHeaderView>
#include <QtTest>

#include "core/experiment/runner.h"
#include "core/io/formats/csv.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/window.h"
#include "ui/panels/experiment_panel.h"
#include "ui/panels/message_bar.h"
#include "ui/panels/timeline_bar.h"
#include "ui/plots/convergence_plot.h"
#include "ui/plots/landscape_plot.h"
#include "ui/window/dashboard.h"
#include "ui/window/run_policy.h"
#include "ui/window/run_table.h"
#include "ui/window/window_actions.h"

using namespace basin;
using namespace basin::ui;
using test::patience;
using test::waitUntilDone;

namespace {

QStringList headings(const RunTable& table) {
    QStringList texts;
    const QAbstractItemModel& model = *table.table()->model();
    for (int column = 0; column < model.columnCount(); ++column)
        texts << model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    return texts;
}

QString cell(const RunTable& table, int row, const QString& heading) {
    const auto column = static_cast<int>(headings(table).indexOf(heading));
    return table.table()->model()->index(row, column).data().toString();
}

int rows(const RunTable& table) {
    return table.table()->model()->rowCount();
}

std::vector<Curve> pinnedCurves(const PlotView& plot) {
    std::vector<Curve> pinned;
    for (const Curve& curve : plot.curves())
        if (curve.isPinned && !curve.name.isEmpty()) pinned.push_back(curve);
    return pinned;
}

}  // namespace

class RunsDockTest : public test::WindowTest {
    Q_OBJECT

  private slots:
    void init() {
        renewSettings();
        settings_->setSeedLocked(true);
    }

    void twoRunsAreTwoRowsWithWhatDiffers() {
        const auto window = makeWindowWithTwoRuns();
        const RunTable& table = *window->runs()->table();
        QCOMPARE(rows(table), 2);
        QVERIFY2(headings(table).contains(QStringLiteral("start.radius")),
                 qPrintable(headings(table).join(QLatin1String(", "))));
        QVERIFY(!headings(table).contains(QStringLiteral("problem.n")));
        QCOMPARE(cell(table, 0, QStringLiteral("start.radius")), QStringLiteral("0.6"));  // the newest first
        QCOMPARE(cell(table, 1, QStringLiteral("start.radius")), QStringLiteral("0.3"));
        QAbstractItemModelTester tester(table.table()->model(),
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        QAbstractItemModelTester inner(const_cast<RunTableModel*>(table.model()),
                                       QAbstractItemModelTester::FailureReportingMode::QtTest);
    }

    void theDockIsClosedAtFirstAndRemembersThatItIsOpen() {
        auto window = makeWindow();
        QVERIFY(window->runs()->isHidden());
        QTest::mouseClick(window->timeline()->runs(), Qt::LeftButton);
        QVERIFY(window->runs()->isVisible());
        window->setPresenting(true);
        QVERIFY(window->runs()->isHidden());
        window->setPresenting(false);
        QVERIFY(window->runs()->isVisible());
        window->close();
        window = makeWindow();
        QVERIFY(window->runs()->isVisible());
        window->runs()->close();
        QVERIFY(!window->actions()->runs->isChecked());
    }

    void sortedByNumbersAndFiltered() {
        const auto window = makeWindowWithTwoRuns();
        RunTable& table = *window->runs()->table();
        const auto column = static_cast<int>(headings(table).indexOf(QStringLiteral("start.radius")));
        table.table()->sortByColumn(column, Qt::AscendingOrder);
        QCOMPARE(cell(table, 0, QStringLiteral("start.radius")), QStringLiteral("0.3"));
        table.table()->sortByColumn(column, Qt::DescendingOrder);
        QCOMPARE(cell(table, 0, QStringLiteral("start.radius")), QStringLiteral("0.6"));
        table.filter()->setText(QStringLiteral("SMALL #1"));
        QCOMPARE(rows(table), 1);
        QCOMPARE(cell(table, 0, QStringLiteral("start.radius")), QStringLiteral("0.3"));
        table.filter()->setText(QStringLiteral("no such text"));
        QCOMPARE(rows(table), 0);
        QVERIFY(!table.save->isEnabled());
        table.filter()->clear();
        QCOMPARE(rows(table), 2);
        // Another run: the order stays.
        window->runPolicy()->runFromCell(0.45, 0);
        QTRY_COMPARE_WITH_TIMEOUT(rows(table), 3, patience);
        QCOMPARE(cell(table, 1, QStringLiteral("start.radius")), QStringLiteral("0.45"));
    }

    void aNameIsGivenInTheTable() {
        const auto window = makeWindowWithTwoRuns();
        RunTable& table = *window->runs()->table();
        window->actions()->runs->trigger();
        table.table()->selectRow(1);
        table.rename->trigger();
        auto* editor = table.table()->findChild<QLineEdit*>();
        QVERIFY(editor != nullptr);
        editor->selectAll();
        QTest::keyClicks(editor, QStringLiteral("near"));
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_COMPARE(cell(table, 1, QStringLiteral("Run")), QStringLiteral("near"));
        QCOMPARE(window->runPolicy()->history().at(1).name, std::string("near"));
    }

    void deletedRunsComeBackOnce() {
        const auto window = makeWindowWithTwoRuns();
        RunTable& table = *window->runs()->table();
        window->actions()->runs->trigger();
        table.table()->selectRow(1);
        table.table()->setFocus();
        table.remove->trigger();
        QCOMPARE(rows(table), 1);
        QVERIFY(table.undo->isEnabled());
        table.undo->trigger();
        QCOMPARE(rows(table), 2);
        QVERIFY(!table.undo->isEnabled());
        table.table()->selectRow(1);
        table.remove->trigger();
        table.table()->selectRow(0);
        table.remove->trigger();
        QCOMPARE(rows(table), 0);
        table.undo->trigger();
        QCOMPARE(rows(table), 1);  // the last one deleted
    }

    void aRunIsShownAgainAndRunAgain() {
        const auto window = makeWindowWithTwoRuns();
        RunTable& table = *window->runs()->table();
        table.table()->selectRow(1);
        table.showRun->trigger();
        QCOMPARE(window->model()->results().experiment.start.radius, 0.3);
        QCOMPARE(window->experimentPanel()->experiment().start.radius, 0.3);
        window->runPolicy()->runFromCell(0.5, 0);
        QTRY_COMPARE_WITH_TIMEOUT(rows(table), 3, patience);
        waitUntilDone(*window);
        table.table()->selectRow(2);
        table.rerun->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(rows(table), 4, patience);
        waitUntilDone(*window);
        QCOMPARE(window->model()->results().experiment.start.radius, 0.3);
        const KeptRuns& kept = window->runPolicy()->history();
        QVERIFY(kept.at(0).row.fields == kept.at(3).row.fields);
        QCOMPARE(kept.at(0).row.ends[0].objective, kept.at(3).row.ends[0].objective);
    }

    void aPinnedRunIsDrawnAsCoreComputesIt() {
        const auto window = makeWindowWithTwoRuns();
        pinRow(*window, 1);
        PlotView& plot = *window->dashboard()->plot(PlotKind::convergence);
        plot.setView(QStringLiteral("gradient-norm"));
        plot.refresh();
        const std::vector<Curve> pinned = pinnedCurves(plot);
        Experiment experiment = window->model()->results().experiment;
        experiment.start.radius = 0.3;
        const Results direct = run_experiment(experiment);
        QCOMPARE(pinned.size(), direct.runs.size());
        QCOMPARE(pinned[0].name, QStringLiteral("newton · radius = 0.3"));
        for (std::size_t run = 0; run < pinned.size(); ++run) {
            const auto& history = direct.runs[run].history;
            QCOMPARE(pinned[run].points.size(), history.size());
            for (std::size_t k = 0; k < history.size(); ++k)
                QCOMPARE(pinned[run].points[k],
                         QPointF(static_cast<double>(history[k].iteration), history[k].gradient_norm));
            const Curve& own = plot.curves()[run];
            QVERIFY(!own.isPinned && own.dash != pinned[run].dash);
        }
        QVERIFY(plot.subtitle().contains(QStringLiteral("pinned runs: 1")));
        QVERIFY(
            !QString::fromUtf8(plot.csv()).contains(QStringLiteral("radius")));  // numbers of the run shown
        // Two unknowns: one plane, and a path on it.
        LandscapePlot& landscape = *window->dashboard()->landscape();
        landscape.refresh();
        const std::vector<Curve> paths = pinnedCurves(landscape);
        QCOMPARE(paths.size(), direct.runs.size());
        QCOMPARE(paths[0].points.front(), QPointF(direct.runs[0].path[0].a, direct.runs[0].path[0].b));
        // The one that is shown is not drawn twice.
        window->runs()->table()->showRun->trigger();
        plot.refresh();
        QVERIFY(pinnedCurves(plot).empty());
    }

    void unpinnedAndOfAnotherPlaneItIsGone() {
        const auto window = makeWindowWithTwoRuns();
        pinRow(*window, 1);
        window->runs()->table()->pin->trigger();
        PlotView& plot = *window->dashboard()->plot(PlotKind::convergence);
        plot.refresh();
        QVERIFY(pinnedCurves(plot).empty());
        pinRow(*window, 1);
        Experiment other = window->model()->results().experiment;
        softmax_of(other).instance.seed += 1;
        window->showExperiment(other);
        QTRY_VERIFY_WITH_TIMEOUT(window->model()->results().experiment.problem == other.problem, patience);
        waitUntilDone(*window);
        plot.refresh();
        LandscapePlot& landscape = *window->dashboard()->landscape();
        landscape.refresh();
        QVERIFY(!pinnedCurves(plot).empty());
        QVERIFY(pinnedCurves(landscape).empty());
    }

    void theNextWindowHasThem() {
        auto window = makeWindowWithTwoRuns();
        pinRow(*window, 1);
        const Index number = window->runPolicy()->history().at(1).number;
        const std::string csv = window->runs()->table()->csv();
        window->close();
        window.reset();
        window = makeWindow();
        const RunTable& table = *window->runs()->table();
        QTRY_COMPARE_WITH_TIMEOUT(rows(table), 2, patience);
        QCOMPARE(table.csv(), csv);
        QVERIFY(window->runPolicy()->history().at(1).pinned);
        waitUntilDone(*window);
        window->runPolicy()->showEarlier(window->runPolicy()->history().at(0).number);
        QTRY_COMPARE_WITH_TIMEOUT(window->model()->results().experiment.start.radius, 0.6, patience);
        QTRY_COMPARE_WITH_TIMEOUT(window->model()->pinned().size(), std::size_t{1}, patience);
        QCOMPARE(window->model()->pinned()[0].names[0], QStringLiteral("newton · radius = 0.3"));
        window->runPolicy()->showEarlier(number);
        QTRY_COMPARE_WITH_TIMEOUT(window->model()->results().experiment.start.radius, 0.3, patience);
    }

    void whatCannotBeReadIsTold() {
        auto window = makeWindowWithTwoRuns();
        window->close();
        window.reset();
        const std::filesystem::path folder = settings_->dataFolder().toStdString() + "/runs";
        std::filesystem::resize_file(folder / "run-1.json", 40);
        window = makeWindow();
        QTRY_COMPARE_WITH_TIMEOUT(rows(*window->runs()->table()), 1, patience);
        QTRY_VERIFY_WITH_TIMEOUT(window->messages()->text().contains(QStringLiteral("run-1.json")), patience);
        QVERIFY(std::filesystem::exists(folder / "run-1" / "result.json"));
    }

    void theTableIsSavedAsCsv() {
        const auto window = makeWindowWithTwoRuns();
        const QString file = folder_.filePath(QStringLiteral("runs.csv"));
        window->runs()->saveTable(file);
        const std::string text = test::ScratchFolder::read(file.toStdString());
        QCOMPARE(text, window->runs()->table()->csv());
        QVERIFY(text.starts_with("run,start.radius,"));
        window->runs()->saveTable(folder_.filePath(QStringLiteral("runs.txt")));
        QVERIFY(window->messages()->text().contains(QStringLiteral("ends in .csv")));
    }

  private:
    /// Of radius 0.3 and, shown, 0.6.
    std::unique_ptr<MainWindow> makeWindowWithTwoRuns() {
        auto window = makeWindow();
        waitUntilDone(*window);
        for (const double radius : {0.3, 0.6}) {
            const int before = window->runPolicy()->history().size();
            window->runPolicy()->runFromCell(radius, 0);
            [&] { QTRY_COMPARE_WITH_TIMEOUT(window->runPolicy()->history().size(), before + 1, patience); }();
            waitUntilDone(*window);
        }
        return window;
    }
    static void pinRow(MainWindow& window, int row) {
        RunTable& table = *window.runs()->table();
        table.table()->selectRow(row);
        table.pin->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(window.model()->pinned().size(), std::size_t{1}, patience);
    }
};

QTEST_MAIN(RunsDockTest)
#include "runs_dock_test.moc"
