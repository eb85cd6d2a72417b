// SPDX-License-Identifier: GPL-3.0-or-later
// How the window behaves while it works, beside the targets. Runs offscreen; prints one table.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <functional>
#include <memory>
#include <vector>

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QTemporaryDir>
#include <QTimer>

#include "core/io/presets.h"
#include "core/experiment/experiment.h"
#include "ui/main_window.h"
#include "ui/window/run_desk.h"

using namespace basin;
using namespace basin::ui;

namespace {

double now() {
    using namespace std::chrono;
    return duration<double, std::milli>(steady_clock::now().time_since_epoch()).count();
}

double processorSeconds() {
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

double residentMegabytes() {
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly)) return 0;
    for (const QByteArray& line : status.readAll().split('\n'))
        if (line.startsWith("VmRSS:")) return line.mid(6).simplified().split(' ').first().toDouble() / 1024;
    return 0;
}

/// Turns the event loop until the condition holds; false after the limit.
bool turnUntil(const std::function<bool()>& condition, double limit) {
    const double start = now();
    while (!condition()) {
        if (now() - start > limit) return false;
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 2);
    }
    return true;
}

void turnFor(double milliseconds) {
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

void row(const char* what, double measured, double target, const char* unit) {
    std::printf("| %-46s | %9.1f %-3s | %7.0f %-3s | %-4s |\n", what, measured, unit, target, unit,
                measured <= target ? "ok" : "OVER");
    std::fflush(stdout);
}

/// Both cores busy for as long as it is watched: dense problem, six solvers, landscape and a large basin map.
Experiment heavyExperiment() {
    Experiment experiment = default_experiment();
    experiment.problem.instance.n = 512;
    experiment.problem.instance.d = 48;
    experiment.problem.instance.m = 64;
    experiment.stopping.gradient_tolerance = 1e-300;
    experiment.stopping.max_iterations = 100000;
    experiment.solvers = {{"gradient-descent", {}}, {"newton", {}}};
    experiment.landscape = LandscapeSpec{};
    experiment.landscape->resolution = 257;
    experiment.basin_map = BasinMapSpec{};
    return experiment;
}

struct Figures {
    double p99, largest, firstPoint, stop;
};

Figures measureRun(MainWindow& window, const Experiment& experiment, double watched) {
    window.controller()->stop();
    turnUntil([&] { return window.controller()->isIdle(); }, 60000);
    window.showExperiment(experiment);
    turnUntil([&] { return window.controller()->isIdle(); }, 60000);
    turnFor(300);
    turnUntil([&] { return window.controller()->isIdle(); }, 60000);

    Figures figures{};
    const double pressed = now();
    window.desk()->run();
    turnUntil(
        [&] {
            return !window.model()->results().runs.empty() &&
                   !window.model()->results().runs[0].history.empty();
        },
        60000);
    turnFor(1);  // the frame that shows it
    figures.firstPoint = now() - pressed;
    {
        GapMeter meter;
        turnFor(watched);
        figures.p99 = meter.quantile(0.99);
        figures.largest = meter.quantile(1);
    }
    const double stopped = now();
    window.controller()->stop();
    turnUntil([&] { return window.controller()->isIdle(); }, 60000);
    figures.stop = now() - stopped;
    return figures;
}

void report(const char* name, const Figures& figures) {
    const auto label = [name](const char* what) { return std::string(name) + ": " + what; };
    row(label("event-loop gap, p99").c_str(), figures.p99, 16, "ms");
    row(label("event-loop gap, largest").c_str(), figures.largest, 50, "ms");
    row(label("Run to first plotted point").c_str(), figures.firstPoint, 100, "ms");
    row(label("Stop to worker idle").c_str(), figures.stop, 100, "ms");
}

}  // namespace

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    QTemporaryDir folder;
    Settings settings(folder.filePath(QStringLiteral("settings.ini")));

    std::printf("| %-46s | %13s | %11s |      |\n", "what", "measured", "target");
    const double start = now();
    auto window = std::make_unique<MainWindow>(default_experiment(), nullptr, &settings);
    window->show();
    window->grab();  // the first frame
    row("Window: construction to first frame", now() - start, 500, "ms");

    report("Default preset", measureRun(*window, default_experiment(), 3000));
    report("Heavy", measureRun(*window, heavyExperiment(), 6000));
    row("Resident memory after both", residentMegabytes(), 150, "MB");

    turnFor(1500);
    const double before = processorSeconds();
    turnFor(0);
    QEventLoop rest;
    QTimer::singleShot(5000, &rest, &QEventLoop::quit);
    rest.exec();
    row("Processor time at rest, share of 5 s", 100 * (processorSeconds() - before) / 5, 0.1, "%");
    return 0;
}
