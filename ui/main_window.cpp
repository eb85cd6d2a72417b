// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window.h"

#include <algorithm>
#include <utility>

#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QIcon>
#include <QMimeData>
#include <QSplitter>
#include <QVBoxLayout>

#include "core/io/presets.h"
#include "core/numeric/input_error.h"
#include "ui/families/family_view.h"
#include "ui/panels/card.h"
#include "ui/panels/experiment_panel.h"
#include "ui/panels/headline.h"
#include "ui/panels/message_bar.h"
#include "ui/panels/reading_order.h"
#include "ui/panels/status_line.h"
#include "ui/panels/text_role.h"
#include "ui/panels/timeline_bar.h"
#include "ui/panels/transport_bar.h"
#include "ui/plots/attraction_plot.h"
#include "ui/plots/basin_map_plot.h"
#include "ui/plots/landscape_plot.h"
#include "ui/plots/sweep_plot.h"
#include "ui/window/assess_dialog.h"
#include "ui/window/dashboard.h"
#include "ui/window/estimate_dialog.h"
#include "ui/window/experiment_memory.h"
#include "ui/window/experiment_view.h"
#include "ui/window/file_actions.h"
#include "ui/window/help_dialog.h"
#include "ui/window/info_panel.h"
#include "ui/window/presenter_controls.h"
#include "ui/window/preset_menu.h"
#include "ui/window/run_policy.h"
#include "ui/window/runs_dock.h"
#include "ui/window/theme_switch.h"
#include "ui/window/window_actions.h"
#include "ui/window/window_layout.h"

namespace basin::ui {

namespace {

constexpr double presentationFactor = 1.6;
const QString dashboardName = QStringLiteral("dashboard");

}  // namespace

MainWindow::MainWindow(const std::optional<Experiment>& experiment, QWidget* parent, Settings* settings)
    : QMainWindow(parent),
      controller_(&model_),
      settings_(settings ? settings : new Settings(this)),
      theme_(new ThemeSwitch(settings_, this)),
      actions_(new WindowActions(this)),
      transport_(new TransportBar(actions_->transport(), this)),
      messages_(new MessageBar(this)),
      panel_(new ExperimentPanel),
      dashboard_(new Dashboard(&model_)),
      headline_(new Headline(&model_)),
      timeline_(new TimelineBar(&model_, actions_->runs)),
      presenter_(new PresenterControls({actions_, transport_, panel_, dashboard_, &model_, &controller_})),
      status_(new StatusLine(&model_, &controller_, this)),
      kept_(new KeptRuns(settings_->dataFolder() + QStringLiteral("/runs"), this)),
      runPolicy_(new RunPolicy({panel_, &model_, &controller_, messages_, settings_, kept_}, this)),
      files_(new FileActions(&model_, dashboard_, messages_, settings_, this)),
      estimate_(new EstimateDialog([this] { return panel_->experiment(); }, this)),
      assess_(new AssessDialog([this] { return panel_->experiment(); }, this)),
      view_(new ExperimentView(dashboard_, panel_, &model_, &controller_, this)),
      memory_(new ExperimentMemory([this] { return view_->with(panel_->experiment()); }, settings_, this)),
      runs_(new RunsDock({kept_, &model_, runPolicy_, messages_, settings_, actions_->runs}, this)) {
    setWindowTitle(tr("Basin"));
    setWindowIcon(QIcon(QStringLiteral(":/icons/org.basin.Basin.svg")));
    setAcceptDrops(true);
    makeLayout();
    actions_->presetMenu->fill([this](const Preset& preset) { openPreset(preset); });
    connectRun();
    connectFiles();
    connectView();
    connectMemory();
    applyTheme();
    applyTypeScale(this, 1);
    restoreState();
    showRunState();
    showFamily();
    showFirst(experiment);
}

MainWindow::~MainWindow() {
    delete runs_;  // before what it shows
}

void MainWindow::showExperiment(const Experiment& experiment) {
    runPolicy_->show(experiment);
    askForShownPictures();
    memory_->note();
}

void MainWindow::openExperiment(const Experiment& experiment) {
    showExperiment(experiment);
    view_->show(experiment);
}

void MainWindow::makeLayout() {
    left_ = Card::scrolling(panel_);
    splitter_ = new QSplitter(Qt::Horizontal);
    splitter_->setHandleWidth(gutter);
    splitter_->setChildrenCollapsible(false);
    splitter_->addWidget(left_);
    splitter_->addWidget(dashboard_);
    info_ = new InfoPanel(&model_, settings_, this);
    splitter_->addWidget(info_->card());
    splitter_->setStretchFactor(1, 1);

    middle_ = new QWidget;
    auto* row = new QVBoxLayout(middle_);
    row->setContentsMargins(gutter, 0, gutter, 0);
    row->setSpacing(0);
    row->addWidget(headline_);
    row->addWidget(splitter_, 1);
    layout_ = new WindowLayout(this, splitter_, settings_);
    messages_->layOver(middle_);

    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(transport_);
    column->addWidget(middle_, 1);
    auto* bottom = new QHBoxLayout;
    bottom->setSpacing(0);
    bottom->addWidget(presenter_);
    bottom->addWidget(timeline_, 1);
    column->addLayout(bottom);
    presenter_->hide();
    setCentralWidget(content);
    setReadingOrder(content);
    setStatusBar(status_);
    setMinimumSize(960, 640);
}

// Choosing is asking: large ones run too.
void MainWindow::openPreset(const Preset& preset) {
    const Experiment experiment = preset_experiment(preset);
    runPolicy_->open(experiment);
    view_->showBeforeRun(experiment);
    askForShownPictures();
    runPolicy_->runShown();
    memory_->note();
}

void MainWindow::connectRun() {
    connect(actions_->run, &QAction::triggered, runPolicy_, &RunPolicy::run);
    connect(actions_->pause, &QAction::triggered, runPolicy_, &RunPolicy::toggleRun);
    connect(actions_->playOrHold, &QAction::triggered, runPolicy_, &RunPolicy::toggleRun);
    connect(actions_->step, &QAction::triggered, runPolicy_, &RunPolicy::step);
    connect(actions_->stepBack, &QAction::triggered, &controller_, &RunController::stepBack);
    connect(actions_->stop, &QAction::triggered, &controller_, &RunController::stop);
    connect(actions_->reset, &QAction::triggered, runPolicy_, &RunPolicy::reset);
    connect(actions_->newSeed, &QAction::triggered, runPolicy_, &RunPolicy::drawNewSeed);
    connect(actions_->lockSeed, &QAction::toggled, settings_, &Settings::setSeedLocked);
    connect(settings_, &Settings::seedLockedChanged, actions_, &WindowActions::setLocked);
    connect(transport_, &TransportBar::seedEdited, runPolicy_, &RunPolicy::setSeed);
    connect(runPolicy_, &RunPolicy::seedChanged, transport_, &TransportBar::setSeed);
    connect(transport_, &TransportBar::speedEdited, settings_, &Settings::setSpeed);
    connect(settings_, &Settings::speedChanged, &controller_, &RunController::setSpeed);
    connect(timeline_, &TimelineBar::seekRequested, &controller_, &RunController::seek);
    connect(runPolicy_, &RunPolicy::earlierShown, view_, &ExperimentView::forget);
    connect(dashboard_->landscape(), &PlanePlot::startPicked, runPolicy_, &RunPolicy::runFromPoint);
    connect(dashboard_->attraction(), &PlanePlot::startPicked, runPolicy_, &RunPolicy::runFromPoint);
    connect(dashboard_->attraction(), &AttractionPlot::solverPicked, panel_,
            [this](const QString& name) { panel_->askForAttraction(name.toStdString()); });
    connect(dashboard_->basinMap(), &BasinMapPlot::cellPicked, runPolicy_, &RunPolicy::runFromCell);
    connect(dashboard_->sweep(), &SweepPlot::cellPicked, runPolicy_, &RunPolicy::runWith);
    connect(panel_, &ExperimentPanel::sweepAsked, dashboard_,
            [this] { dashboard_->showPlot(PlotKind::sweep); });
    panel_->sweepMenu()->watch(transport_);
    connect(dashboard_->basinMap(), &BasinMapPlot::windowKept, this, [this](const BasinMapSpec& window) {
        dashboard_->basinMap()->resetZoom();
        runPolicy_->keepMapWindow(window);
    });
    connect(&controller_, &RunController::stateChanged, this, &MainWindow::showRunState);
    for (const auto signal : {&RunModel::cleared, &RunModel::finished, &RunModel::playheadChanged})
        connect(&model_, signal, this, &MainWindow::showRunState);
    connect(&model_, &RunModel::cleared, this, &MainWindow::showFamily);
    connect(panel_, &ExperimentPanel::edited, this, &MainWindow::showHeadline);
    connect(runPolicy_, &RunPolicy::seedChanged, this,
            &MainWindow::showHeadline);  // whatever is shown has one
    connect(headline_, &Headline::titleEdited, this, [this](const QString& title) {
        panel_->setTitle(title.toStdString());
        model_.setTitle(title.toStdString());
        showHeadline();
    });
}

void MainWindow::connectFiles() {
    files_->setExperimentSource(
        [this] {
            commitFocusedField(*this);
            return panel_->experiment();
        },
        view_);
    connect(files_, &FileActions::opened, this, &MainWindow::openExperiment);
    connect(panel_, &ExperimentPanel::dataRequested, files_, &FileActions::askData);
    connect(files_, &FileActions::dataChosen, runPolicy_, &RunPolicy::runData);
    connect(panel_, &ExperimentPanel::startsRequested, files_, &FileActions::askStarts);
    connect(files_, &FileActions::startsChosen, panel_, &ExperimentPanel::setStarts);
    connect(files_, &FileActions::written, status_, &StatusLine::showWritten);
    connect(runs_, &RunsDock::written, status_, &StatusLine::showWritten);
    connect(actions_->open, &QAction::triggered, files_, &FileActions::askOpen);
    connect(actions_->save, &QAction::triggered, files_, &FileActions::askSave);
    connect(actions_->saveResults, &QAction::triggered, files_, &FileActions::askSaveResults);
    connect(actions_->exportData, &QAction::triggered, files_, &FileActions::askSaveResults);
    connect(actions_->exportDashboard, &QAction::triggered, files_, &FileActions::askExportDashboard);
    connect(actions_->report, &QAction::triggered, files_, &FileActions::askReport);
    connect(actions_->film, &QAction::triggered, files_, &FileActions::askFilm);
    connect(actions_->estimate, &QAction::triggered, estimate_, &QWidget::show);
    connect(actions_->assess, &QAction::triggered, assess_, &QWidget::show);
    connect(assess_, &AssessDialog::chosen, this, &MainWindow::showExperiment);
    connect(actions_->quit, &QAction::triggered, this, &QWidget::close);
    connect(dashboard_, &Dashboard::exportRequested, files_, &FileActions::askExportPlot);
    for (const PlotKind kind : allPlotKinds)
        connect(actions_->exportPlot.value(kind), &QAction::triggered, files_,
                [this, kind] { files_->askExportPlot(kind); });
    const auto fill = [this] { files_->fillRecentMenu(actions_->recentMenu); };
    connect(settings_, &Settings::recentFilesChanged, this, fill);
    fill();
}

void MainWindow::connectView() {
    connect(theme_, &ThemeSwitch::themeChanged, this, &MainWindow::applyTheme);
    connect(actions_, &WindowActions::themeChosen, settings_, &Settings::setTheme);
    connect(actions_->present, &QAction::toggled, this, &MainWindow::setPresenting);
    connect(presenter_, &PresenterControls::presetChosen, this, &MainWindow::openPreset);
    connect(actions_->leavePresent, &QAction::triggered, this, [this] { setPresenting(false); });
    connect(actions_->help, &QAction::triggered, this, [this] { showHelp(this, actions_->shortcuts()); });
    connect(actions_->manual, &QAction::triggered, this, [this] { showManual(this); });
    connect(actions_->about, &QAction::triggered, this, [this] { showAbout(this); });
    for (const PlotKind kind : allPlotKinds)
        connect(actions_->maximise.value(kind), &QAction::triggered, dashboard_,
                [this, kind] { dashboard_->toggleMaximised(kind); });
    connect(dashboard_, &Dashboard::shownPlotsChanged, this, [this] {
        QStringList words;
        for (const PlotKind kind : dashboard_->shownPlots()) words << toString(kind);
        settings_->setShownPlots(words, dashboard_->family());
        askForShownPictures();
    });
    connect(panel_, &ExperimentPanel::foldsChanged, settings_,
            [this] { settings_->setOpenGroups(panel_->openGroups()); });
}

void MainWindow::showFamily() {
    const FamilyView& shown = familyShown(&model_);
    dashboard_->setFamily(shown);
    actions_->setFamily(model_.results().experiment);
    info_->showFamily(presenting_ ? nullptr : &shown);
}

void MainWindow::showHeadline() {
    const Experiment experiment = panel_->experiment();
    headline_->setExperiment(experiment);
    setWindowTitle(experiment.title.empty() ? tr("Basin")
                                            : tr("%1 – Basin").arg(QString::fromStdString(experiment.title)));
}

// Nobody waits for a picture that no card shows.
void MainWindow::askForShownPictures() {
    const auto shown = dashboard_->shownPlots();
    if (std::ranges::find(shown, PlotKind::attraction) != shown.end()) panel_->askForAttraction();
}

void MainWindow::setPresenting(bool presenting) {
    if (presenting == presenting_) return;
    presenting_ = presenting;
    actions_->setPresenting(presenting);
    if (presenting) layout_->hold();
    // What comes back has its own size of type already, or the panels would make room for the large one.
    const double factor = presenting ? presentationFactor : 1;
    if (!presenting) info_->setPresenting(false);  // its type is the window's again
    applyTypeScale(this, factor);
    for (QWidget* control : {left_, static_cast<QWidget*>(transport_), static_cast<QWidget*>(status_)})
        control->setVisible(!presenting);
    showFamily();
    timeline_->runs()->setVisible(!presenting);
    runs_->setPresenting(presenting);
    presenter_->setVisible(presenting);
    headline_->setPresenting(presenting);
    middle_->layout()->setContentsMargins(gutter, presenting ? gutter : 0, gutter, 0);
    centralWidget()->setFocus();  // hiding the controls must not put the focus on a card's button
    dashboard_->setTypeFactor(factor);
    if (presenting) info_->setPresenting(true);
    setWindowState(presenting ? windowState() | Qt::WindowFullScreen : windowState() & ~Qt::WindowFullScreen);
    if (!presenting) layout_->release();
}

void MainWindow::applyTheme() {
    dashboard_->setTheme(theme_->theme());
    actions_->recolour();
    actions_->checkTheme(settings_->theme());
}

void MainWindow::showRunState() {
    const RunState state = controller_.state();
    const bool computed = model_.lastIteration() > 0 || controller_.isComputing();
    const bool more = controller_.isComputing() || model_.playhead() < model_.lastIteration();
    actions_->setPaused(state != RunState::running && more, !controller_.isComputing());
    actions_->setPlaying(state == RunState::running);
    actions_->pause->setEnabled(state == RunState::running || more);
    actions_->stop->setEnabled(controller_.isComputing() || state == RunState::running);
    actions_->reset->setEnabled(computed);
    actions_->stepBack->setEnabled(model_.playhead() > 0);
    actions_->step->setEnabled(more || model_.results().runs.empty());
}

// Data files of the last experiment may be large, or have gone: until they are read, the default is offered.
void MainWindow::showFirst(const std::optional<Experiment>& given) {
    const auto show = [this](const Experiment& experiment) {
        const bool chosen = !settings_->shownPlots(familyViewOf(experiment)).isEmpty();
        showExperiment(experiment);
        if (experiment.view || !chosen) view_->show(experiment);
    };
    if (given || settings_->lastExperiment().isEmpty()) {
        show(given ? *given : default_experiment());
        return;
    }
    runPolicy_->open(default_experiment());
    memory_->hold();
    connect(files_, &FileActions::lastOpened, this, [this, show](const Experiment& experiment) {
        if (memory_->holds()) show(experiment);  // else the user is at something else
    });
    connect(files_, &FileActions::lastFailed, this, [this] {
        if (memory_->holds()) runPolicy_->show(default_experiment());  // what is remembered stays
    });
    files_->openLast();
}

// Whatever changes the experiment is remembered, and nothing that nobody has worked on.
void MainWindow::connectMemory() {
    connect(dashboard_, &Dashboard::viewChanged, memory_, &ExperimentMemory::noteView);
    connect(dashboard_, &Dashboard::shownPlotsChanged, memory_, &ExperimentMemory::noteView);
    connect(panel_, &ExperimentPanel::edited, memory_, &ExperimentMemory::note);
    connect(panel_, &ExperimentPanel::familyChosen, memory_, &ExperimentMemory::note);
    connect(runPolicy_, &RunPolicy::asked, memory_, &ExperimentMemory::note);
    connect(transport_, &TransportBar::seedEdited, memory_, &ExperimentMemory::note);
    connect(runPolicy_, &RunPolicy::earlierShown, memory_, &ExperimentMemory::note);
    connect(headline_, &Headline::titleEdited, memory_, &ExperimentMemory::note);
    connect(actions_->newSeed, &QAction::triggered, memory_, &ExperimentMemory::note);
}

void MainWindow::restoreState() {
    layout_->restore();
    dashboard_->restoreState(settings_->splitterState(dashboardName));
    for (const FamilyView* family : familyViews()) {
        std::vector<PlotKind> shown;
        for (const QString& word : settings_->shownPlots(*family))
            if (const auto kind = parsePlotKind(word)) shown.push_back(*kind);
        dashboard_->setShownPlots(*family, shown);
    }
    panel_->setOpenGroups(settings_->openGroups());
    actions_->setLocked(settings_->seedLocked());
    transport_->setSpeed(settings_->speed());
    controller_.setSpeed(settings_->speed());
}

void MainWindow::changeEvent(QEvent* event) {
    if (event->type() == QEvent::ThemeChange) theme_->refresh();
    QMainWindow::changeEvent(event);
}

void MainWindow::resizeEvent(QResizeEvent* event) {
    QMainWindow::resizeEvent(event);
    layout_->place();
}

void MainWindow::closeEvent(QCloseEvent* event) {
    commitFocusedField(*this);
    memory_->save();
    layout_->save();
    runs_->save();
    settings_->setSplitterState(dashboardName, dashboard_->saveState());
    settings_->write();
    // Nothing computes for a window that is gone.
    runPolicy_->leave();
    dashboard_->leave();
    estimate_->hide();
    assess_->hide();
    event->accept();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    if (event->mimeData()->hasUrls() && event->mimeData()->urls().constFirst().isLocalFile())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
    files_->openExperiment(event->mimeData()->urls().constFirst().toLocalFile());
    event->acceptProposedAction();
}

}  // namespace basin::ui
