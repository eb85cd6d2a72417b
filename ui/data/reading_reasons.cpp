// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/reading_reasons.h"

#include <algorithm>

#include <QCoreApplication>

#include "core/io/formats/table_number.h"

namespace basin::ui {

namespace {

constexpr int mostWords = 5;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ReadingReasons)
};

QString quoted(const std::string& text) {
    return QStringLiteral("“%1”").arg(QString::fromStdString(text));
}

QString firstOf(const std::vector<std::string>& texts) {
    QStringList words;
    for (std::size_t k = 0; k < texts.size() && k < mostWords; ++k) words << quoted(texts[k]);
    return words.join(QStringLiteral(", ")) +
           (std::ssize(texts) > mostWords ? QStringLiteral(", …") : QString());
}

QString separatorReason(const TableReport& report) {
    if (report.separator.empty()) return Words::tr("Each line is one cell: no separator was found in it.");
    return Words::tr("%1: %2 cells in each of %3 lines.")
        .arg(separatorName(QString::fromStdString(report.separator)))
        .arg(report.columns.size())
        .arg(report.rows + (report.has_header ? 1 : 0));
}

QString headerReason(const Table& table) {
    if (!table.report.has_header)
        return Words::tr(
            "The first line is like those below it, so it is taken for values. Columns are called 1, 2, ….");
    return Words::tr("The first line of the table has names where the lines below it have values: %1.")
        .arg(firstOf(table.columns));
}

/// By the first cell that can be read in one way only.
QString decimalReason(const TableReport& report, const std::vector<SampleRecord>& sample) {
    const bool isComma = report.decimal == "comma";
    const DecimalHint wanted = isComma ? DecimalHint::comma : DecimalHint::point;
    for (const SampleRecord& record : sample) {
        const auto cell = std::ranges::find(record.cells, wanted,
                                            [](const std::string& text) { return decimal_hint(text); });
        if (cell == record.cells.end()) continue;
        return (isComma ? Words::tr("%1 in line %2 is a number with a decimal comma only.")
                        : Words::tr("%1 in line %2 is a number with a decimal point only."))
            .arg(quoted(*cell))
            .arg(record.line);
    }
    return Words::tr("No number near the top has a mark that would decide it, so a point is expected.");
}

QString missingReason(const TableReport& report) {
    QStringList counts;
    for (const ColumnReport& column : report.columns)
        if (column.missing > 0) counts << Words::tr("%1 in %2").arg(column.missing).arg(quoted(column.name));
    const QString usual = Words::tr(
        "NA, N/A, NaN, NULL, None, - and empty cells stand for missing values without being named.");
    return counts.isEmpty() ? usual + Words::tr(" There is none here.")
                            : usual + Words::tr(" Missing here: %1.").arg(counts.join(QStringLiteral(", ")));
}

QString skippedReason(const TableReport& report) {
    QStringList notes;
    for (const std::string& note : report.notes)
        if (note.starts_with("passed over")) notes << QString::fromStdString(note);
    if (notes.isEmpty())
        return Words::tr("The table begins in line %1, and nothing was passed over.")
            .arg(report.first_line - (report.has_header ? 1 : 0));
    return Words::tr("Found without being told: %1.").arg(notes.join(QStringLiteral("; ")));
}

QString kindReason(const Table& table, std::size_t column) {
    const ColumnReport& report = table.report.columns[column];
    switch (report.kind) {
        case ColumnKind::number:
            return Words::tr("Numbers: every cell that is not missing is one.");
        case ColumnKind::date:
            return Words::tr("Dates: all are written as %1.").arg(QString::fromStdString(report.form));
        case ColumnKind::text:
            break;
    }
    QString reason = Words::tr("Words: %1 different ones, %2.")
                         .arg(table.levels[column].size())
                         .arg(firstOf(table.levels[column]));
    const std::string about = '"' + report.name + '"';
    for (const std::string& note : table.report.notes)
        if (note.starts_with(about))
            reason += QLatin1Char(' ') + QString::fromStdString(note) + QLatin1Char('.');
    return reason;
}

}  // namespace

ReadingReasons reasonsOf(const Table& table, const std::vector<SampleRecord>& sample) {
    ReadingReasons reasons;
    for (std::size_t j = 0; j < table.report.columns.size(); ++j) reasons.kinds << kindReason(table, j);
    if (sample.empty()) return reasons;
    reasons.header = headerReason(table);
    reasons.separator = separatorReason(table.report);
    reasons.decimal = decimalReason(table.report, sample);
    reasons.skipped = skippedReason(table.report);
    reasons.missing = missingReason(table.report);
    return reasons;
}

QString separatorName(const QString& word) {
    if (word == QLatin1String("comma")) return Words::tr("comma");
    if (word == QLatin1String("semicolon")) return Words::tr("semicolon");
    if (word == QLatin1String("tab")) return Words::tr("tab");
    if (word == QLatin1String("space")) return Words::tr("blanks");
    if (word == QLatin1String("pipe")) return Words::tr("pipe");
    return word;
}

}  // namespace basin::ui
