// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/slope_rose_work.h"

#include <chrono>
#include <utility>

#include <QThread>

namespace basin::ui {

namespace {
constexpr std::chrono::milliseconds lookAfter{15};

bool isSamePoint(const Vector& one, const Vector& other) {
    return one.size() == other.size() && one == other;
}
}  // namespace

SlopeRoseWork::SlopeRoseWork(QObject* parent) : QObject(parent), poll_(this) {
    poll_.setInterval(lookAfter);
    connect(&poll_, &QTimer::timeout, this, &SlopeRoseWork::poll);
}

bool SlopeRoseWork::isReady() const {
    return task_ == nullptr && isSamePoint(computed_, x_);
}

void SlopeRoseWork::ask(const Results& results, const Vector& x) {
    if (roses_ == nullptr) roses_ = std::make_shared<const SlopeRoses>(without_records(results));
    if (isSamePoint(x, x_)) return;
    x_ = x;
    if (task_ == nullptr) start();
}

void SlopeRoseWork::start() {
    computing_ = x_;
    task_ = std::make_unique<Task>(
        [roses = roses_, x = x_](const auto&, const std::stop_token& stop) { return roses->at(x, stop); });
    poll_.start();
}

void SlopeRoseWork::poll() {
    std::erase_if(retired_, [](const auto& task) { return task->hasEnded(); });
    if (task_ != nullptr && task_->hasEnded()) {
        rose_ = task_->result().value_or(nullptr);
        failure_ = QString::fromStdString(task_->failure());
        task_.reset();
        computed_ = computing_;
        if (!isSamePoint(computed_, x_)) start();
        emit changed();
    }
    if (task_ == nullptr && retired_.empty()) poll_.stop();
}

void SlopeRoseWork::wait() {
    while (task_ != nullptr) {
        if (!task_->hasEnded()) QThread::msleep(1);
        poll();
    }
}

void SlopeRoseWork::drop() {
    roses_.reset();
    x_.resize(0);
    computed_.resize(0);
    rose_.reset();
    failure_.clear();
    if (task_ == nullptr) return;
    task_->requestStop();
    retired_.push_back(std::move(task_));
}

}  // namespace basin::ui
