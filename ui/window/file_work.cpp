// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/file_work.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <utility>

#include <QCoreApplication>

namespace basin::ui {

namespace {

using namespace std::chrono_literals;
constexpr auto pollInterval = 10ms;
constexpr int glance = 200;  // ms

using Tasks = std::vector<std::unique_ptr<BackgroundTask<FileWork::Then>>>;

/// Tasks whose FileWork is gone, until they have ended. Only the GUI thread touches it.
Tasks& leftTasks() {
    static Tasks tasks;
    // Joined before anything static that they may use goes away.
    [[maybe_unused]] static const bool joined = (qAddPostRoutine([] { leftTasks().clear(); }), true);
    return tasks;
}

/// Takes out the tasks that have ended.
Tasks takeEnded(Tasks& tasks) {
    const auto ended =
        std::stable_partition(tasks.begin(), tasks.end(), [](const auto& task) { return !task->hasEnded(); });
    Tasks taken;
    std::move(ended, tasks.end(), std::back_inserter(taken));
    tasks.erase(ended, tasks.end());
    return taken;
}

}  // namespace

FileWork::FileWork(QObject* parent) : QObject(parent) {
    timer_.setInterval(pollInterval);
    connect(&timer_, &QTimer::timeout, this, &FileWork::look);
}

FileWork::~FileWork() {
    for (auto& task : tasks_)
        if (!task->hasEnded()) leftTasks().push_back(std::move(task));
}

void FileWork::begin(const QString& said, std::function<Then()> work) {
    takeEnded(leftTasks());
    said_ = said;
    since_.start();
    tasks_.push_back(std::make_unique<Task>(
        [work = std::move(work)](const Task::Tell&, const std::stop_token&) { return work(); },
        AtExit::wait));
    awaited_ = tasks_.back().get();
    timer_.start();
}

void FileWork::look() {
    const std::vector<std::unique_ptr<Task>> ended = takeEnded(tasks_);
    if (tasks_.empty()) timer_.stop();
    const Task* last = awaited_;  // whoever hears of an end may begin other work
    for (const auto& task : ended) {
        if (task.get() == last)
            finish(*task);
        else if (!task->result())
            emit overtakenFailed(QString::fromStdString(task->failure()));
    }
    if (awaited_ && since_.isValid() && since_.elapsed() > glance) {
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
