// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/file_work.h"

#include <chrono>
#include <utility>

namespace basin::ui {

namespace {

using namespace std::chrono_literals;
constexpr auto pollInterval = 10ms;
constexpr int glance = 200;  // ms

}  // namespace

FileWork::FileWork(QObject* parent) : QObject(parent) {
    timer_.setInterval(pollInterval);
    connect(&timer_, &QTimer::timeout, this, &FileWork::look);
}

void FileWork::begin(const QString& said, std::function<Then()> work) {
    said_ = said;
    since_.start();
    tasks_.push_back(std::make_unique<Task>(
        [work = std::move(work)](const Task::Tell&, const std::stop_token&) { return work(); }));
    awaited_ = tasks_.back().get();
    timer_.start();
}

void FileWork::look() {
    std::unique_ptr<Task> ended;
    for (auto& task : tasks_)
        if (task->hasEnded() && task.get() == awaited_) ended = std::move(task);
    std::erase_if(tasks_, [](const auto& task) { return !task || task->hasEnded(); });
    if (tasks_.empty()) timer_.stop();
    if (ended)
        finish(*ended);
    else if (awaited_ && since_.isValid() && since_.elapsed() > glance) {
        since_.invalidate();
        emit slow(said_);
    }
}

void FileWork::finish(const Task& task) {
    awaited_ = nullptr;
    if (!task.result()) {
        emit failed(QString::fromStdString(task.failure()));
        return;
    }
    emit done();
    if (const Then& then = *task.result()) then();
}

}  // namespace basin::ui
