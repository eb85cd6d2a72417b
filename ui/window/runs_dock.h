// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include <QDockWidget>

#include "ui/panels/message_bar.h"
#include "ui/runs/kept_runs.h"
#include "ui/settings.h"

class QMainWindow;

namespace basin::ui {

class RunModel;
class RunPolicy;
class RunTable;

/// The runs side by side, below everything else, and what the window does with them: shows them, runs them
/// again, draws the pinned ones beside the run that is shown.
class RunsDock : public QDockWidget {
    Q_OBJECT

  public:
    struct Parts {
        KeptRuns* kept;
        RunModel* model;
        RunPolicy* policy;
        MessageBar* messages;
        Settings* settings;
        QAction* toggle;  // shows and hides it
    };
    /// Closed, or as it was left.
    RunsDock(const Parts& parts, QMainWindow* window);

    RunTable* table() const { return table_; }
    /// CSV; what is wrong with the name is told.
    void saveTable(const QString& file);
    /// Nobody manages runs during a presentation.
    void setPresenting(bool presenting);
    /// Keeps for the next start whether it is seen, and how high it is.
    void save() const;
    QSize sizeHint() const override;

  signals:
    void written(const QString& file);

  private:
    void restore(QMainWindow* window);
    void askSave();
    void drawPinned();

    Parts parts_;
    RunTable* table_;
    int height_ = 0;  // px, when it was seen last
    bool isPresenting_ = false;
};

}  // namespace basin::ui
