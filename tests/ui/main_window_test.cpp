// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window.h"

#include <algorithm>
#include <fstream>

#include <QDialog>
#include <QGraphicsView>
#include <QMenu>
#include <QMimeData>
#include <QSignalSpy>
#include <QStatusBar>
#include <QTextStream>
#include <QtTest>
#include <nlohmann/json.hpp>

#include "core/experiment/runner.h"
#include "core/io/experiment_json.h"
#include "core/io/presets.h"
#include "core/io/results_io.h"
#include "tests/support/window.h"
#include "ui/panels/experiment_panel.h"
#include "ui/panels/message_bar.h"
#include "ui/panels/status_line.h"
#include "ui/panels/timeline_bar.h"
#include "ui/panels/transport_bar.h"
#include "ui/plots/basin_map_plot.h"
#include "ui/plots/landscape_plot.h"
#include "ui/window/dashboard.h"
#include "ui/window/file_actions.h"
#include "ui/window/help_dialog.h"
#include "ui/window/preset_menu.h"
#include "ui/window/run_policy.h"
#include "ui/window/window_actions.h"

using namespace basin;
using namespace basin::ui;
using test::button;
using test::patience;
using test::pictured_experiment;
using test::waitUntilDone;

namespace {

void write(const QString& file, const QByteArray& text) {
    QFile out(file);
    QVERIFY(out.open(QIODevice::WriteOnly));
    out.write(text);
}

/// The dialog that is open; the window also holds dialogs that wait hidden.
QDialog* openDialog(const MainWindow& window) {
    const auto dialogs = window.findChildren<QDialog*>();
    const auto open = std::ranges::find_if(dialogs, &QWidget::isVisible);
    return open == dialogs.end() ? nullptr : *open;
}

/// Where the plot's own pixels are: on the viewport of its canvas.
void clickOn(PlotView& plot, QPoint pixel) {
    auto* canvas = plot.findChild<QGraphicsView*>();
    QTest::mouseClick(canvas->viewport(), Qt::LeftButton, {}, pixel);
}

}  // namespace

class MainWindowTest : public test::WindowTest {
    Q_OBJECT

  private slots:
    void init() { renewSettings(); }

    void aSmallExperimentRunsByItself() {
        const auto window = makeWindow();
        waitUntilDone(*window);
        QVERIFY(window->model()->results().landscape);
    }

    void runShowsWhatCoreComputes() {
        const auto window = makeWindow();
        waitUntilDone(*window);
        QTest::mouseClick(button(*window, window->actions()->run), Qt::LeftButton);
        QCOMPARE(window->controller()->state(), RunState::running);
        waitUntilDone(*window);
        const Results direct = run_experiment(window->experimentPanel()->experiment());
        const Results& shown = window->model()->results();
        QCOMPARE(shown.runs.size(), direct.runs.size());
        for (std::size_t r = 0; r < direct.runs.size(); ++r) {
            QVERIFY(shown.runs[r].result.x == direct.runs[r].result.x);
            QCOMPARE(shown.runs[r].result.objective, direct.runs[r].result.objective);
            QCOMPARE(shown.runs[r].path.size(), direct.runs[r].path.size());
        }
        QVERIFY(shown.landscape->values == direct.landscape->values);
        QTRY_COMPARE_WITH_TIMEOUT(window->runPolicy()->history().size(), 1, patience);
    }

    void stopReturnsAtOnce() {
        const auto window = makeWindow(test::long_experiment());
        QCOMPARE(window->controller()->state(), RunState::idle);  // large: waits for Run
        QCOMPARE(window->messages()->kind(), MessageBar::Kind::hint);
        QVERIFY(!window->messages()->text().isEmpty());
        QTest::mouseClick(button(*window, window->actions()->run), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(window->model()->lastIteration() > 5, patience);
        QTest::mouseClick(button(*window, window->actions()->stop), Qt::LeftButton);
        waitUntilDone(*window);
        QVERIFY(window->model()->results().stopped);
    }

    void pauseStepAndReset() {
        const auto window = makeWindow();
        waitUntilDone(*window);
        QTest::mouseClick(button(*window, window->actions()->reset), Qt::LeftButton);
        QCOMPARE(window->model()->playhead(), Index{0});
        QTest::mouseClick(button(*window, window->actions()->step), Qt::LeftButton);
        QCOMPARE(window->model()->playhead(), Index{1});
        QCOMPARE(window->timeline()->slider()->value(), 1);
        QTest::mouseClick(button(*window, window->actions()->pause), Qt::LeftButton);  // goes on
        waitUntilDone(*window);
        QCOMPARE(window->model()->playhead(), window->model()->lastIteration());
    }

    void aControlThatMovesRunsASmallProblem() {
        const auto window = makeWindow();
        waitUntilDone(*window);
        const auto before = window->controller()->currentId();
        QTest::keyClick(window->experimentPanel()->radiusSlider()->slider(), Qt::Key_PageUp);
        QTRY_VERIFY_WITH_TIMEOUT(window->controller()->currentId() > before, patience);
        waitUntilDone(*window);
        QCOMPARE(window->model()->results().experiment.start.radius,
                 window->experimentPanel()->experiment().start.radius);
        QCOMPARE(window->runPolicy()->history().size(), 0);  // only what was asked for is kept
    }

    void aPointOnTheLandscapeIsTheStart() {
        const auto window = makeWindow();
        waitUntilDone(*window);
        LandscapePlot* plot = window->dashboard()->landscape();
        plot->refresh();  // which waits for its turn otherwise
        const QPoint pixel = plot->frame().map(0.125, -0.25).toPoint();
        // As it is when the click arrives: axes follow what a run still tells.
        QPointF shown, picked;
        connect(plot, &LandscapePlot::startPicked, this, [&](double x, double y) {
            shown = plot->frame().dataAt(pixel);
            picked = {x, y};
        });
        const auto before = window->controller()->currentId();
        const LandscapePlane plane = *window->model()->problem()->plane;
        clickOn(*plot, pixel);
        QTRY_VERIFY_WITH_TIMEOUT(window->controller()->currentId() > before, patience);
        QCOMPARE(picked, shown);
        waitUntilDone(*window);
        const Vector wanted = point_on(plane, picked.x(), picked.y());
        const auto off = [&] { return (window->model()->results().x0 - wanted).norm(); };
        QTRY_VERIFY2_WITH_TIMEOUT(off() < 1e-12, qPrintable(QString::number(off())), patience);
    }

    void aCellOfTheBasinMapSetsRadiusAndError() {
        Experiment experiment = pictured_experiment();
        experiment.solvers = {{"approximate-newton", {}}};
        experiment.basin_map = BasinMapSpec{};
        experiment.basin_map->trials = 2;
        const auto window = makeWindow(experiment);
        waitUntilDone(*window);
        BasinMapPlot* plot = window->dashboard()->basinMap();
        plot->refresh();
        const auto map = window->model()->results().basin_map;
        const double radius = map->radii[2], error = map->errors[1];
        const auto before = window->controller()->currentId();
        clickOn(*plot, plot->frame().map(radius, error).toPoint());
        QTRY_VERIFY_WITH_TIMEOUT(window->controller()->currentId() > before, patience);
        waitUntilDone(*window);
        const Experiment ran = window->model()->results().experiment;
        QCOMPARE(ran.start.radius, radius);
        QCOMPARE(std::get<double>(ran.solvers.front().parameters.at("error")), error);
    }

    void aBadFileIsToldAndLosesNothing() {
        const auto window = makeWindow();
        waitUntilDone(*window);
        const std::string before = experiment_to_json(window->experimentPanel()->experiment()).dump();
        const QString file = folder_.filePath(QStringLiteral("bad.basin.json"));
        write(
            file,
            R"({"format":"basin-experiment","version":1,"problem":{"family":"softmax-regression","nn":3}})");
        window->fileActions()->openExperiment(file);
        QTRY_COMPARE(window->messages()->kind(), MessageBar::Kind::fileError);
        QVERIFY(window->messages()->text().contains(QStringLiteral("bad.basin.json")));
        QVERIFY(window->messages()->text().contains(QStringLiteral("nn")));
        QCOMPARE(experiment_to_json(window->experimentPanel()->experiment()).dump(), before);
        QVERIFY(window->model()->results().runs.size() == 2);
        QVERIFY(settings_->recentFiles().isEmpty());
        window->experimentPanel()->setRadiusAndError(0.5, 0.1);
        window->runPolicy()->setSeed(7);  // a run of its own accord does not take it away
        waitUntilDone(*window);
        QVERIFY(window->messages()->text().contains(QStringLiteral("bad.basin.json")));
        window->actions()->run->trigger();
        QCOMPARE(window->messages()->text(), QString());
        waitUntilDone(*window);
    }

    void plotsHaveKeysOfTheirOwn() {
        const auto window = makeWindow();
        QSet<QKeySequence> keys;
        for (const PlotKind kind : allPlotKinds) {
            const QKeySequence key = window->actions()->maximise.value(kind)->shortcut();
            if (!key.isEmpty()) QVERIFY(!keys.contains(key));
            keys << key;
        }
        QCOMPARE(WindowActions::shortcutOfPlot(0), QKeySequence(QStringLiteral("Ctrl+1")));
        QCOMPARE(WindowActions::shortcutOfPlot(8), QKeySequence(QStringLiteral("Ctrl+9")));
        QCOMPARE(WindowActions::shortcutOfPlot(9), QKeySequence(QStringLiteral("Ctrl+0")));
        QVERIFY(WindowActions::shortcutOfPlot(10).isEmpty());
    }

    void filesGoOutAndComeBack() {
        const auto window = makeWindow();
        waitUntilDone(*window);
        const QString file = folder_.filePath(QStringLiteral("saved.basin.json"));
        window->fileActions()->saveExperiment(file);
        QVERIFY(QFile::exists(file));
        window->fileActions()->openExperiment(file);
        QTRY_COMPARE(settings_->recentFiles(), QStringList{file});
        waitUntilDone(*window);
        int drawn = 0;
        for (const char* extension : {"png", "svg", "pdf", "csv"}) {
            for (const PlotKind kind : allPlotKinds) {
                const QString figure =
                    folder_.filePath(toString(kind) + QLatin1Char('.') + QLatin1String(extension));
                window->fileActions()->exportPlot(kind, figure);
                const bool hasData = window->dashboard()->plot(kind)->emptyMessage().isEmpty();
                QVERIFY2((QFileInfo(figure).size() > 0) == hasData, qPrintable(figure));
                QCOMPARE(window->messages()->text().isEmpty(), hasData);
                drawn += hasData;
            }
        }
        QCOMPARE(drawn, 4 * 4);  // landscape, convergence, eigenvalues and the slope rose
        window->fileActions()->exportDashboard(folder_.filePath(QStringLiteral("all.png")));
        QVERIFY(
            qobject_cast<StatusLine*>(window->statusBar())->written().contains(QStringLiteral("all.png")));
        QVERIFY(QFileInfo(folder_.filePath(QStringLiteral("all.png"))).size() > 0);
        window->fileActions()->saveResults(folder_.filePath(QStringLiteral("results")));
        QTRY_VERIFY(QFile::exists(folder_.filePath(QStringLiteral("results/result.json"))));
        QCOMPARE(window->messages()->text(), QString());
        window->fileActions()->saveResults(folder_.filePath(QStringLiteral("results")));  // there already
        QTRY_COMPARE(window->messages()->kind(), MessageBar::Kind::fileError);
    }

    void resultsThatDoNotBelongTogetherAreRefused() {
        const auto window = makeWindow();
        waitUntilDone(*window);
        const QString results = folder_.filePath(QStringLiteral("mixed"));
        write_results(window->model()->results(), results.toStdString());
        std::ofstream(results.toStdString() + "/landscape.csv") << "a,b,value\n";
        window->fileActions()->openExperiment(results + QStringLiteral("/result.json"));
        QTRY_COMPARE(window->messages()->kind(), MessageBar::Kind::fileError);
        QVERIFY(window->messages()->text().contains(
            QStringLiteral("landscape.csv: found another file than the folder's manifest lists")));
    }

    void aDroppedFileOpens() {
        const auto window = makeWindow();
        Experiment other = pictured_experiment();
        other.title = "dropped";
        const QString file = folder_.filePath(QStringLiteral("dropped.basin.json"));
        write_experiment(other, file.toStdString());
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(file)});
        QDragEnterEvent enter(QPoint(10, 10), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(window.get(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(QPointF(10, 10), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(window.get(), &drop);
        QTRY_COMPARE(window->experimentPanel()->experiment().title, std::string("dropped"));
    }

    void emptyPlotsAreNotExported() {
        const auto window = makeWindow();
        waitUntilDone(*window);
        const QString file = folder_.filePath(QStringLiteral("tradeoff.pdf"));
        window->fileActions()->exportPlot(PlotKind::tradeoff, file);
        QVERIFY(!QFile::exists(file));
        QVERIFY(window->messages()->text().startsWith(QStringLiteral("There is nothing to export. ")));
    }

    void fileDialogsBeginWhereTheLastOneEnded() {
        QVERIFY(settings_->lastFolder().isEmpty());
        settings_->setLastFolder(folder_.path());
        QCOMPARE(settings_->lastFolder(), folder_.path());
        settings_->setLastFolder(folder_.filePath(QStringLiteral("gone")));
        QVERIFY(settings_->lastFolder().isEmpty());
    }

    void theExperimentIsBackAtTheNextStart() {
        Experiment experiment = pictured_experiment();
        experiment.start.radius = 0.0625;
        makeWindow(experiment)->close();
        const auto again = makeWindow(std::nullopt);
        QTRY_COMPARE(again->experimentPanel()->experiment().start.radius, 0.0625);
    }

    void presetsLoad() {
        const auto window = makeWindow();
        QList<QAction*> actions = window->actions()->presetMenu->actions();
        actions.removeIf([](const QAction* action) { return action->isSeparator(); });  // names of groups
        QCOMPARE(actions.size(), static_cast<qsizetype>(presets().size()));
        for (qsizetype i = 0; i < actions.size(); ++i) {
            actions[i]->trigger();
            const Preset& preset = presets()[static_cast<std::size_t>(i)];
            QCOMPARE(window->experimentPanel()->experiment().title, preset_experiment(preset).title);
        }
    }

    void theSeedIsKeptUnlessUnlocked() {
        const auto window = makeWindow();
        waitUntilDone(*window);
        const auto seed = window->experimentPanel()->experiment().start.seed;
        window->actions()->run->trigger();
        waitUntilDone(*window);
        QCOMPARE(window->experimentPanel()->experiment().start.seed, seed);
        window->actions()->lockSeed->trigger();
        QVERIFY(!settings_->seedLocked());
        window->actions()->run->trigger();
        QVERIFY(window->experimentPanel()->experiment().start.seed != seed);
        QCOMPARE(window->transport()->seedField()->seed(),
                 window->experimentPanel()->experiment().start.seed);
        waitUntilDone(*window);
    }

    void anEarlierRunCanBeShownAgain() {
        const auto window = makeWindow();
        waitUntilDone(*window);
        window->actions()->run->trigger();
        waitUntilDone(*window);
        const double radius = window->model()->results().experiment.start.radius;
        window->runPolicy()->runFromCell(2 * radius, 0.1);
        waitUntilDone(*window);
        const KeptRuns& kept = window->runPolicy()->history();
        QTRY_COMPARE_WITH_TIMEOUT(kept.size(), 2, patience);
        window->messages()->showMessage(MessageBar::Kind::error, QStringLiteral("of another run"));
        window->runPolicy()->showEarlier(kept.at(1).number);
        QCOMPARE(window->messages()->text(), QString());
        QCOMPARE(window->controller()->rate(), 0.0);  // it was the other run's
        QCOMPARE(window->model()->results().experiment.start.radius, radius);
        QCOMPARE(window->experimentPanel()->experiment().start.radius, radius);
    }

    void oneCardCanTakeTheWholeSpace() {
        const auto window = makeWindow();
        Dashboard* dashboard = window->dashboard();
        window->actions()->maximise.value(PlotKind::spectrum)->trigger();
        QCOMPARE(dashboard->maximised(), dashboard->card(PlotKind::spectrum));
        QVERIFY(!dashboard->card(PlotKind::landscape)->isVisible());
        window->actions()->maximise.value(PlotKind::spectrum)->trigger();
        QVERIFY(!dashboard->maximised());
        for (const PlotKind kind : allPlotKinds) QVERIFY(dashboard->card(kind)->isVisible());
    }

    void presentingHidesTheControls() {
        const auto window = makeWindow();
        waitUntilDone(*window);
        window->actions()->present->trigger();
        QVERIFY(window->isPresenting());
        QVERIFY(!window->experimentPanel()->isVisible());
        QVERIFY(!window->transport()->isVisible());
        QVERIFY(window->dashboard()->isVisible());
        window->actions()->reset->trigger();
        window->actions()->step->trigger();
        QCOMPARE(window->model()->playhead(), Index{1});
        window->actions()->leavePresent->trigger();
        QVERIFY(window->experimentPanel()->isVisible());
        QVERIFY(!window->actions()->present->isChecked());
    }

    void theHelpPageNamesEveryShortcut() {
        const auto window = makeWindow();
        const auto shortcuts = window->actions()->shortcuts();
        QVERIFY(shortcuts.size() > 10);
        const QString page = helpText(shortcuts);
        for (const auto& [words, keys] : shortcuts) {
            QVERIFY(page.contains(words.toHtmlEscaped()));
            QVERIFY(page.contains(keys.toHtmlEscaped()));
        }
    }

    void helpOpensByClickAndHoldsNothingUp() {
        const auto window = makeWindow(test::long_experiment());
        window->actions()->run->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(window->model()->lastIteration() > 1, patience);
        QMenu* menu = window->actions()->helpMenu;
        for (QAction* action :
             {window->actions()->help, window->actions()->manual, window->actions()->about}) {
            menu->popup(window->mapToGlobal(QPoint(600, 30)));
            QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(action).center());
            QTRY_VERIFY_WITH_TIMEOUT(openDialog(*window), patience);
            const Index seen = window->model()->lastIteration();
            QTRY_VERIFY_WITH_TIMEOUT(window->model()->lastIteration() > seen, patience);
            openDialog(*window)->close();
            QTRY_VERIFY_WITH_TIMEOUT(!openDialog(*window), patience);
        }
    }

    void nothingTicksAtRest() {
        const auto window = makeWindow();
        waitUntilDone(*window);
        QTest::qWait(500);
        for (const QTimer* timer : window->findChildren<QTimer*>())
            QVERIFY2(!timer->isActive(), timer->parent()->metaObject()->className());
    }

    void closingWhileRunningLosesNothing() {
        auto window = makeWindow(test::long_experiment());
        window->actions()->run->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(window->model()->lastIteration() > 1, patience);
        window->close();
        window.reset();
        QVERIFY(settings_->lastExperiment().contains(QStringLiteral("long")));
    }
};

QTEST_MAIN(MainWindowTest)
#include "main_window_test.moc"
