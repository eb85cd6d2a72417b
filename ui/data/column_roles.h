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

// The specification has the table, whether its first column was read as the time, and which rows are taken.

/// Which roles there are for a column.
std::vector<ColumnRole> offeredRoles(const ElmanDataSpec& data, Index column);

/// The last column of numbers is predicted; core says what the others are.
ColumnRoles guessRoles(const ElmanDataSpec& data);
/// Why the column has that role, where it was guessed.
QString roleReason(const ElmanDataSpec& data, Index column, ColumnRole guessed);
/// The column that core takes for the time without being told, with the others in these roles; -1: none.
Index impliedTime(const ColumnRoles& roles, const ElmanDataSpec& data);

/// The names of the columns; what core would take without being told is left out.
void writeRoles(const ColumnRoles& roles, ElmanDataSpec& data);

}  // namespace basin::ui
