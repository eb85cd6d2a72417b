// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include <QObject>
#include <QTimer>

#include "core/experiment/experiment.h"

namespace basin::ui {

class Settings;

/// Keeps the window's experiment for the next session while it is worked on, so that a program that is killed
/// loses a second of it at most. What is remembered stays until something else has been worked on.
class ExperimentMemory : public QObject {
    Q_OBJECT

  public:
    ExperimentMemory(std::function<Experiment()> source, Settings* settings, QObject* parent);

    /// What is remembered is not shown yet, and not to be lost for what is shown in its place.
    void hold() { holds_ = true; }
    bool holds() const { return holds_; }

    /// Whether a change has not been saved yet.
    bool isWaiting() const { return timer_.isActive(); }

    /// Another experiment is shown: it is saved soon, with all that changes until then.
    void note();
    /// The same experiment is looked at otherwise.
    void noteView();
    /// Saves it now, unless what is remembered is held.
    void save();

  private:
    std::function<Experiment()> source_;
    Settings* settings_;
    QTimer timer_;
    bool holds_ = false;
};

}  // namespace basin::ui
