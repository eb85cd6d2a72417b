// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/table_excerpt.h"

#include <algorithm>
#include <cmath>

#include "core/numeric/calendar.h"
#include "core/numeric/text.h"

namespace basin::ui {

namespace {

constexpr Index firstRows = 8, lastRows = 4;

QString cellText(const Table& table, Index row, Index column) {
    const double value = table.values(row, column);
    if (std::isnan(value)) return {};
    if (table.kind(column) == ColumnKind::text)
        return QString::fromStdString(
            table.levels[static_cast<std::size_t>(column)][static_cast<std::size_t>(value)]);
    return QString::fromStdString(table.kind(column) == ColumnKind::date ? date_text(value)
                                                                         : exact_number_text(value));
}

/// Which of so many rows are shown: the first, the last, and one more.
std::vector<Index> shownRows(Index count, std::optional<Index> more) {
    std::vector<Index> rows;
    for (Index row = 0; row < count; ++row) {
        if (row >= firstRows && row < count - lastRows) row = count - lastRows;
        rows.push_back(row);
    }
    if (more && std::ranges::find(rows, *more) == rows.end())
        rows.insert(std::ranges::upper_bound(rows, *more), *more);
    return rows;
}

/// The row at that line, by lineOf(row), which increases.
template <class LineOf>
std::optional<Index> rowAt(Index count, std::optional<Index> line, const LineOf& lineOf) {
    if (!line) return {};
    Index low = 0, high = count;
    while (low < high) {
        const Index middle = low + (high - low) / 2;
        (lineOf(middle) < *line ? low : high) = lineOf(middle) < *line ? middle + 1 : middle;
    }
    if (low == count || lineOf(low) != *line) return {};
    return low;
}

template <class LineOf, class CellsOf>
std::vector<ExcerptRow> rowsOf(Index count, std::optional<Index> line, const LineOf& lineOf,
                               const CellsOf& cellsOf) {
    std::vector<ExcerptRow> rows;
    Index before = -1;
    for (const Index row : shownRows(count, rowAt(count, line, lineOf))) {
        rows.push_back({lineOf(row), cellsOf(row), row == before + 1});
        before = row;
    }
    return rows;
}

}  // namespace

TableExcerpt excerptOf(const Table& table, std::optional<Index> line) {
    TableExcerpt excerpt;
    const auto columns = static_cast<Index>(table.columns.size());
    for (Index j = 0; j < columns; ++j)
        excerpt.columns.push_back(
            {QString::fromStdString(table.columns[static_cast<std::size_t>(j)]), table.kind(j)});
    excerpt.rows = rowsOf(
        table.values.rows(), line, [&](Index row) { return table.line(row); },
        [&](Index row) {
            QStringList cells;
            for (Index j = 0; j < columns; ++j) cells << cellText(table, row, j);
            return cells;
        });
    return excerpt;
}

TableExcerpt excerptOf(const std::vector<SampleRecord>& records, std::optional<Index> line) {
    TableExcerpt excerpt;
    std::size_t width = 0;
    excerpt.rows = rowsOf(
        std::ssize(records), line,
        [&](Index row) { return static_cast<Index>(records[static_cast<std::size_t>(row)].line); },
        [&](Index row) {
            QStringList cells;
            for (const std::string& cell : records[static_cast<std::size_t>(row)].cells)
                cells << QString::fromStdString(cell);
            return cells;
        });
    for (const ExcerptRow& row : excerpt.rows)
        width = std::max(width, static_cast<std::size_t>(row.cells.size()));
    for (std::size_t j = 1; j <= width; ++j) excerpt.columns.push_back({QString::number(j), {}});
    return excerpt;
}

}  // namespace basin::ui
