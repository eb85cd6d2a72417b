// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/window_actions.h"

#include <iterator>

#include <QActionGroup>
#include <QWidget>

#include "ui/families/family_view.h"
#include "ui/panels/themed_icon.h"
#include "ui/plots/plot_view.h"
#include "ui/window/preset_menu.h"

namespace basin::ui {

WindowActions::WindowActions(QWidget* window) : QObject(window), window_(window) {
    makeRunActions();
    makeFileMenu();
    presetMenu = new PresetMenu(tr("&Preset"), window_);
    presetMenu->setToolTip(tr("Experiments that each tell one story"));
    makeExportMenu();
    makeViewMenu();
    makeHelpMenu();
    makePresentationKeys();
    setPresenting(false);
    recolour();
}

TransportActions WindowActions::transport() const {
    return {run,     pause,    step,       stop,       reset,    lockSeed,
            newSeed, fileMenu, presetMenu, exportMenu, viewMenu, helpMenu};
}

void WindowActions::recolour() {
    for (auto it = icons_.cbegin(); it != icons_.cend(); ++it) it.key()->setIcon(themedIcon(it.value()));
}

void WindowActions::setLocked(bool locked) {
    lockSeed->setChecked(locked);
    setIcon(lockSeed, locked ? QStringLiteral("lock") : QStringLiteral("unlock"));
}

void WindowActions::setPaused(bool paused, bool ended) {
    pause->setText(!paused ? tr("Pause") : ended ? tr("Replay") : tr("Resume"));
    pause->setToolTip(!paused ? tr("Hold the run and the playback (F6)")
                      : ended ? tr("Replay from the iteration shown, at the chosen speed (F6)")
                              : tr("Go on from here (F6)"));
    setIcon(pause, paused ? QStringLiteral("run") : QStringLiteral("pause"));
}

void WindowActions::setPlaying(bool playing) {
    setIcon(playOrHold, playing ? QStringLiteral("pause") : QStringLiteral("run"));
}

void WindowActions::setIcon(QAction* action, const QString& name) {
    icons_[action] = name;
    action->setIcon(themedIcon(name));
}

void WindowActions::setFamily(const Experiment& experiment) {
    const FamilyView& family = familyViewOf(experiment);
    for (const PlotKind kind : allPlotKinds)
        for (QAction* action : {exportPlot.value(kind), maximise.value(kind)}) {
            action->setVisible(family.offers(kind));
            action->setEnabled(family.offers(kind));
        }
    estimate->setEnabled(!family.sizesToEstimate(experiment).empty());
}

void WindowActions::checkTheme(ThemeChoice choice) {
    themes_->actions().at(static_cast<int>(choice))->setChecked(true);
}

void WindowActions::setPresenting(bool presenting) {
    present->setChecked(presenting);
    for (QAction* action : presentationKeys_) action->setEnabled(presenting);
}

QList<QPair<QString, QString>> WindowActions::shortcuts() const {
    QList<QPair<QString, QString>> list;
    for (const QAction* action : window_->actions()) {
        if (action->shortcut().isEmpty()) continue;
        list.append({action->toolTip().section(QLatin1String(" ("), 0, 0),
                     action->shortcut().toString(QKeySequence::NativeText)});
    }
    return list;
}

QAction* WindowActions::add(const QString& text, const QString& toolTip, const QString& icon,
                            const QKeySequence& shortcut) {
    auto* action = new QAction(text, this);
    const QString keys = shortcut.toString(QKeySequence::NativeText);
    action->setToolTip(keys.isEmpty() ? toolTip : tr("%1 (%2)").arg(toolTip, keys));
    if (!icon.isEmpty()) icons_.insert(action, icon);
    if (!shortcut.isEmpty()) action->setShortcut(shortcut);
    window_->addAction(action);
    return action;
}

QMenu* WindowActions::addMenu(const QString& title, const QString& toolTip) {
    auto* menu = new QMenu(title, window_);
    menu->setToolTip(toolTip);
    menu->setToolTipsVisible(true);
    return menu;
}

void WindowActions::makeRunActions() {
    run = add(tr("&Run"), tr("Run the experiment"), QStringLiteral("run"), Qt::Key_F5);
    pause = add(tr("Pause"), tr("Hold the run and the playback"), QStringLiteral("pause"), Qt::Key_F6);
    step = add(tr("Step"), tr("One iteration further"), QStringLiteral("step"), Qt::Key_F7);
    stepBack = add(tr("Step back"), tr("One iteration back"), {}, QKeySequence(Qt::SHIFT | Qt::Key_F7));
    stop = add(tr("Stop"), tr("Stop the run; what was computed stays"), QStringLiteral("stop"), Qt::Key_F8);
    reset =
        add(tr("Reset"), tr("Back to iteration 0 of the same start"), QStringLiteral("reset"), Qt::Key_F9);
    lockSeed = add(tr("Keep seed"), tr("Keep the start's seed; unlocked, every run takes a new one"),
                   QStringLiteral("lock"));
    lockSeed->setCheckable(true);
    newSeed = add(tr("New seed"), tr("Another random start"), QStringLiteral("new-seed"),
                  QKeySequence(Qt::CTRL | Qt::Key_D));
}

void WindowActions::makeFileMenu() {
    fileMenu = addMenu(tr("&File"), tr("Open and save experiments and results"));
    open = add(tr("&Open experiment…"), tr("Open an experiment file"), {}, QKeySequence::Open);
    save = add(tr("&Save experiment…"), tr("Save the experiment to a file"), {}, QKeySequence::Save);
    saveResults = add(tr("Save r&esults…"), tr("Save all numbers of this run into a folder"), {},
                      QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S));
    assess = add(tr("&Check my data…"),
                 tr("Are the conditions met, which start radius is safe, which approximation pays"));
    estimate = add(tr("Es&timate for another size…"),
                   tr("What a step and a run would cost with other n and d, timed on this machine"));
    quit = add(tr("&Quit"), tr("Close the window; the experiment is back at the next start"), {},
               QKeySequence(Qt::CTRL | Qt::Key_Q));
    recentMenu = addMenu(tr("&Recent experiments"), tr("Experiment files that were opened or saved last"));
    fileMenu->addAction(open);
    fileMenu->addMenu(recentMenu);
    fileMenu->addAction(save);
    fileMenu->addAction(saveResults);
    fileMenu->addSeparator();
    fileMenu->addAction(assess);
    fileMenu->addAction(estimate);
    fileMenu->addSeparator();
    fileMenu->addAction(quit);
}

void WindowActions::makeExportMenu() {
    exportMenu = addMenu(tr("&Export"), tr("Pictures as PNG, SVG or PDF, numbers as CSV"));
    for (const PlotKind kind : allPlotKinds) {
        QAction* action =
            add(tr("%1…").arg(nameOf(kind)), tr("Save this plot as PNG, SVG or PDF, or its numbers as CSV"));
        exportPlot.insert(kind, action);
        exportMenu->addAction(action);
    }
    exportMenu->addSeparator();
    exportDashboard = add(tr("All four &plots…"), tr("Save all four plots on one page as PNG, SVG or PDF"),
                          {}, QKeySequence(Qt::CTRL | Qt::Key_E));
    exportData = add(tr("All &numbers…"), tr("Save all numbers of this run into a folder"));
    exportMenu->addAction(exportDashboard);
    exportMenu->addAction(exportData);
    film = add(tr("&Film…"), tr("Save the run as a film: a GIF, or a picture for every moment"));
    report = add(tr("&Report…"),
                 tr("Save one page about this run, as PDF or HTML: question, pictures, what holds"));
    exportMenu->addAction(film);
    exportMenu->addAction(report);
}

QKeySequence WindowActions::shortcutOfPlot(std::size_t place) {
    static constexpr Qt::Key digits[] = {Qt::Key_1, Qt::Key_2, Qt::Key_3, Qt::Key_4, Qt::Key_5,
                                         Qt::Key_6, Qt::Key_7, Qt::Key_8, Qt::Key_9, Qt::Key_0};
    return place < std::size(digits) ? QKeySequence(Qt::CTRL | digits[place]) : QKeySequence();
}

void WindowActions::makeViewMenu() {
    viewMenu = addMenu(tr("&View"), tr("Theme, one plot alone, the table of runs, presentation"));
    themes_ = new QActionGroup(this);
    const QString names[] = {tr("Theme of the &system"), tr("&Light theme"), tr("&Dark theme")};
    for (int i = 0; i < 3; ++i) {
        QAction* action = add(names[i], tr("Colours of the window"));
        action->setCheckable(true);
        themes_->addAction(action);
        connect(action, &QAction::triggered, this,
                [this, i] { emit themeChosen(static_cast<ThemeChoice>(i)); });
        viewMenu->addAction(action);
    }
    viewMenu->addSeparator();
    for (const PlotKind kind : allPlotKinds) {
        QAction* action =
            add(tr("%1 alone").arg(nameOf(kind)), tr("%1 alone, or all four again").arg(nameOf(kind)), {},
                shortcutOfPlot(static_cast<std::size_t>(kind)));
        maximise.insert(kind, action);
        viewMenu->addAction(action);
    }
    viewMenu->addSeparator();
    runs = add(tr("&Runs"), tr("All runs side by side: compare, pin, show again"), {},
               QKeySequence(Qt::CTRL | Qt::Key_R));
    runs->setCheckable(true);
    viewMenu->addAction(runs);
    present = add(tr("&Present"), tr("Large type, controls hidden"), QStringLiteral("present"), Qt::Key_F11);
    present->setCheckable(true);
    viewMenu->addAction(present);
}

void WindowActions::makeHelpMenu() {
    helpMenu = addMenu(tr("&Help"), tr("How to use this window"));
    help = add(tr("How to &use Basin"), tr("How to use this window"), {}, Qt::Key_F1);
    manual = add(tr("&Manual"), tr("Every verb, key, file and word, with a search"), {},
                 QKeySequence(Qt::SHIFT | Qt::Key_F1));
    about = add(tr("&About Basin"), tr("Version, licence and sources"));
    helpMenu->addAction(help);
    helpMenu->addAction(manual);
    helpMenu->addAction(about);
}

void WindowActions::makePresentationKeys() {
    playOrHold = add(tr("Play or hold"), tr("Presenting: play or hold; at the end, once more from the start"),
                     QStringLiteral("run"), Qt::Key_Space);
    QAction* right = add(tr("Next iteration"), tr("Presenting: one iteration further"), {}, Qt::Key_Right);
    QAction* left = add(tr("Previous iteration"), tr("Presenting: one iteration back"), {}, Qt::Key_Left);
    toFirst = add(tr("To the start"), tr("Presenting: iteration 0; a plot that is zoomed is reset first"), {},
                  Qt::Key_Home);
    toLast = add(tr("To the end"), tr("Presenting: the newest iteration"), {}, Qt::Key_End);
    previousPreset = add(tr("Previous preset"), tr("Presenting: the preset before"), {}, Qt::Key_PageUp);
    nextPreset = add(tr("Next preset"), tr("Presenting: the next preset"), {}, Qt::Key_PageDown);
    slower = add(tr("Slower"), tr("Presenting: slower playback"), {}, Qt::Key_Down);
    faster = add(tr("Faster"), tr("Presenting: faster playback"), {}, Qt::Key_Up);
    leavePresent = add(tr("Leave presentation"), tr("Presenting: back to the window"), {}, Qt::Key_Escape);
    connect(right, &QAction::triggered, step, &QAction::trigger);
    connect(left, &QAction::triggered, stepBack, &QAction::trigger);
    presentationKeys_ = {playOrHold, right,          left,       toFirst, toLast,
                         slower,     previousPreset, nextPreset, faster,  leavePresent};
}

}  // namespace basin::ui
