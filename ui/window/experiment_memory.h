// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

namespace basin::ui {

class ExperimentPanel;
class Settings;

/// Keeps the panel's experiment for the next session while it is worked on, so that a program that is killed
/// loses a second of it at most. What is remembered stays until something else has been worked on.
class ExperimentMemory : public QObject {
    Q_OBJECT

  public:
    ExperimentMemory(const ExperimentPanel* panel, Settings* settings, QObject* parent);

    /// What is remembered is not shown yet, and not to be lost for what is shown in its place.
    void hold() { holds_ = true; }
    bool holds() const { return holds_; }

    /// Whether a change has not been saved yet.
    bool isWaiting() const { return timer_.isActive(); }

    /// The panel shows another experiment: it is saved soon, with all that changes until then.
    void note();
    /// Saves it now, unless what is remembered is held.
    void save();

  private:
    const ExperimentPanel* panel_;
    Settings* settings_;
    QTimer timer_;
    bool holds_ = false;
};

}  // namespace basin::ui
