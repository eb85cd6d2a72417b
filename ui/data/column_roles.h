// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <vector>

#include <QString>

#include "core/numeric/table.h"

namespace basin::ui {

/// What a column of a table is for. Of a series: predicted, predicted from, the time, an input for each of
/// its words; rows: its values choose the rows. Of matrices: in A1, in A2, and b.
enum class ColumnRole { target, input, time, indicators, rows, feature, value, wanted, leaveOut };
using ColumnRoles = std::vector<ColumnRole>;  // one a column

QString roleName(ColumnRole role);

/// The names of the columns that have the role.
std::vector<std::string> namesOf(const ColumnRoles& roles, const Table& table, ColumnRole role);

/// Which roles the columns of one table can have, and which they have at first.
class ColumnRules {
  public:
    ColumnRules() = default;
    virtual ~ColumnRules() = default;
    ColumnRules(const ColumnRules&) = delete;
    ColumnRules& operator=(const ColumnRules&) = delete;

    /// What roles are, for the tool tip of a choice.
    virtual QString meaning() const = 0;
    virtual std::vector<ColumnRole> offered(Index column) const = 0;
    virtual ColumnRoles guess() const = 0;
    /// Why the column has that role, where it was guessed.
    virtual QString reason(Index column, ColumnRole guessed) const = 0;
    /// Changes what does not go with the role that the user gave a column.
    virtual void settle(ColumnRoles& roles, std::size_t edited) const = 0;
    virtual bool canBeLeftOut(const ColumnRoles&, std::size_t) const { return true; }
    /// Only the rows that have these values are taken.
    virtual void setRows(const std::map<std::string, std::string>&) {}
};

}  // namespace basin::ui
