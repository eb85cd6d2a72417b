// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/column_roles.h"

#include <QCoreApplication>

namespace basin::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ColumnRoles)
};

}  // namespace

QString roleName(ColumnRole role) {
    switch (role) {
        case ColumnRole::target:
            return Words::tr("predict");
        case ColumnRole::input:
            return Words::tr("input");
        case ColumnRole::time:
            return Words::tr("time");
        case ColumnRole::indicators:
            return Words::tr("indicators");
        case ColumnRole::rows:
            return Words::tr("chooses rows");
        case ColumnRole::feature:
            return Words::tr("feature (A1)");
        case ColumnRole::value:
            return Words::tr("value (A2)");
        case ColumnRole::wanted:
            return Words::tr("wanted (b)");
        case ColumnRole::leaveOut:
            return Words::tr("leave out");
    }
    return {};
}

std::vector<std::string> namesOf(const ColumnRoles& roles, const Table& table, ColumnRole role) {
    std::vector<std::string> names;
    for (std::size_t j = 0; j < roles.size(); ++j)
        if (roles[j] == role) names.push_back(table.columns[j]);
    return names;
}

}  // namespace basin::ui
