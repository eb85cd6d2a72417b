// SPDX-License-Identifier: GPL-3.0-or-later
// Softmax regressions and recurrent networks in one window: switching, what is shown of each, what a run
// tells.
#include <algorithm>

#include <QComboBox>
#include <QSignalSpy>
#include <QtTest>
#include <nlohmann/json.hpp>

#include "core/families/problem_of.h"
#include "core/io/experiment_json.h"
#include "tests/support/network_results.h"
#include "tests/support/panel.h"
#include "tests/support/small_network.h"
#include "tests/support/window.h"
#include "ui/data/column_list.h"
#include "ui/data/data_dialog.h"
#include "ui/data/forecast_fields.h"
#include "ui/families/network_panel.h"
#include "ui/families/network_view.h"
#include "ui/families/softmax_view.h"
#include "ui/panels/experiment_panel.h"
#include "ui/plots/plot_card.h"
#include "ui/plots/series_plot.h"
#include "ui/runs/map_reuse.h"
#include "ui/window/dashboard.h"
#include "ui/window/file_actions.h"
#include "ui/window/run_policy.h"
#include "ui/window/window_actions.h"

using namespace basin;
using namespace basin::test;
using namespace basin::ui;

namespace {

const QString shownLabel(const ExperimentPanel& panel, const char* name) {
    for (const QLabel* label : panel.findChildren<QLabel*>())
        if (label->text() == QString::fromUtf8(name) && label->isVisibleTo(&panel)) return label->text();
    return {};
}

QStringList solverNames(const ExperimentPanel& panel) {
    QStringList names;
    for (const QCheckBox* box : panel.solverList()->findChildren<QCheckBox*>()) names << box->text();
    return names;
}

}  // namespace

class FamilySwitchTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    int windows_ = 0;

    std::unique_ptr<MainWindow> makeWindow(const Experiment& experiment) {
        auto* settings = new Settings(folder_.filePath(QStringLiteral("s%1.ini").arg(windows_++)), this);
        auto window = std::make_unique<MainWindow>(experiment, nullptr, settings);
        window->show();
        return window;
    }

  private slots:
    void thePanelShowsOneFamilyAtATime() {
        ExperimentPanel panel;
        Experiment network = small_network();
        network.exactness = ExactnessSpec{};
        panel.setExperiment(network);
        unfoldAll(panel);
        QVERIFY(&panel.familySwitch()->family() == &networkView());
        for (const char* name : {"hidden", "time steps", "inputs", "outputs", "Initial deviation", "Tau",
                                 "β h", "Test steps", "Weights from"})
            QVERIFY2(!shownLabel(panel, name).isEmpty(), name);
        for (const char* name : {"n rows", "Initial radius", "Gain", "Logit scale", "Starts a side"})
            QVERIFY2(shownLabel(panel, name).isEmpty(), name);
        QVERIFY(solverNames(panel).contains(QStringLiteral("piecewise-affine")));
        QVERIFY(!solverNames(panel).contains(QStringLiteral("levenberg-marquardt")));
        QCOMPARE(solverNames(panel).front(), QStringLiteral("piecewise-affine"));
        Experiment softmax = test::pictured_experiment();
        softmax.attraction = AttractionSpec{};
        panel.setExperiment(softmax);
        for (const char* name : {"n rows", "Initial radius", "Gain", "Logit scale", "Starts a side"})
            QVERIFY2(!shownLabel(panel, name).isEmpty(), name);
        for (const char* name : {"hidden", "Initial deviation", "Tau", "Test steps"})
            QVERIFY2(shownLabel(panel, name).isEmpty(), name);
        QVERIFY(!solverNames(panel).contains(QStringLiteral("piecewise-affine")));
    }

    void theThreeKnobsReachTheNetwork() {
        ExperimentPanel panel;
        panel.setExperiment(small_network());
        QSignalSpy edited(&panel, &ExperimentPanel::edited);
        const auto field = [&panel](const char* name) {
            for (auto* box : panel.findChildren<QAbstractSpinBox*>())
                if (box->accessibleName() == QString::fromUtf8(name) && box->isVisibleTo(&panel)) return box;
            return static_cast<QAbstractSpinBox*>(nullptr);
        };
        for (const auto& [name, value] : {std::pair{"hidden", "7"},
                                          {"time steps", "30"},
                                          {"β v", "0.5"},
                                          {"Initial deviation", "0.25"},
                                          {"Approximation error", "0.125"}}) {
            QAbstractSpinBox* box = field(name);
            QVERIFY2(box != nullptr, name);
            box->selectAll();
            QTest::keyClicks(box, QString::fromLatin1(value));
            QTest::keyClick(box, Qt::Key_Return);
        }
        const Experiment built = panel.experiment();
        built.validate();
        QCOMPARE(elman_of(built).hidden, Index{7});
        QCOMPARE(elman_of(built).steps, Index{30});
        QCOMPARE(elman_of(built).betas.v, 0.5);
        QCOMPARE(built.start.deviation, 0.25);
        QCOMPARE(std::get<double>(parameter(built.solvers.front(), "error")), 0.125);
        QVERIFY(edited.count() >= 5);
    }

    void switchingBackBringsBackWhatWasThere() {
        const auto window = makeWindow(pictured_experiment());
        waitUntilDone(*window);
        ExperimentPanel* panel = window->experimentPanel();
        const auto text = [&] { return experiment_to_json(panel->experiment()).dump(); };
        const std::string softmax = text();
        QTest::mouseClick(panel->familySwitch()->button(networkView()), Qt::LeftButton, {}, QPoint(8, 8));
        QVERIFY(is_recurrent(panel->experiment()));
        QVERIFY(&window->dashboard()->family() == &networkView());
        panel->setRadiusAndError(0.05, 0.01);
        const std::string network = text();
        QTest::mouseClick(panel->familySwitch()->button(softmaxView()), Qt::LeftButton, {}, QPoint(8, 8));
        QCOMPARE(text(), softmax);
        QVERIFY(&window->dashboard()->family() == &softmaxView());
        QCOMPARE(window->model()->results().runs.size(), 2u);  // the picture too
        QTest::mouseClick(panel->familySwitch()->button(networkView()), Qt::LeftButton, {}, QPoint(8, 8));
        QCOMPARE(text(), network);
    }

    void aRunOnANetworkFillsItsPlots() {
        Experiment experiment = small_network();
        experiment.repeats = RepeatsSpec{.count = 2};
        const auto window = makeWindow(experiment);
        window->runPolicy()->run();
        waitUntilDone(*window);
        QCOMPARE(window->model()->failure(), QString());
        const Results& results = window->model()->results();
        QCOMPARE(results.runs.size(), 2u);
        QVERIFY(results.runs[0].network && results.runs[1].network && results.series);
        // As the command line would save it.
        QCOMPARE(results.minimiser.objective,
                 std::min(results.runs[0].network->objective, results.runs[1].network->objective));
        Dashboard* dashboard = window->dashboard();
        const std::vector<PlotKind> shown = dashboard->shownPlots();
        QVERIFY(std::ranges::equal(shown, networkView().firstPlots()));
        for (const PlotKind kind : allPlotKinds) {
            if (!networkView().offers(kind) || kind == PlotKind::basin_map || kind == PlotKind::spectrum)
                continue;
            if (kind == PlotKind::arrivals || kind == PlotKind::sweep)
                continue;  // in so few steps none arrives; nothing is swept
            dashboard->plot(kind)->refresh();
            QVERIFY2(dashboard->plot(kind)->emptyMessage().isEmpty(), qPrintable(toString(kind)));
        }
        const auto* certificate = window->findChild<NetworkPanel*>();
        QVERIFY(certificate->isVisibleTo(window.get()));
        QVERIFY(!certificate->valueOf("first_order").isEmpty());
    }

    void cardsOfferTheFamilysPlotsAndRememberTheChoice() {
        const auto window = makeWindow(small_network());
        Dashboard* dashboard = window->dashboard();
        const PlotCard* card = dashboard->card(PlotKind::tradeoff);
        QVERIFY(!card->offers(dashboard->plot(PlotKind::tradeoff)));
        QVERIFY(card->offers(dashboard->plot(PlotKind::penalty)));
        for (int k = 0; k < card->chooser()->count(); ++k)
            QVERIFY(!card->chooser()->itemData(k, Qt::ToolTipRole).toString().isEmpty());
        QVERIFY(!window->actions()->maximise.value(PlotKind::attraction)->isVisible());
        dashboard->showPlot(PlotKind::nonsmoothness);
        dashboard->setFamily(softmaxView());
        QVERIFY(dashboard->card(PlotKind::convergence)->chooser() == nullptr);
        QVERIFY(dashboard->shownPlots()[1] == PlotKind::convergence);
        dashboard->setFamily(networkView());
        QVERIFY(dashboard->shownPlots()[1] == PlotKind::nonsmoothness);
    }

    void aMapIsKeptWhileNothingItDependsOnChanges() {
        const Results last = syntheticNetworkResults();
        Experiment next = last.experiment;
        next.landscape->resolution = 33;
        QVERIFY(reusableMap(last, next) == last.basin_map);
        next.start.deviation = 0.2;  // the target comes from there
        QVERIFY(reusableMap(last, next) == nullptr);
        QVERIFY(reusableMap(last, test::pictured_experiment()) == nullptr);
    }

    void aTableBecomesASeries() {
        const QString file = folder_.filePath(QStringLiteral("series.csv"));
        QFile table(file);
        QVERIFY(table.open(QIODevice::WriteOnly));
        table.write("day,load,price\n");
        for (int k = 0; k < 20; ++k)
            table.write(QByteArray("d") + QByteArray::number(k) + ',' + QByteArray::number(k % 7) + ',' +
                        QByteArray::number(k % 5) + '\n');
        table.close();
        const auto window = makeWindow(small_network());
        window->fileActions()->openData(file);
        QTRY_VERIFY(window->findChild<DataDialog*>() != nullptr);
        auto* dialog = window->findChild<DataDialog*>();
        QTRY_VERIFY(dialog->acceptButton()->isEnabled());
        QCOMPARE(dialog->columns()->roles(),
                 (ColumnRoles{ColumnRole::leaveOut, ColumnRole::input, ColumnRole::target}));
        dialog->findChild<ForecastFields*>()->train()->setValue(0.75);
        dialog->acceptButton()->click();
        QTRY_VERIFY(window->findChild<DataDialog*>() == nullptr);
        const Experiment built = window->experimentPanel()->experiment();
        QVERIFY(elman_of(built).data.has_value());
        for (const char* name : {"time steps", "inputs", "outputs", "Test steps", "Series seed"})
            QVERIFY2(shownLabel(*window->experimentPanel(), name).isEmpty(), name);
        QCOMPARE(elman_of(built).data->target_columns, std::vector<std::string>{"price"});
        QCOMPARE(elman_of(built).layout().steps, Index{15});
        // The live run that follows clears what was told before it.
        QTRY_VERIFY_WITH_TIMEOUT(window->model()->results().experiment == built, patience);
        window->fileActions()->openData(folder_.filePath(QStringLiteral("missing.csv")));
        QTRY_VERIFY(window->messages()->text().contains(QStringLiteral("missing.csv")));
    }
};

QTEST_MAIN(FamilySwitchTest)
#include "family_switch_test.moc"
