// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdlib>
#include <optional>
#include <stop_token>

#include <QApplication>

#include "app/commands.h"
#include "app/experiment_source.h"
#include "app/interrupt.h"
#include "core/experiment/results.h"
#include "core/numeric/input_error.h"
#include "ui/main_window.h"
#include "ui/runs/work_at_exit.h"

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

}  // namespace

int open_window(const WindowOptions& options, int& argc, char** argv) {
    std::optional<Experiment> experiment;
    if (!options.experiment.empty()) experiment = open_experiment(options.experiment);
    require_display();
    QApplication application(argc, argv);
    QApplication::setApplicationName("basin");
    QApplication::setApplicationDisplayName("Basin");
    QApplication::setApplicationVersion(QString::fromStdString(current_environment().basin_version));
    QApplication::setOrganizationName("basin");
    ui::MainWindow window(experiment);
    window.show();
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
