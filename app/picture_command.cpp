// SPDX-License-Identifier: GPL-3.0-or-later
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <stop_token>

#include <QBuffer>
#include <QEventLoop>
#include <QPixmap>
#include <QTemporaryDir>
#include <QTimer>

#include "app/command_line.h"
#include "app/experiment_source.h"
#include "app/figure_commands.h"
#include "app/figures.h"
#include "app/interrupt.h"
#include "app/offscreen_application.h"
#include "app/run_outcome.h"
#include "core/io/atomic_file.h"
#include "core/io/text_file.h"
#include "core/numeric/input_error.h"
#include "ui/main_window.h"
#include "ui/window/dashboard.h"
#include "ui/window/run_policy.h"

namespace basin::app {

namespace {

QSize parse_window_size(const std::string& text) {
    int width = 0, height = 0, used = 0;
    const bool read = std::sscanf(text.c_str(), "%5dx%5d%n", &width, &height, &used) == 2;
    if (!read || static_cast<std::size_t>(used) != text.size() || width < 1024 || height < 700 ||
        width > 8192 || height > 8192) {
        throw InputError("--size", "found " + text + "; expected WIDTHxHEIGHT from 1024x700 to 8192x8192");
    }
    return {width, height};
}

void wait_for_end(ui::MainWindow& window, const std::stop_token& stop) {
    // A small experiment has been started by being shown.
    if (!window.model()->isRunning()) window.runPolicy()->run();
    QEventLoop loop;
    const std::stop_callback on_stop(stop, [&window] {
        QMetaObject::invokeMethod(window.controller(), &ui::RunController::stop, Qt::QueuedConnection);
    });
    QObject::connect(window.model(), &ui::RunModel::finished, &loop, &QEventLoop::quit);
    if (window.model()->isRunning()) loop.exec();
    // Plots and layouts follow within a few turns of the event loop.
    QTimer::singleShot(std::chrono::milliseconds(500), &loop, &QEventLoop::quit);
    loop.exec();
    window.dashboard()->finishParts();
}

}  // namespace

int picture(const PictureOptions& options) {
    const QSize size = parse_window_size(options.size);
    const bool dark = is_dark(options.theme);
    require_utf8(options.file);
    if (!options.file.ends_with(".png")) {
        throw InputError(options.file, "found another ending; expected a file that ends in .png");
    }
    if (!options.force && std::filesystem::exists(options.file)) {
        throw InputError(options.file, "exists already; expected a new file, or --force");
    }
    check_output_file(options.file);  // before a run that may take hours
    const Experiment experiment = open_experiment(options.experiment);
    check_asks(options.experiment, experiment);
    const InterruptWatch interrupt;
    const OffscreenApplication application;
    // Neither reads nor changes what the user's own window remembers.
    const QTemporaryDir folder;
    ui::Settings settings(folder.filePath(QStringLiteral("picture.ini")));
    settings.setTheme(dark ? ui::ThemeChoice::dark : ui::ThemeChoice::light);
    ui::MainWindow window(experiment, nullptr, &settings);
    window.resize(size);
    window.show();
    wait_for_end(window, interrupt.token());
    const ui::RunModel& model = *window.model();
    if (!model.failure().isEmpty()) throw InputError({}, model.failure().toStdString());
    QByteArray png;
    QBuffer buffer(&png);
    window.grab().save(&buffer, "PNG");
    write_output_file(options.file, png.toStdString());
    return !interrupt.token().stop_requested() && went_well(model.results()) ? exit_done : exit_ended_badly;
}

}  // namespace basin::app
