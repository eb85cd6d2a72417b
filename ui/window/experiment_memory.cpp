// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/experiment_memory.h"

#include <chrono>
#include <utility>

#include <nlohmann/json.hpp>

#include "core/io/experiment_json.h"
#include "ui/settings.h"

namespace basin::ui {

namespace {
using namespace std::chrono_literals;
constexpr auto saveDelay = 500ms;  // half of what may be lost; the other half is for writing it
}  // namespace

ExperimentMemory::ExperimentMemory(std::function<Experiment()> source, Settings* settings, QObject* parent)
    : QObject(parent), source_(std::move(source)), settings_(settings) {
    timer_.setSingleShot(true);
    timer_.setInterval(saveDelay);
    connect(&timer_, &QTimer::timeout, this, &ExperimentMemory::save);
}

// Not begun anew by each edit: a slider that moves for a minute is saved all along.
void ExperimentMemory::note() {
    holds_ = false;
    if (!timer_.isActive()) timer_.start();
}

void ExperimentMemory::noteView() {
    if (!holds_) note();
}

void ExperimentMemory::save() {
    timer_.stop();
    if (holds_) return;
    settings_->setLastExperiment(QString::fromStdString(experiment_to_json(source_()).dump()));
}

}  // namespace basin::ui
