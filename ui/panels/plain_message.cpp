// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/plain_message.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QStringList>

namespace basin::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(PlainMessage)
};

/// "solvers[1]" is "solver 2", "axes[0]" of a sweep "axis 1".
QString wordOf(QString part) {
    static const QRegularExpression numbered(QStringLiteral(R"(^(solvers|axes)\[(\d+)\]$)"));
    if (const auto found = numbered.match(part); found.hasMatch()) {
        const bool isSolver = found.captured(1) == QLatin1String("solvers");
        return (isSolver ? Words::tr("solver %1") : Words::tr("axis %1")).arg(found.captured(2).toInt() + 1);
    }
    return part.replace(QLatin1Char('_'), QLatin1Char(' '));
}

}  // namespace

QString plainMessage(const QString& message) {
    static const QRegularExpression place(QStringLiteral(
        R"(^(?:experiment: )?((?:problem|start|stopping|landscape|attraction|spectrum|basin_map|repeats|sweep|tradeoff|)"
        R"(exactness|certificate|solvers\[\d+\])(?:\.[A-Za-z_0-9]+|\[\d+\])*): )"));
    const auto found = place.match(message);
    if (!found.hasMatch()) return message;
    QStringList words;
    for (const QString& part : found.captured(1).split(QLatin1Char('.')))
        if (part != QLatin1String("problem") && part != QLatin1String("data")) words << wordOf(part);
    const QString rest = message.mid(found.capturedLength());
    if (words.isEmpty()) words << Words::tr("the data");
    return words.join(QStringLiteral(", ")) + QStringLiteral(": ") + rest;
}

}  // namespace basin::ui
