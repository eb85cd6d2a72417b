// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>
#include <QLabel>
#include <QSlider>
#include <QToolButton>
#include <QWidget>

#include "core/numeric/types.h"

namespace basin::ui {

class RunModel;

/// The scrubber: where the playhead is between iteration 0 and the newest; and the earlier runs.
class TimelineBar : public QWidget {
    Q_OBJECT

  public:
    explicit TimelineBar(RunModel* model, QWidget* parent = nullptr);
    QSlider* slider() const { return slider_; }
    QComboBox* history() const { return history_; }

    /// The titles of the earlier runs, newest first.
    void setHistory(const QStringList& titles);

  signals:
    void seekRequested(basin::Index iteration);
    void historyChosen(int index);

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
    QComboBox* history_;
};

}  // namespace basin::ui
