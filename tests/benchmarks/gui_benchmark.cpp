// SPDX-License-Identifier: GPL-3.0-or-later
// How the window behaves while it works, beside the targets. Runs offscreen; prints one table; with
// BASIN_EXPLAIN set, the longest handlers too.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <vector>

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QGraphicsView>
#include <QMouseEvent>
#include <QTemporaryDir>
#include <QTimer>
#include <QWheelEvent>

#include "core/experiment/experiment.h"
#include "core/experiment/runner.h"
#include "core/io/presets.h"
#include "core/io/run_archive.h"
#include "tests/benchmarks/event_loop.h"
#include "tests/benchmarks/gui_experiments.h"
#include "ui/export/figure_export.h"
#include "ui/export/figure_templates.h"
#include "ui/main_window.h"
#include "ui/plots/attraction_plot.h"
#include "ui/plots/landscape_plot.h"
#include "ui/plots/plot_view.h"
#include "ui/runs/work_at_exit.h"
#include "ui/window/dashboard.h"
#include "ui/window/run_policy.h"

using namespace basin;
using namespace basin::ui;

namespace {

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

/// Times every handler: what keeps the event loop from turning.
class TimedApplication : public QApplication {
  public:
    using QApplication::QApplication;

    bool notify(QObject* receiver, QEvent* event) override {
        const bool outermost = depth_++ == 0;
        const QByteArray who = receiver->metaObject()->className();
        const int type = event->type();
        const double start = now();
        const bool result = QApplication::notify(receiver, event);
        --depth_;
        if (outermost) {
            Handler& handler = handlers_[who + " " + QByteArray::number(type)];
            handler.longest = std::max(handler.longest, now() - start);
            handler.total += now() - start;
        }
        return result;
    }

    /// The handlers that took longest at once: class and event type (QEvent::Type).
    void printLongest(std::size_t count) {
        std::vector<std::pair<QByteArray, Handler>> all(handlers_.begin(), handlers_.end());
        std::ranges::sort(all, std::ranges::greater(), [](const auto& h) { return h.second.longest; });
        for (std::size_t k = 0; k < std::min(count, all.size()); ++k)
            std::printf("  %-40s longest %6.1f ms, together %8.1f ms\n", all[k].first.constData(),
                        all[k].second.longest, all[k].second.total);
        handlers_.clear();
    }

  private:
    struct Handler {
        double longest = 0, total = 0;
    };
    std::map<QByteArray, Handler> handlers_;
    int depth_ = 0;
};

void row(const char* what, double measured, double target, const char* unit) {
    std::printf("| %-46s | %9.1f %-3s | %7.0f %-3s | %-4s |\n", what, measured, unit, target, unit,
                measured <= target ? "ok" : "OVER");
    std::fflush(stdout);
}

struct Figures {
    double p99, largest, firstPoint, stop;
    Index iterations;  // drawn while it was watched
};

/// Notes when a plot has been painted.
class PaintWatch : public QObject {
  public:
    explicit PaintWatch(PlotView& plot) {
        plot.findChild<QGraphicsView*>()->viewport()->installEventFilter(this);
    }
    bool painted = false;

  protected:
    bool eventFilter(QObject*, QEvent* event) override {
        if (event->type() == QEvent::Paint) painted = true;
        return false;
    }
};

/// Until the plot has what is waited for, and has been painted with it.
void paintedWhen(PaintWatch& watch, const std::function<bool()>& isThere) {
    turnUntil(
        [&] {
            if (isThere()) return true;
            watch.painted = false;  // that was without it
            return false;
        },
        60000);
    turnUntil([&] { return watch.painted; }, 60000);
}

void rest(MainWindow& window) {
    turnUntil([&] { return window.controller()->isIdle(); }, 60000);
}

/// From Run until the first curve has been painted.
double measureFirstPoint(MainWindow& window) {
    PlotView& plot = *window.dashboard()->plot(PlotKind::convergence);
    PaintWatch watch(plot);
    const double pressed = now();
    window.runPolicy()->run();
    turnUntil([&] { return window.model()->problem().has_value(); }, 60000);
    paintedWhen(watch, [&] { return !plot.curves().empty(); });
    return now() - pressed;
}

/// From Stop until no thread of the run is alive, so soon after Run that it is at work.
double measureStop(MainWindow& window) {
    window.runPolicy()->run();
    turnFor(3);
    const bool computing = window.controller()->isComputing();
    const double stopped = now();
    window.controller()->stop();
    rest(window);
    return computing ? now() - stopped : std::numeric_limits<double>::quiet_NaN();
}

Figures measureRun(MainWindow& window, const Experiment& experiment, double watched) {
    window.controller()->stop();
    rest(window);
    window.showExperiment(experiment);
    rest(window);
    turnFor(300);
    rest(window);

    Figures figures{};
    figures.firstPoint = measureFirstPoint(window);
    {
        GapMeter meter;
        turnFor(watched);
        figures.p99 = meter.quantile(0.99);
        figures.largest = meter.quantile(1);
    }
    figures.iterations = window.model()->lastIteration();
    window.controller()->stop();
    rest(window);
    figures.stop = measureStop(window);
    return figures;
}

void report(const char* name, const Figures& figures) {
    std::printf("| %s, %lld iterations drawn\n", name, static_cast<long long>(figures.iterations));
    const auto label = [name](const char* what) { return std::string(name) + ": " + what; };
    row(label("event-loop gap, p99").c_str(), figures.p99, 16, "ms");
    row(label("event-loop gap, largest").c_str(), figures.largest, 50, "ms");
    row(label("Run to first plotted point").c_str(), figures.firstPoint, 100, "ms");
    row(label("Stop to worker idle").c_str(), figures.stop, 100, "ms");
}

/// The landscape in three dimensions, turned by the mouse as fast as it moves, alone in the window.
void reportTurning(MainWindow& window) {
    LandscapePlot& plot = *window.dashboard()->landscape();
    plot.setView(QStringLiteral("surface"));
    window.dashboard()->toggleMaximised(PlotKind::landscape);
    turnFor(500);
    QWidget* viewport = plot.findChild<QGraphicsView*>()->viewport();
    const QPointF from = plot.frame().area.center();
    const auto send = [&](QEvent::Type type, QPointF at) {
        QMouseEvent event(type, at, viewport->mapToGlobal(at), Qt::LeftButton, Qt::LeftButton, {});
        QApplication::sendEvent(viewport, &event);
    };
    send(QEvent::MouseButtonPress, from);
    {
        GapMeter meter;
        const double start = now();
        while (now() - start < 3000) {
            const double angle = (now() - start) / 300;
            send(QEvent::MouseMove, from + 80 * QPointF(std::cos(angle), std::sin(angle)));
            turnFor(8);
        }
        row("Turning a surface: event-loop gap, p99", meter.quantile(0.99), 16, "ms");
        row("Turning a surface: event-loop gap, largest", meter.quantile(1), 50, "ms");
    }
    send(QEvent::MouseButtonRelease, from);
    window.dashboard()->toggleMaximised(PlotKind::landscape);
    plot.setView(QStringLiteral("logarithmic"));
}

/// A window into the basin of attraction, by the wheel: from its last notch to a finer picture on the screen,
/// and to the finest; then wheeling in and out for some time.
void reportLookingCloser(MainWindow& window) {
    auto& plot = *window.dashboard()->attraction();
    window.dashboard()->toggleMaximised(PlotKind::attraction);
    turnFor(500);
    // It was not wanted before: it is computed now.
    turnUntil([&] { return window.model()->results().attraction && !window.model()->isRunning(); }, 60000);
    QWidget* viewport = plot.findChild<QGraphicsView*>()->viewport();
    const auto turn = [&](int notches) {
        const QPointF at = plot.frame().area.center() + QPointF(60, 40);
        QWheelEvent event(at, viewport->mapToGlobal(at), {}, QPoint(0, 120 * notches), Qt::NoButton,
                          Qt::NoModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(viewport, &event);
    };
    PaintWatch watch(plot);
    const double turned = now();
    turn(10);
    paintedWhen(watch, [&] { return plot.part() != nullptr; });
    row("AttractionZoom: wheel to first picture of it", now() - turned, 100, "ms");
    paintedWhen(watch, [&] { return plot.part()->stride == 1; });
    row("AttractionZoom: wheel to whole picture", now() - turned, 1000, "ms");
    {
        GapMeter meter;
        for (int k = 0; k < 60; ++k) {
            turn(k / 10 % 2 == 0 ? 1 : -1);
            turnFor(k % 10 == 9 ? 800 : 60);
        }
        row("AttractionZoom: event-loop gap, p99", meter.quantile(0.99), 16, "ms");
        row("AttractionZoom: event-loop gap, largest", meter.quantile(1), 50, "ms");
    }
    plot.resetZoom();
    window.dashboard()->toggleMaximised(PlotKind::attraction);
}

/// All four plots on one page, from the window to a file's content.
double measureDashboard(MainWindow& window, FigureFormat format) {
    std::vector<PlotView*> plots;
    for (const PlotKind kind : window.dashboard()->shownPlots())
        plots.push_back(window.dashboard()->plot(kind));
    FigureOptions options;
    options.width = 1600;
    options.height = 1000;
    const Experiment& experiment = window.model()->results().experiment;
    const double start = now();
    figureBytes(pagePainter(plots, experiment, options), options, pageMetadata(plots, experiment, options),
                format);
    return now() - start;
}

/// What the export dialog does for a change, of the plot for which it takes the longest; in a column of a
/// paper.
double measurePreview(MainWindow& window) {
    double longest = 0;
    const Experiment& experiment = window.model()->results().experiment;
    for (const PlotKind kind : window.dashboard()->shownPlots()) {
        PlotView* const plots[] = {window.dashboard()->plot(kind)};
        plots[0]->refresh();
        if (!plots[0]->emptyMessage().isEmpty()) continue;  // the run was stopped before it
        const FigureOptions options = templateOptions(FigureTemplate::column);
        const double start = now();
        figureImage(pagePainter(plots, experiment, options), options);
        longest = std::max(longest, now() - start);
    }
    return longest;
}

/// From close() until nothing is at work, as the program waits for it, at several moments of one run; the
/// longest.
double measureClose(const Experiment& experiment) {
    double longest = 0;
    for (const double moment : {50.0, 500.0, 4000.0, 12000.0}) {
        QTemporaryDir folder;
        Settings settings(folder.filePath(QStringLiteral("settings.ini")));
        MainWindow window(default_experiment(), nullptr, &settings);
        window.show();
        rest(window);
        window.showExperiment(experiment);
        window.runPolicy()->run();
        turnFor(moment);
        const double closed = now();
        window.close();
        workEndsWithin(std::chrono::minutes(1));
        longest = std::max(longest, now() - closed);
    }
    return longest;
}

/// So many runs of the default preset, of different radii, are kept already.
void keepRuns(const Settings& settings, int count) {
    const RunArchive archive((settings.dataFolder() + QStringLiteral("/runs")).toStdString());
    Experiment experiment = default_experiment();
    experiment.basin_map.reset();
    const Results results = run_experiment(experiment);
    KeptRun run;
    run.ended = present_time();
    run.row = run_row(results);
    for (int k = 0; k < count; ++k) {
        run.number = archive.take_number();
        run.pinned = k < 2;
        for (RowField& field : run.row.fields)
            if (field.path == "start.radius") field.value = std::to_string(0.01 * (k + 1));
        archive.keep(run, results);
    }
}

/// A window that opens with them, its table shown.
void reportKeptRuns() {
    constexpr int count = 200;
    const QTemporaryDir folder;
    Settings settings(folder.filePath(QStringLiteral("settings.ini")));
    keepRuns(settings, count);
    settings.setSplitterState(QStringLiteral("runs"), "1 190");
    const double start = now();
    MainWindow window(default_experiment(), nullptr, &settings);
    window.show();
    window.grab();
    row("200 kept runs: construction to first frame", now() - start, 700, "ms");
    GapMeter meter;
    turnUntil([&] { return window.runPolicy()->history().size() == count; }, 60000);
    row("200 kept runs: construction to whole table", now() - start, 2000, "ms");
    window.runPolicy()->run();
    turnFor(3000);
    row("200 kept runs: event-loop gap, p99", meter.quantile(0.99), 16, "ms");
    row("200 kept runs: event-loop gap, largest", meter.quantile(1), 50, "ms");
}

}  // namespace

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    TimedApplication application(argc, argv);
    const bool explains = qEnvironmentVariableIsSet("BASIN_EXPLAIN");
    QTemporaryDir folder;
    Settings settings(folder.filePath(QStringLiteral("settings.ini")));

    std::printf("| %-46s | %13s | %11s |      |\n", "what", "measured", "target");
    const double start = now();
    auto window = std::make_unique<MainWindow>(default_experiment(), nullptr, &settings);
    window->show();
    window->grab();  // the first frame
    row("Window: construction to first frame", now() - start, 500, "ms");

    if (explains) application.printLongest(5);
    report("Default preset", measureRun(*window, default_experiment(), 3000));
    row("Dashboard as PDF", measureDashboard(*window, FigureFormat::pdf), 1000, "ms");
    row("Dashboard as PNG", measureDashboard(*window, FigureFormat::png), 1000, "ms");
    row("Preview of a figure, of the slowest plot", measurePreview(*window), 100, "ms");
    reportTurning(*window);
    rest(*window);
    reportLookingCloser(*window);
    if (explains) application.printLongest(8);
    report("Heavy", measureRun(*window, heavyExperiment(), 6000));
    if (explains) application.printLongest(8);
    row("Resident memory after both", residentMegabytes(), 150, "MB");

    report("Map and landscape", measureRun(*window, mapExperiment(), 6000));
    if (explains) application.printLongest(8);
    report("Long run", measureRun(*window, longExperiment(), 6000));
    if (explains) application.printLongest(8);

    turnUntil([&] { return !window->runPolicy()->history().isBusy(); }, 60000);  // the last run is kept
    turnFor(1500);
    const double before = processorSeconds();
    turnFor(0);
    QEventLoop loop;
    QTimer::singleShot(5000, &loop, &QEventLoop::quit);
    loop.exec();
    row("Processor time at rest, share of 5 s", 100 * (processorSeconds() - before) / 5, 0.1, "%");
    window.reset();
    reportKeptRuns();
    if (explains) application.printLongest(8);
    row("Close during a run of 100000 x 200", measureClose(wideExperiment(100000, 200)), 300, "ms");
    row("Close during a run of 5000 x 2500", measureClose(wideExperiment(5000, 2500)), 300, "ms");
    row("Close during a network of 60 units, 1500 steps", measureClose(largeNetwork()), 300, "ms");
    return 0;
}
