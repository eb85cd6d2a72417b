// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include <QStringList>
#include <QWidget>

#include "ui/data/chosen_data.h"
#include "ui/data/column_roles.h"
#include "ui/data/opened_table.h"
#include "ui/data/reader_message.h"

namespace basin::ui {

/// What becomes of a table, or what is wrong with it.
struct DataVerdict {
    ChosenData data;
    QString wrong;                   // one sentence; empty: nothing is
    std::optional<CellPlace> place;  // of what is wrong, where it is a place in the table
    QStringList lines;               // what was decided, and what comes of it
    std::optional<Index> lags;       // of a series: what lags that are left out come to, where known
};

/// What a family of problems makes of a file of one's own: the roles that its columns can have, and what else
/// there is to be said.
class DataForm : public QWidget {
    Q_OBJECT

  public:
    using QWidget::QWidget;

    virtual std::unique_ptr<ColumnRules> makeRules(const OpenedTable& opened) const = 0;
    virtual void setTable(const OpenedTable& opened) = 0;
    virtual void setRoles(const ColumnRoles&) {}
    /// The rows that are taken, by the values of their columns; empty: all.
    virtual std::map<std::string, std::string> chosenRows() const { return {}; }

    /// Takes its time where the table is long: to be called on a thread.
    using Judgement = std::function<DataVerdict()>;
    virtual Judgement judgement(const OpenedTable& opened, const ColumnRoles& roles) const = 0;
    virtual void showVerdict(const DataVerdict&) {}

  signals:
    void edited();  // by the user
};

}  // namespace basin::ui
