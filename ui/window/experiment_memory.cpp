// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/experiment_memory.h"

#include <chrono>

#include <nlohmann/json.hpp>

#include "core/io/experiment_json.h"
#include "ui/panels/experiment_panel.h"
#include "ui/settings.h"

namespace basin::ui {

namespace {
using namespace std::chrono_literals;
constexpr auto saveDelay = 500ms;  // half of what may be lost; the other half is for writing it
}  // namespace

ExperimentMemory::ExperimentMemory(const ExperimentPanel* panel, Settings* settings, QObject* parent)
    : QObject(parent), panel_(panel), settings_(settings) {
    timer_.setSingleShot(true);
    timer_.setInterval(saveDelay);
    connect(&timer_, &QTimer::timeout, this, &ExperimentMemory::save);
}

// Not begun anew by each edit: a slider that moves for a minute is saved all along.
void ExperimentMemory::note() {
    holds_ = false;
    if (!timer_.isActive()) timer_.start();
}

void ExperimentMemory::save() {
    timer_.stop();
    if (holds_) return;
    settings_->setLastExperiment(QString::fromStdString(experiment_to_json(panel_->experiment()).dump()));
}

}  // namespace basin::ui
