// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <stop_token>

#include <QApplication>

#include "app/commands.h"
#include "app/experiment_source.h"
#include "app/interrupt.h"
#include "core/experiment/results.h"
#include "core/io/file_kind.h"
#include "core/numeric/input_error.h"
#include "ui/main_window.h"
#include "ui/runs/work_at_exit.h"
#include "ui/window/file_actions.h"

namespace basin::app {

namespace {

bool is_set(const char* variable) {
    const char* value = std::getenv(variable);
    return value && *value;
}

/// Qt would abort without a display, and say so at length.
void require_display() {
    if (is_set("DISPLAY") || is_set("WAYLAND_DISPLAY") || is_set("QT_QPA_PLATFORM")) return;
    throw InputError("basin", "found no display for the window; try: basin solve close-enough -o out");
}

/// Whether it is a table or a matrix, of which the window asks what is to be made.
bool is_data(const std::string& name) {
    return std::filesystem::is_regular_file(name) && holds_data(kind_of(name));
}

}  // namespace

int open_window(const WindowOptions& options, int& argc, char** argv) {
    std::optional<Experiment> experiment;
    const bool data = is_data(options.experiment);
    if (!options.experiment.empty() && !data) experiment = open_experiment(options.experiment);
    require_display();
    QApplication application(argc, argv);
    QApplication::setApplicationName("basin");
    QApplication::setApplicationDisplayName("Basin");
    QApplication::setApplicationVersion(QString::fromStdString(current_environment().basin_version));
    QApplication::setOrganizationName("basin");
    ui::MainWindow window(experiment);
    window.show();
    if (data) window.fileActions()->openData(QString::fromStdString(options.experiment));
    // Closing is what keeps the experiment; so does a session or a terminal that ends.
    const InterruptWatch interrupt;
    const std::stop_callback on_stop(interrupt.token(), [&application] {
        QMetaObject::invokeMethod(
            &application,
            [] {
                QApplication::closeAllWindows();
                QApplication::quit();
            },
            Qt::QueuedConnection);
    });
    const int code = QApplication::exec();
    ui::endWithoutWork(code);
    return code;
}

}  // namespace basin::app
