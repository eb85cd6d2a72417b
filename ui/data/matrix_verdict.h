// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include <QString>

#include "ui/data/data_form.h"

namespace basin::ui {

/// Where A2 or b comes from.
struct GivenMatrix {
    enum class From { madeUp, columns, numbers, file };
    From from = From::madeUp;
    QString numbers;  // of b, as they were typed
    std::filesystem::path file;
};

/// What is said of a file of keys.
struct MatrixQuestion {
    OpenedTable opened;
    ColumnRoles roles;
    bool standardise = false;
    Index outputs = 1;  // of an A2 that is made up
    GivenMatrix values, wanted;
};

/// The sizes of the regression and what becomes of A1, A2 and b. Reads their files: to be called on a thread.
DataVerdict judgeMatrices(const MatrixQuestion& question);

}  // namespace basin::ui
