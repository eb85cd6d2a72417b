// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/table_preview.h"

#include <algorithm>

#include <QEvent>
#include <QHeaderView>
#include <QPainter>
#include <QStyledItemDelegate>

#include "ui/data/column_kind.h"
#include "ui/data/why_button.h"
#include "ui/panels/fields.h"
#include "ui/theme.h"

namespace basin::ui {

namespace {

constexpr int lineHeight = 20, headerHeight = 40, widestColumn = 180, narrowestColumn = 56;  // px
const QString dash = QStringLiteral("–");

/// Cells with room beside their text, so that columns stay apart.
class RoomyCells : public QStyledItemDelegate {
  public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        painter->fillRect(option.rect, index.data(Qt::BackgroundRole).value<QBrush>());
        QStyleOptionViewItem inner = option;
        inner.rect.adjust(spaceUnit / 2, 0, -spaceUnit / 2, 0);
        QStyledItemDelegate::paint(painter, inner, index);
    }

  protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override {
        QStyledItemDelegate::initStyleOption(option, index);
        option->backgroundBrush = QBrush();  // painted already, as wide as the cell
    }
};

}  // namespace

TablePreview::TablePreview(QWidget* parent) : QTableWidget(parent) {
    describe(this, tr("First and last rows"),
             tr("The first and the last rows of the table as they were understood. Columns that are left out "
                "are struck through; a dash stands for a missing value."));
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setSelectionMode(QAbstractItemView::NoSelection);
    setTabKeyNavigation(false);
    setWordWrap(false);
    setShowGrid(false);
    setItemDelegate(new RoomyCells(this));
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    horizontalHeader()->setFixedHeight(headerHeight);
    horizontalHeader()->setSectionsClickable(false);
    horizontalHeader()->setMinimumSectionSize(narrowestColumn);
    horizontalHeader()->setMaximumSectionSize(widestColumn);
    verticalHeader()->setSectionsClickable(false);
    verticalHeader()->setDefaultAlignment(Qt::AlignRight | Qt::AlignVCenter);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(lineHeight);
    verticalHeader()->setMinimumSectionSize(lineHeight);
}

QSize TablePreview::sizeHint() const {
    const int rows = std::max(rowCount(), 1);
    return {420, headerHeight + rows * lineHeight + 2 * frameWidth() + 16};  // a scroll bar below
}

void TablePreview::setExcerpt(const TableExcerpt& excerpt) {
    if (excerpt == excerpt_) return;
    excerpt_ = excerpt;
    lines_.clear();
    clear();
    setRowCount(0);
    setColumnCount(static_cast<int>(excerpt.columns.size()));
    used_.assign(excerpt.columns.size(), true);
    for (const ExcerptRow& row : excerpt.rows) {
        if (!row.follows) addGap(rowCount());
        addRow(rowCount(), row);
    }
    decorate();
    resizeColumnsToContents();
    for (int j = 0; j < columnCount(); ++j) setColumnWidth(j, columnWidth(j) + 2 * spaceUnit);
    updateGeometry();
}

void TablePreview::addGap(int row) {
    insertRow(row);
    lines_.push_back(0);
    for (int j = 0; j < columnCount(); ++j) setItem(row, j, new QTableWidgetItem(QStringLiteral("…")));
}

void TablePreview::addRow(int row, const ExcerptRow& cells) {
    insertRow(row);
    lines_.push_back(cells.line);
    for (int j = 0; j < columnCount(); ++j) {
        const QString text = cells.cells.value(j);
        setItem(row, j, new QTableWidgetItem(text.isNull() ? dash : text));
    }
}

void TablePreview::setUsed(const std::vector<bool>& used) {
    if (used.size() != excerpt_.columns.size()) return;
    used_ = used;
    decorate();
}

void TablePreview::mark(std::optional<CellPlace> place, const QString& problem) {
    marked_.reset();
    problem_ = problem;
    for (int row = 0; place && row < rowCount(); ++row) {
        if (lines_[static_cast<std::size_t>(row)] != place->line) continue;
        marked_ = place;
        scrollToItem(item(row, std::clamp(static_cast<int>(place->column) - 1, 0, columnCount() - 1)));
    }
    decorate();
}

void TablePreview::changeEvent(QEvent* event) {
    QTableWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) decorate();
}

void TablePreview::decorate() {
    for (int j = 0; j < columnCount(); ++j) decorateHeader(j);
    for (int row = 0; row < rowCount(); ++row) {
        const Index line = lines_[static_cast<std::size_t>(row)];
        const bool isMarked = marked_ && line == marked_->line;
        auto* head = new QTableWidgetItem(line == 0  ? QStringLiteral("…")
                                          : isMarked ? QStringLiteral("! %1").arg(line)
                                                     : QString::number(line));
        head->setToolTip(line == 0 ? tr("Rows between these are not shown.")
                                   : tr("Line %1 of the file").arg(line));
        head->setForeground(isMarked ? themeOf(palette()).danger : themeOf(palette()).muted);
        setVerticalHeaderItem(row, head);
        for (int j = 0; j < columnCount(); ++j) decorateCell(row, j);
    }
}

void TablePreview::decorateHeader(int column) {
    const Theme theme = themeOf(palette());
    const ExcerptColumn& about = excerpt_.columns[static_cast<std::size_t>(column)];
    const bool isUsed = used_[static_cast<std::size_t>(column)];
    const QString kind = about.kind ? kindName(*about.kind) : tr("as it stands");
    const QString name = fontMetrics().elidedText(about.name, Qt::ElideRight, widestColumn - 16);
    auto* head = new QTableWidgetItem(name + QLatin1Char('\n') + kind);
    head->setForeground(isUsed && about.kind ? kindColour(theme, *about.kind) : theme.muted);
    QFont font = this->font();
    font.setStrikeOut(!isUsed);
    font.setBold(isUsed);
    head->setFont(font);
    head->setTextAlignment(about.kind == ColumnKind::number ? Qt::AlignRight | Qt::AlignVCenter
                                                            : Qt::AlignLeft | Qt::AlignVCenter);
    head->setToolTip(wrappedToolTip(isUsed ? about.name + QStringLiteral(": ") + kind
                                           : tr("%1: %2, left out").arg(about.name, kind)));
    setHorizontalHeaderItem(column, head);
}

void TablePreview::decorateCell(int row, int column) {
    const Theme theme = themeOf(palette());
    const auto at = static_cast<std::size_t>(column);
    const Index line = lines_[static_cast<std::size_t>(row)];
    const bool isMarked =
        marked_ && line == marked_->line && (marked_->column == 0 || marked_->column == column + 1);
    QTableWidgetItem* cell = item(row, column);
    const bool isQuiet = line == 0 || cell->text() == dash || !used_[at];
    QFont font = this->font();
    font.setStrikeOut(!used_[at] && line != 0);
    font.setBold(isMarked);
    cell->setFont(font);
    QColor tint = theme.danger;
    tint.setAlphaF(0.18F);
    cell->setBackground(isMarked ? QBrush(tint) : QBrush());
    cell->setForeground(isMarked ? theme.danger : isQuiet ? theme.muted : theme.text);
    cell->setTextAlignment(excerpt_.columns[at].kind == ColumnKind::number
                               ? Qt::AlignRight | Qt::AlignVCenter
                               : Qt::AlignLeft | Qt::AlignVCenter);
    cell->setToolTip(isMarked ? wrappedToolTip(problem_) : QString());
}

}  // namespace basin::ui
