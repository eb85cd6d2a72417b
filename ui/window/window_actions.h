// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QHash>
#include <QMenu>
#include <QObject>

#include "core/experiment/experiment.h"
#include "ui/panels/transport_bar.h"
#include "ui/plots/plot_kind.h"
#include "ui/settings.h"

class QActionGroup;
class QWidget;

namespace basin::ui {

class PresetMenu;

/// Every action of the window with its words, icon and shortcut, and the menus made of them. What they do is
/// connected by the window. They work while the bar is hidden, because they belong to the window.
class WindowActions : public QObject {
    Q_OBJECT

  public:
    explicit WindowActions(QWidget* window);

    QAction *run, *pause, *step, *stepBack, *stop, *reset, *lockSeed, *newSeed;
    QAction *open, *save, *saveResults, *assess, *estimate, *quit;
    QAction *exportDashboard, *exportData;
    QAction* runs;
    QAction *film, *report;
    QHash<PlotKind, QAction*> exportPlot, maximise;
    QAction *present, *leavePresent, *playOrHold, *toFirst, *toLast;
    QAction *previousPreset, *nextPreset, *slower, *faster;
    QAction *help, *manual, *about;
    QMenu *fileMenu, *recentMenu, *exportMenu, *viewMenu, *helpMenu;
    PresetMenu* presetMenu;

    TransportActions transport() const;
    /// Icons in the colours of the application's palette.
    void recolour();
    void setLocked(bool locked);
    /// What the pause action would do next: hold, go on with the run, or replay one that has ended.
    void setPaused(bool paused, bool ended);
    /// What the presenter's sign would do next: hold, or play.
    void setPlaying(bool playing);
    void checkTheme(ThemeChoice choice);
    /// Offers what means something for experiments of this one's family.
    void setFamily(const Experiment& experiment);
    /// What the presentation keys do (Space, arrows, Home) must not fight the controls in the normal window.
    void setPresenting(bool presenting);

    /// Ctrl+1 to Ctrl+9, then Ctrl+0, for the plots in the order of menus; no key for those beyond.
    static QKeySequence shortcutOfPlot(std::size_t place);
    /// Everything with a shortcut: words and keys, for the help page.
    QList<QPair<QString, QString>> shortcuts() const;

  signals:
    void themeChosen(basin::ui::ThemeChoice choice);

  private:
    QAction* add(const QString& text, const QString& toolTip, const QString& icon = {},
                 const QKeySequence& shortcut = {});
    void setIcon(QAction* action, const QString& name);
    QMenu* addMenu(const QString& title, const QString& toolTip);
    void makeRunActions();
    void makeFileMenu();
    void makeExportMenu();
    void makeViewMenu();
    void makeHelpMenu();
    void makePresentationKeys();

    QWidget* window_;
    QHash<QAction*, QString> icons_;
    QActionGroup* themes_ = nullptr;
    QList<QAction*> presentationKeys_;
};

}  // namespace basin::ui
