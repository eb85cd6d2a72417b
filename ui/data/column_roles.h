// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QString>

#include "core/experiment/elman_problem_spec.h"

namespace basin::ui {

/// What a column of a table is for; rows: its values choose the rows.
enum class ColumnRole { target, input, time, indicators, leaveOut, rows };
using ColumnRoles = std::vector<ColumnRole>;  // one a column

QString roleName(ColumnRole role);

/// Which roles there are for a column; index: the table was read with its first column as the time.
std::vector<ColumnRole> offeredRoles(const SeriesTable& table, Index column, bool index);

/// The time is the first column of dates, or else a first column of numbers that count up; the last other
/// column of numbers is predicted, and all others are inputs.
ColumnRoles guessRoles(const SeriesTable& table, bool index);
/// Why the column has the role that was guessed.
QString roleReason(const SeriesTable& table, Index column, bool index);
/// The column that is the time as long as no other one is named; -1: none.
Index usualTime(const SeriesTable& table, bool index);

/// Into the names of the columns; what core would take without being told is left out.
void writeRoles(const ColumnRoles& roles, const SeriesTable& table, ElmanDataSpec& data);

}  // namespace basin::ui
