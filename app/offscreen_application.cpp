// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/offscreen_application.h"

#include <cstdlib>
#include <iostream>

namespace basin::app {

OffscreenApplication::OffscreenApplication() {
    // Must be decided before QApplication exists: without a display it would abort.
    setenv("QT_QPA_PLATFORM", "offscreen", 1);
    // Qt's remarks about the session (no XDG_RUNTIME_DIR, ...) do not concern who draws a figure.
    qInstallMessageHandler([](QtMsgType type, const QMessageLogContext&, const QString& message) {
        if (type == QtCriticalMsg || type == QtFatalMsg) std::cerr << message.toStdString() << '\n';
    });
    application_ = std::make_unique<QApplication>(argc_, argv_);
}

}  // namespace basin::app
