// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "core/experiment/softmax_problem_spec.h"
#include "ui/data/column_roles.h"
#include "ui/data/opened_table.h"

namespace basin::ui {

/// The roles of the columns of a table of keys, a row each. Numbers are features, where they say something.
class MatrixColumns : public ColumnRules {
  public:
    MatrixColumns(std::shared_ptr<const Table> table, std::vector<ColumnFlaw> flaws)
        : table_(std::move(table)), flaws_(std::move(flaws)) {}

    QString meaning() const override;
    std::vector<ColumnRole> offered(Index column) const override;
    ColumnRoles guess() const override;
    QString reason(Index column, ColumnRole guessed) const override;
    /// One column is b.
    void settle(ColumnRoles& roles, std::size_t edited) const override;

  private:
    ColumnFlaw flawOf(Index column) const { return flaws_[static_cast<std::size_t>(column)]; }

    std::shared_ptr<const Table> table_;
    std::vector<ColumnFlaw> flaws_;
};

/// The names of the columns; what core would take without being told is left out.
void writeRoles(const ColumnRoles& roles, const Table& table, SoftmaxProblemSpec& problem);

}  // namespace basin::ui
