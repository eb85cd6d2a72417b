// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/offscreen_application.h"

#include <cstdlib>
#include <iostream>

#include "core/numeric/printable.h"

namespace basin::app {

OffscreenApplication::OffscreenApplication() {
    // Must be decided before QApplication exists: without a display it would abort.
    setenv("QT_QPA_PLATFORM", "offscreen", 1);
    // What is drawn has the size asked for, whatever the screen's scale is.
    for (const char* scale :
         {"QT_SCALE_FACTOR", "QT_SCREEN_SCALE_FACTORS", "QT_FONT_DPI", "QT_USE_PHYSICAL_DPI"})
        unsetenv(scale);
    // Qt's remarks about the session (no XDG_RUNTIME_DIR, ...) do not concern who draws a figure.
    qInstallMessageHandler([](QtMsgType type, const QMessageLogContext&, const QString& message) {
        if (type == QtCriticalMsg || type == QtFatalMsg)
            std::cerr << printable(message.toStdString()) << '\n';
    });
    application_ = std::make_unique<QApplication>(argc_, argv_);
}

}  // namespace basin::app
