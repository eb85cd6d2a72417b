// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>

#include <QMenu>
#include <QObject>
#include <QWidget>

#include "core/experiment/sweep/axis_choice.h"

namespace basin::ui {

/// The context menu of controls that set a key of the experiment (swept_control.h): it offers to sweep the
/// key where that can be done as things stand.
class SweepMenu : public QObject {
    Q_OBJECT

  public:
    /// experiment: the present one.
    SweepMenu(std::function<Experiment()> experiment, QObject* parent);

    /// All controls below the widget that have a key, now or later; to be called again when there are new
    /// ones.
    void watch(QWidget* widget);
    /// What the control offers, behind what it can be told anyway; null where there is nothing to sweep.
    QMenu* makeMenu(QWidget* control);

  signals:
    void asked(const std::string& key, basin::AxisPlace place);  // by the user
    void dropped(const std::string& key);

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    void addActions(QMenu& menu, const Experiment& experiment, const std::string& key);

    std::function<Experiment()> experiment_;
};

}  // namespace basin::ui
