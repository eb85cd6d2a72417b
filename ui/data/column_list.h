// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include <QComboBox>
#include <QScrollArea>

#include "ui/data/column_roles.h"
#include "ui/data/opened_table.h"

class QGridLayout;
class QLabel;

namespace basin::ui {

class ColumnPicture;

/// The columns of a table, a row each: name, kind, what it is for, a picture, and why.
class ColumnList : public QScrollArea {
    Q_OBJECT

  public:
    explicit ColumnList(QWidget* parent = nullptr);

    /// Columns that were there before, of the same kind, keep the role that the user gave them.
    void setTable(const OpenedTable& opened, std::unique_ptr<ColumnRules> rules);
    const ColumnRoles& roles() const { return roles_; }
    /// The columns whose values choose rows have no other role.
    void setRows(const std::map<std::string, std::string>& where);
    QComboBox* roleOf(const QString& column) const;
    /// What the keyboard reaches, from top to bottom.
    const std::vector<QWidget*>& fields() const { return fields_; }
    ColumnPicture* pictureOf(const QString& column) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {200, 84}; }

  signals:
    void edited();  // by the user

  protected:
    void changeEvent(QEvent* event) override;

  private:
    struct Line {
        QString name;
        ColumnKind kind = ColumnKind::number;
        QLabel* kindLabel = nullptr;
        QComboBox* role = nullptr;
        ColumnPicture* picture = nullptr;
    };
    bool fitsTable(const std::vector<Line>& lines, const ColumnRoles& roles) const;
    void addLine(const OpenedTable& opened, Index column, ColumnRole guessed);
    void addRest(std::size_t count);
    void choose(std::size_t column);
    void showRoles();
    void show(std::size_t column);
    void recolour();
    const Line* find(const QString& column) const;

    std::vector<Line> lines_;
    std::vector<QWidget*> fields_;
    ColumnRoles roles_;
    ColumnRoles before_;  // of columns that choose rows: what they were
    std::shared_ptr<const SeriesTable> table_;
    std::unique_ptr<ColumnRules> rules_;
    QGridLayout* grid_ = nullptr;
};

}  // namespace basin::ui
