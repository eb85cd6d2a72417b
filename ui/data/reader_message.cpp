// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/reader_message.h"

#include <QRegularExpression>

namespace basin::ui {

QString shortMessage(const QString& message, const std::filesystem::path& file) {
    QString text = message;
    for (const QString& place : {QStringLiteral("problem.data."), QStringLiteral("problem.")})
        if (text.startsWith(place)) text.remove(0, place.size());
    const QString path = QString::fromStdString(file.string()) + QStringLiteral(": ");
    if (const auto at = text.indexOf(path); at >= 0) text.remove(0, at + path.size());
    return text;
}

std::optional<CellPlace> placeIn(const QString& message) {
    static const QRegularExpression place(QStringLiteral(R"(\bline (\d+)(?:, column (\d+))?)"));
    const auto found = place.match(message);
    if (!found.hasMatch()) return {};
    return CellPlace{found.captured(1).toLongLong(), found.captured(2).toLongLong()};
}

}  // namespace basin::ui
