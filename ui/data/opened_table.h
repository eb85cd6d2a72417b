// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include <QString>
#include <QStringList>

#include "core/experiment/elman_problem_spec.h"
#include "core/numeric/design_matrix.h"
#include "ui/data/column_picture.h"
#include "ui/data/reading_reasons.h"
#include "ui/data/table_excerpt.h"

namespace basin::ui {

/// A column whose values can choose rows, and these values.
struct RowChoice {
    QString column;
    QStringList values;
};

/// What a file is read as: rows over time, or a matrix, whose first line may be a row of numbers.
enum class ReadAs { series, matrix };

/// What keeps a column of numbers from saying something about its rows.
enum class ColumnFlaw { none, missing, counts, constant };

/// A file as the one reader understood it, or why it did not.
struct OpenedTable {
    std::filesystem::path file;
    ReadAs as = ReadAs::series;
    TableOptions reading;
    bool index = false;
    std::shared_ptr<const SeriesTable> table;    // null: see sparse, then problem
    std::shared_ptr<const DesignMatrix> sparse;  // a matrix with too many zeros to be a table
    QString problem;
    std::vector<SampleRecord> raw;  // the cells as they stand in the file, where there is no table
    ReadingReasons reasons;
    std::vector<ColumnCourse> courses;  // one a column
    std::vector<ColumnFlaw> flaws;      // one a column
    double spread = 1;                  // the largest deviation of a column of numbers over the smallest
    std::vector<RowChoice> rowChoices;
};

/// What cannot be read so, but is a text, is returned with what is wrong. Throws InputError for files that
/// are not there and for what is no text. Takes its time: to be called on a thread.
OpenedTable openTable(const std::filesystem::path& file, ReadAs as, const TableOptions& reading = {},
                      bool index = false);

}  // namespace basin::ui
