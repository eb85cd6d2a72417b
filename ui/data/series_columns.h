// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiment/elman_problem_spec.h"
#include "ui/data/column_roles.h"
#include "ui/data/opened_table.h"

namespace basin::ui {

/// The series of a table, as it was read; nothing is said of its columns yet.
ElmanDataSpec seriesOf(const OpenedTable& opened);

/// The roles of the columns of a series. The last column of numbers is predicted; core says what the others
/// are.
class SeriesColumns : public ColumnRules {
  public:
    explicit SeriesColumns(const OpenedTable& opened) : data_(seriesOf(opened)) {}

    QString meaning() const override;
    std::vector<ColumnRole> offered(Index column) const override;
    ColumnRoles guess() const override;
    QString reason(Index column, ColumnRole guessed) const override;
    /// One column is the time: the one that was edited, else the one that core takes anyway.
    void settle(ColumnRoles& roles, std::size_t edited) const override;
    bool canBeLeftOut(const ColumnRoles& roles, std::size_t column) const override;
    void setRows(const std::map<std::string, std::string>& where) override { data_.where = where; }

  private:
    Index impliedTime(const ColumnRoles& roles) const;

    ElmanDataSpec data_;
};

/// The names of the columns; what core would take without being told is left out.
void writeRoles(const ColumnRoles& roles, ElmanDataSpec& data);

}  // namespace basin::ui
