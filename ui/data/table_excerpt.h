// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include <QString>
#include <QStringList>

#include "core/io/formats/table_sample.h"
#include "core/numeric/table.h"

namespace basin::ui {

struct ExcerptColumn {
    QString name;
    std::optional<ColumnKind> kind;  // nothing: not understood yet
    bool operator==(const ExcerptColumn&) const = default;
};

struct ExcerptRow {
    Index line = 0;       // in the file, from 1
    QStringList cells;    // null where a value is missing
    bool follows = true;  // the row before it in the file is shown too
    bool operator==(const ExcerptRow&) const = default;
};

/// The first and the last rows of a table in words, as they were understood.
struct TableExcerpt {
    std::vector<ExcerptColumn> columns;
    std::vector<ExcerptRow> rows;
    bool operator==(const TableExcerpt&) const = default;
};

/// line: one whose row is to be there too.
TableExcerpt excerptOf(const Table& table, std::optional<Index> line = {});
/// Of the cells as they stand in a file that is no table yet.
TableExcerpt excerptOf(const std::vector<SampleRecord>& records, std::optional<Index> line = {});

}  // namespace basin::ui
