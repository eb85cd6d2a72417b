// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <chrono>
#include <functional>
#include <vector>

#include <QCoreApplication>
#include <QEventLoop>
#include <QObject>
#include <QTimer>

namespace basin::ui {

/// In milliseconds.
inline double now() {
    using namespace std::chrono;
    return duration<double, std::milli>(steady_clock::now().time_since_epoch()).count();
}

/// Turns the event loop until the condition holds; false after the limit.
inline bool turnUntil(const std::function<bool()>& condition, double limit) {
    const double start = now();
    while (!condition()) {
        if (now() - start > limit) return false;
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 2);
    }
    return true;
}

inline void turnFor(double milliseconds) {
    const double end = now() + milliseconds;
    turnUntil([end] { return now() >= end; }, milliseconds + 1000);
}

/// Time between two turns of the event loop, beyond the millisecond it is asked to wait: what a user's click
/// would have to wait for.
class GapMeter : public QObject {
  public:
    GapMeter() {
        timer_.setTimerType(Qt::PreciseTimer);
        connect(&timer_, &QTimer::timeout, this, [this] {
            const double time = now();
            gaps_.push_back(std::max(0.0, time - last_ - 1));
            last_ = time;
        });
        last_ = now();
        timer_.start(1);
    }
    double quantile(double q) {
        if (gaps_.empty()) return 0;
        std::ranges::sort(gaps_);
        return gaps_[static_cast<std::size_t>(q * static_cast<double>(gaps_.size() - 1))];
    }

  private:
    QTimer timer_;
    double last_ = 0;
    std::vector<double> gaps_;
};

}  // namespace basin::ui
