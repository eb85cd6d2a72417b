// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/reader_message.h"

#include <QRegularExpression>

#include "ui/panels/plain_message.h"

namespace basin::ui {

namespace {

QString prefixOf(const std::filesystem::path& file) {
    return QString::fromStdString(file.string()) + QStringLiteral(": ");
}

}  // namespace

QString shortMessage(const QString& message, const std::filesystem::path& file) {
    QString text = plainMessage(message);
    const QString path = prefixOf(file);
    if (const auto at = text.indexOf(path); at >= 0) text.remove(0, at + path.size());
    return text;
}

std::optional<CellPlace> placeIn(const QString& message, const std::filesystem::path& file) {
    static const QRegularExpression place(QStringLiteral(R"(^line (\d+)(?:, column (\d+))?)"));
    const auto at = message.indexOf(prefixOf(file));
    if (at < 0) return {};
    const auto found = place.match(message.mid(at + prefixOf(file).size()));
    if (!found.hasMatch()) return {};
    return CellPlace{found.captured(1).toLongLong(), found.captured(2).toLongLong()};
}

}  // namespace basin::ui
