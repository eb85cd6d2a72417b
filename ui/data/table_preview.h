// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include <QTableWidget>

#include "ui/data/reader_message.h"
#include "ui/data/table_excerpt.h"

namespace basin::ui {

/// The first and the last rows of a table as they were understood: the kind of each column written and
/// coloured, what is left out struck through, missing values as dashes, and one cell marked where something
/// is wrong.
class TablePreview : public QTableWidget {
    Q_OBJECT

  public:
    explicit TablePreview(QWidget* parent = nullptr);

    void setExcerpt(const TableExcerpt& excerpt);
    /// Which columns are used, one entry a column.
    void setUsed(const std::vector<bool>& used);
    /// Marks a cell, or of column 0 a line, with what is wrong there; nothing: none is.
    void mark(std::optional<CellPlace> place, const QString& problem = {});
    std::optional<CellPlace> marked() const { return marked_; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {200, 96}; }

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void addGap(int row);
    void addRow(int row, const ExcerptRow& cells);
    void decorate();
    void decorateHeader(int column);
    void decorateCell(int row, int column);

    TableExcerpt excerpt_;
    std::vector<Index> lines_;  // of the rows; 0: a gap
    std::vector<bool> used_;
    std::optional<CellPlace> marked_;
    QString problem_;
};

}  // namespace basin::ui
