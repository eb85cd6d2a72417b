// SPDX-License-Identifier: GPL-3.0-or-later
// What is opened or dropped that is no experiment.
#include "ui/window/file_actions.h"

#include <QMimeData>
#include <QtTest>

#include "core/experiment/runner.h"
#include "core/io/results_io.h"
#include "tests/support/odd_files.h"
#include "tests/support/window.h"
#include "ui/data/data_dialog.h"
#include "ui/export/figure_export.h"
#include "ui/panels/experiment_panel.h"
#include "ui/panels/message_bar.h"
#include "ui/plots/plot_view.h"
#include "ui/window/dashboard.h"

using namespace basin;
using namespace basin::test;
using namespace basin::ui;

class FileActionsTest : public WindowTest {
    Q_OBJECT

    static QString pathOf(const std::filesystem::path& file) { return QString::fromStdString(file.string()); }

    static void drop(MainWindow& window, const std::filesystem::path& file) {
        QMimeData mime;
        mime.setUrls({QUrl::fromLocalFile(pathOf(file))});
        QDragEnterEvent enter(QPoint(10, 10), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&window, &enter);
        QDropEvent event(QPointF(10, 10), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&window, &event);
    }

  private slots:
    void init() { renewSettings(); }

    void whatIsNoExperimentSaysSoOrOpensAsData() {
        const auto window = makeWindow();
        waitUntilDone(*window);
        const Experiment before = window->experimentPanel()->experiment();
        for (const OddFile& odd : odd_files()) {
            const auto file = files_.write(odd.name, odd.content);
            window->messages()->hide();
            drop(*window, file);
            if (odd.told.empty()) {
                QTRY_VERIFY2_WITH_TIMEOUT(window->findChild<DataDialog*>() != nullptr, odd.name.c_str(),
                                          patience);
                auto* dialog = window->findChild<DataDialog*>();
                QTRY_VERIFY_WITH_TIMEOUT(!dialog->isWaiting(), patience);
                dialog->reject();
                QTRY_VERIFY_WITH_TIMEOUT(window->findChild<DataDialog*>() == nullptr, patience);
                continue;
            }
            QTRY_VERIFY2_WITH_TIMEOUT(window->messages()->text().contains(QString::fromStdString(odd.told)),
                                      odd.name.c_str(), patience);
            QVERIFY2(window->messages()->text().contains(QString::fromStdString(odd.name)), odd.name.c_str());
            QVERIFY(window->messages()->kind() == MessageBar::Kind::fileError);
        }
        QVERIFY(window->experimentPanel()->experiment() == before);
    }

    void aFolderOfResultsOpensItsExperiment() {
        const auto window = makeWindow();
        waitUntilDone(*window);
        Experiment other = pictured_experiment();
        other.title = "from a folder";
        const auto results = files_.path() / "results";
        write_results(run_experiment(other), results);
        drop(*window, results / "history-newton.csv");
        QTRY_VERIFY_WITH_TIMEOUT(window->messages()->text().contains(QStringLiteral("result.json beside it")),
                                 patience);
        drop(*window, results);
        QTRY_COMPARE_WITH_TIMEOUT(window->experimentPanel()->experiment().title, std::string("from a folder"),
                                  patience);
        QCOMPARE(window->messages()->text(), QString());
        drop(*window, files_.path());
        QTRY_VERIFY_WITH_TIMEOUT(window->messages()->text().contains(QStringLiteral("found a folder")),
                                 patience);
    }

    // With the plot, its view and its zoom.
    void aFigureOfEachFormatOpensAsItWasMade_data() {
        QTest::addColumn<QString>("ending");
        for (const char* ending : {"pdf", "svg", "png"}) QTest::newRow(ending) << QString::fromLatin1(ending);
    }
    void aFigureOfEachFormatOpensAsItWasMade() {
        QFETCH(QString, ending);
        Experiment other = pictured_experiment();
        other.title = "from a figure as " + ending.toStdString();
        ViewSpec& view = other.view.emplace();
        view.plots[PlotKind::convergence].view = "gradient-norm";
        view.plots[PlotKind::convergence].zoom = ZoomSpec{AxisRange{0, 2}, std::nullopt};
        const auto figure = files_.path() / ("figure." + ending.toStdString());
        exportFigure(run_experiment(other), PlotKind::convergence, {}, figure);
        const auto window = makeWindow();
        waitUntilDone(*window);
        drop(*window, figure);
        QTRY_COMPARE_WITH_TIMEOUT(window->experimentPanel()->experiment().title, other.title, patience);
        QCOMPARE(window->messages()->text(), QString());
        PlotView* plot = window->dashboard()->plot(PlotKind::convergence);
        QCOMPARE(plot->spec().view, std::string("gradient-norm"));
        waitUntilDone(*window);
        QTRY_COMPARE_WITH_TIMEOUT(plot->viewRange().right, 2.0, patience);
        QCOMPARE(plot->viewRange().left, 0.0);
    }

  private:
    ScratchFolder files_;
};

QTEST_MAIN(FileActionsTest)
#include "file_actions_test.moc"
