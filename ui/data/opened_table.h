// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include <QString>
#include <QStringList>

#include "core/experiment/elman_problem_spec.h"
#include "ui/data/column_picture.h"
#include "ui/data/reading_reasons.h"
#include "ui/data/table_excerpt.h"

namespace basin::ui {

/// A column whose values can choose rows, and these values.
struct RowChoice {
    QString column;
    QStringList values;
};

/// A file as the one reader understood it, or why it did not.
struct OpenedTable {
    std::filesystem::path file;
    TableOptions reading;
    bool index = false;
    std::shared_ptr<const SeriesTable> table;  // null: see problem
    QString problem;
    std::vector<SampleRecord> raw;  // the cells as they stand in the file, where there is no table
    ReadingReasons reasons;
    std::vector<ColumnCourse> courses;  // one a column
    std::vector<RowChoice> rowChoices;
};

/// What cannot be read so, but is a text, is returned with what is wrong. Throws InputError for files that
/// are not there and for what is no text. Takes its time: to be called on a thread.
OpenedTable openTable(const std::filesystem::path& file, const TableOptions& reading = {},
                      bool index = false);

}  // namespace basin::ui
