// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include <QTemporaryDir>
#include <QToolButton>
#include <QtTest>

#include "core/experiment/experiment.h"
#include "tests/support/experiments.h"
#include "tests/support/patience.h"
#include "ui/main_window.h"
#include "ui/settings.h"

namespace basin::test {

inline Experiment pictured_experiment() {
    Experiment experiment = tiny_experiment();
    experiment.landscape = LandscapeSpec{};
    experiment.landscape->resolution = 17;
    return experiment;
}

inline void waitUntilDone(ui::MainWindow& window) {
    QTRY_VERIFY_WITH_TIMEOUT(window.model()->results().runs.size() > 0 && window.controller()->isIdle() &&
                                 window.controller()->state() == ui::RunState::idle,
                             patience);
}

inline QToolButton* button(ui::MainWindow& window, const QAction* action) {
    for (QToolButton* each : window.findChildren<QToolButton*>())
        if (each->defaultAction() == action) return each;
    return nullptr;
}

/// What tests of the window share: a folder of their own, and settings that nothing has been written to.
class WindowTest : public QObject {
  protected:
    /// For the init() of a test.
    void renewSettings() {
        settings_ = std::make_unique<ui::Settings>(
            folder_.filePath(QStringLiteral("settings%1.ini").arg(renewed_++)));
    }
    /// Shown; without an experiment it opens the last one.
    std::unique_ptr<ui::MainWindow> makeWindow(
        const std::optional<Experiment>& experiment = pictured_experiment()) {
        auto window = std::make_unique<ui::MainWindow>(experiment, nullptr, settings_.get());
        window->resize(1280, 720);
        window->show();
        return window;
    }

    QTemporaryDir folder_;
    std::unique_ptr<ui::Settings> settings_;

  private:
    int renewed_ = 0;
};

}  // namespace basin::test
