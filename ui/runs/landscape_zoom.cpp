// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/landscape_zoom.h"

#include <chrono>
#include <utility>

namespace basin::ui {

namespace {
using namespace std::chrono_literals;
constexpr auto restDelay = 150ms;  // between the last turn of the wheel and the computation
constexpr auto pollInterval = 33ms;
}  // namespace

LandscapeZoom::LandscapeZoom(QObject* parent) : QObject(parent), rest_(this), poll_(this) {
    rest_.setSingleShot(true);
    rest_.setInterval(restDelay);
    poll_.setInterval(pollInterval);
    connect(&rest_, &QTimer::timeout, this, &LandscapeZoom::start);
    connect(&poll_, &QTimer::timeout, this, &LandscapeZoom::poll);
}

void LandscapeZoom::ask(const Results& results, const PlanePart& part) {
    const bool same = parts_ != nullptr && parts_->whole() == results.landscape;
    if (same && part == part_) return;
    if (!same) {
        drop();
        parts_ = std::make_shared<const LandscapeParts>(without_records(results));
    }
    part_ = part;
    retire();
    rest_.start();
}

void LandscapeZoom::drop() {
    rest_.stop();
    retire();
    parts_.reset();
    if (std::exchange(landscape_, nullptr) != nullptr) emit changed();
}

void LandscapeZoom::start() {
    task_ = std::make_unique<Task>([parts = parts_, part = part_](const auto&, const std::stop_token& stop) {
        return parts->compute(part, stop);
    });
    poll_.start();
}

void LandscapeZoom::poll() {
    std::erase_if(retired_, [](const auto& task) { return task->hasEnded(); });
    if (task_ != nullptr && task_->hasEnded()) {
        // Where it could not be computed, data that have gone for one, the whole stays.
        auto computed = task_->result().value_or(nullptr);
        task_.reset();
        if (computed != nullptr) {
            landscape_ = std::move(computed);
            emit changed();
        }
    }
    if (task_ == nullptr && retired_.empty()) poll_.stop();
}

void LandscapeZoom::retire() {
    if (task_ == nullptr) return;
    task_->requestStop();
    retired_.push_back(std::move(task_));
}

}  // namespace basin::ui
