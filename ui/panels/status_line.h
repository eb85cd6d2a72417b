// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QProgressBar>
#include <QStatusBar>
#include <QToolButton>

#include "ui/chart/elided_label.h"

namespace basin::ui {

class RunController;
class RunModel;

/// What is going on: status, iterations per second, time left, progress.
class StatusLine : public QStatusBar {
    Q_OBJECT

  public:
    StatusLine(const RunModel* model, const RunController* controller, QWidget* parent = nullptr);
    QString status() const { return status_->text(); }

    /// Says that the file or folder has been written, and offers its folder, until something is run again.
    void showWritten(const QString& path);
    QString written() const { return written_->isHidden() ? QString() : written_->text(); }
    QToolButton* openFolderButton() const { return openFolder_; }

  private:
    void openFolder();
    void clearWritten();
    void showStatus();
    QString statusText() const;

    const RunModel* model_;
    const RunController* controller_;
    QLabel* status_;
    QLabel* rate_;
    QLabel* timeLeft_;
    QProgressBar* progress_;
    ElidedLabel* written_;
    QToolButton* openFolder_;
    QString folder_;  // that the button opens
};

}  // namespace basin::ui
