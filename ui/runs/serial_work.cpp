// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/serial_work.h"

#include <chrono>
#include <utility>

namespace basin::ui {

namespace {
using namespace std::chrono_literals;
constexpr auto lookInterval = 10ms;
}  // namespace

/// Shared by both threads, under its lock.
struct SerialWork::Queue {
    struct Ended {
        Then then;
        QString failure;
    };
    std::mutex mutex;
    std::deque<Piece> pieces;
    std::vector<Ended> ended;
    bool atWork = false;
};

SerialWork::SerialWork(QObject* parent) : QObject(parent), queue_(std::make_shared<Queue>()) {
    timer_.setInterval(lookInterval);
    connect(&timer_, &QTimer::timeout, this, &SerialWork::look);
}

SerialWork::~SerialWork() = default;

void SerialWork::add(Piece piece) {
    timer_.start();
    {
        const std::lock_guard lock(queue_->mutex);
        queue_->pieces.push_back(std::move(piece));
        if (std::exchange(queue_->atWork, true)) return;
    }
    using Task = BackgroundTask<std::monostate>;
    task_ = std::make_unique<Task>(
        [queue = queue_](const Task::Tell&, const std::stop_token&) {
            work(*queue);
            return std::monostate();
        },
        AtExit::wait);
}

void SerialWork::work(Queue& queue) {
    for (;;) {
        Piece piece;
        {
            const std::lock_guard lock(queue.mutex);
            if (queue.pieces.empty()) {
                queue.atWork = false;
                return;
            }
            piece = std::move(queue.pieces.front());
            queue.pieces.pop_front();
        }
        Queue::Ended ended;
        try {
            ended.then = piece();
        } catch (const std::bad_alloc&) {
            ended.failure = tr("There is not enough memory to keep or read runs.");
        } catch (const std::exception& error) {
            ended.failure = QString::fromStdString(error.what());
        }
        piece = {};  // what it owns goes on this thread
        const std::lock_guard lock(queue.mutex);
        queue.ended.push_back(std::move(ended));
    }
}

void SerialWork::look() {
    std::vector<Queue::Ended> ended;
    {
        const std::lock_guard lock(queue_->mutex);
        ended = std::exchange(queue_->ended, {});
        if (!queue_->atWork) timer_.stop();
    }
    for (const Queue::Ended& each : ended) {
        if (!each.failure.isEmpty()) emit failed(each.failure);
        if (each.then) each.then();
    }
}

}  // namespace basin::ui
