// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/matrix_columns.h"

#include <algorithm>

#include <QCoreApplication>

namespace basin::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(MatrixColumns)
};

}  // namespace

QString MatrixColumns::meaning() const {
    return Words::tr(
        "What the column is for. A feature is a column of A1 and has an unknown of its own; a value is a row "
        "of A2, and what comes out is its mean, weighted by the softmax; wanted is b, a number for every "
        "row. "
        "Or nothing.");
}

std::vector<ColumnRole> MatrixColumns::offered(Index column) const {
    if (table_->kind(column) != ColumnKind::number) return {ColumnRole::leaveOut};
    return {ColumnRole::feature, ColumnRole::value, ColumnRole::wanted, ColumnRole::leaveOut};
}

ColumnRoles MatrixColumns::guess() const {
    ColumnRoles roles(table_->columns.size(), ColumnRole::leaveOut);
    for (std::size_t j = 0; j < roles.size(); ++j) {
        const auto column = static_cast<Index>(j);
        const bool isNumber = table_->kind(column) == ColumnKind::number;
        if (isNumber && flawOf(column) == ColumnFlaw::none) roles[j] = ColumnRole::feature;
    }
    return roles;
}

QString MatrixColumns::reason(Index column, ColumnRole guessed) const {
    if (guessed == ColumnRole::feature) return Words::tr("Feature: a column of numbers without a gap.");
    if (table_->kind(column) != ColumnKind::number)
        return Words::tr("Left out: A1 is a matrix of numbers, and these are none.");
    switch (flawOf(column)) {
        case ColumnFlaw::missing:
            return Words::tr("Left out: a value is missing in it, and A1 must be whole.");
        case ColumnFlaw::constant:
            return Words::tr("Left out: it is the same in every row, which a softmax does not see.");
        case ColumnFlaw::counts:
            return Words::tr("Left out: it counts the rows, which says nothing about them.");
        case ColumnFlaw::none:
            break;
    }
    return {};
}

void MatrixColumns::settle(ColumnRoles& roles, std::size_t edited) const {
    if (roles[edited] != ColumnRole::wanted) return;
    for (std::size_t j = 0; j < roles.size(); ++j)
        if (j != edited && roles[j] == ColumnRole::wanted) roles[j] = ColumnRole::feature;
}

void writeRoles(const ColumnRoles& roles, const Table& table, SoftmaxProblemSpec& problem) {
    const auto take = [&](ColumnRole role, std::optional<MatrixSource>& source) {
        if (const auto names = namesOf(roles, table, role); !names.empty()) source.emplace().columns = names;
    };
    take(ColumnRole::value, problem.A2);
    take(ColumnRole::wanted, problem.b);
    problem.columns.clear();
    bool leavesNumbers = false;
    for (std::size_t j = 0; j < roles.size(); ++j)
        if (roles[j] == ColumnRole::leaveOut && table.kind(static_cast<Index>(j)) == ColumnKind::number)
            leavesNumbers = true;
    if (leavesNumbers) problem.columns = namesOf(roles, table, ColumnRole::feature);
}

}  // namespace basin::ui
