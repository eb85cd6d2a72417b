// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/part_zoom.h"

#include <chrono>

namespace basin::ui {

namespace {
using namespace std::chrono_literals;
constexpr auto restDelay = 30ms;  // between two turns of the wheel nothing is begun
constexpr auto pollInterval = 16ms;
}  // namespace

PartClock::PartClock(QObject* parent) : QObject(parent), rest_(this), poll_(this) {
    rest_.setSingleShot(true);
    rest_.setInterval(restDelay);
    poll_.setInterval(pollInterval);
    connect(&rest_, &QTimer::timeout, this, &PartClock::startNow);
    connect(&poll_, &QTimer::timeout, this, &PartClock::poll);
}

void PartClock::startNow() {
    rest_.stop();
    start();
    poll_.start();
}

void PartClock::poll() {
    if (!collect()) poll_.stop();
}

}  // namespace basin::ui
