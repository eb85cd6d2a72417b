// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QLabel>
#include <QSlider>
#include <QToolButton>
#include <QWidget>

#include "core/numeric/types.h"

namespace basin::ui {

class RunModel;

/// The scrubber: where the playhead is between iteration 0 and the newest; and a button for the runs.
class TimelineBar : public QWidget {
    Q_OBJECT

  public:
    /// runs: what the button at the end does.
    TimelineBar(RunModel* model, QAction* runs, QWidget* parent = nullptr);
    QSlider* slider() const { return slider_; }
    QToolButton* runs() const { return runs_; }

  signals:
    void seekRequested(basin::Index iteration);

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void showPlayhead();
    void recolour();
    QToolButton* makeButton(const QString& name, const QString& toolTip);

    RunModel* model_;
    QToolButton* first_;
    QSlider* slider_;
    QToolButton* last_;
    QLabel* label_;
    QToolButton* runs_;
};

}  // namespace basin::ui
