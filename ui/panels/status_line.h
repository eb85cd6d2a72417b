// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QProgressBar>
#include <QStatusBar>

namespace basin::ui {

class RunController;
class RunModel;

/// What is going on: status, iterations per second, time left, progress.
class StatusLine : public QStatusBar {
    Q_OBJECT

  public:
    StatusLine(const RunModel* model, const RunController* controller, QWidget* parent = nullptr);
    QString status() const { return status_->text(); }

    /// Says for a moment that the file or folder has been written.
    void showWritten(const QString& path);

  private:
    void showStatus();
    QString statusText() const;

    const RunModel* model_;
    const RunController* controller_;
    QLabel* status_;
    QLabel* rate_;
    QLabel* timeLeft_;
    QProgressBar* progress_;
};

}  // namespace basin::ui
