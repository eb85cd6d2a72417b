// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/figure_script.h"

#include <QFile>
#include <QString>

namespace basin::ui {

namespace {

/// Text for between single quotes in JSON, which Python reads as it stands.
QString withoutQuotes(const std::string& json) {
    return QString::fromStdString(json).replace(QLatin1Char('\''), QStringLiteral("\\u0027"));
}

std::string withData(const QString& expression) {
    QFile file(QStringLiteral(":/scripts/draw_figure.py"));
    // A resource of the program itself.
    if (!file.open(QIODevice::ReadOnly)) qFatal("draw_figure.py is not in the program");
    QString script = QString::fromUtf8(file.readAll());
    script.replace(QStringLiteral("DATA = None  # the numbers"), QStringLiteral("DATA = ") + expression);
    return script.toStdString();
}

}  // namespace

std::string figureScript(const std::string& numbers) {
    return withData(QStringLiteral("json.loads(r'''%1''')").arg(withoutQuotes(numbers)));
}

std::string figureScriptReading(const std::string& file) {
    return withData(
        QStringLiteral("json.load(open(os.path.join(os.path.dirname(os.path.abspath(__file__)), '%1')))")
            .arg(QString::fromStdString(file).replace(QLatin1Char('\\'), QStringLiteral("\\\\"))
                     .replace(QLatin1Char('\''), QStringLiteral("\\'"))));
}

}  // namespace basin::ui
