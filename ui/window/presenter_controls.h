// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QWidget>

#include "core/io/presets.h"

namespace basin::ui {

class Dashboard;
class ExperimentPanel;
class RunController;
class RunModel;
class TransportBar;
class WindowActions;

/// What a presenter needs at hand while everything else is hidden: another preset, play or hold, and how
/// fast; each by a button and by a key.
class PresenterControls : public QWidget {
    Q_OBJECT

  public:
    /// All of them outlive it.
    struct Parts {
        WindowActions* actions;
        TransportBar* transport;  // has the speed
        const ExperimentPanel* panel;
        Dashboard* dashboard;
        const RunModel* model;
        RunController* controller;
    };

    explicit PresenterControls(const Parts& parts, QWidget* parent = nullptr);

    QString speedWords() const { return speed_->text(); }

  signals:
    void presetChosen(const basin::Preset& preset);

  private:
    void connectActions();
    void choosePreset(int step);
    void changeSpeed(int step);
    void goToStart();

    Parts parts_;
    QLabel* speed_;
};

}  // namespace basin::ui
