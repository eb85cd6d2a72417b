// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QToolButton>
#include <QtTest>

#include "core/experiment/experiment.h"
#include "tests/support/experiments.h"
#include "tests/support/patience.h"
#include "ui/main_window.h"

namespace basin::test {

inline Experiment pictured_experiment() {
    Experiment experiment = small_experiment();
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

}  // namespace basin::test
