// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/column_list.h"

#include <algorithm>
#include <utility>

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QStandardItemModel>

#include "ui/chart/counted.h"
#include "ui/chart/elided_label.h"
#include "ui/data/column_kind.h"
#include "ui/data/column_picture.h"
#include "ui/data/why_button.h"
#include "ui/panels/fields.h"
#include "ui/panels/text_role.h"
#include "ui/theme.h"

namespace basin::ui {

namespace {

constexpr int nameWidth = 132, kindWidth = 56, roleWidth = 116;  // px
constexpr int lineHeight = 28, shownLines = 7;
constexpr std::size_t mostLines = 200;  // each is five widgets

bool isUsed(ColumnRole role) {
    return role != ColumnRole::leaveOut;
}

}  // namespace

ColumnList::ColumnList(QWidget* parent) : QScrollArea(parent) {
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    setAccessibleName(tr("Columns"));
}

QSize ColumnList::sizeHint() const {
    const auto lines = std::clamp<int>(static_cast<int>(lines_.size()), 1, shownLines);
    return {420, lines * lineHeight + spaceUnit};
}

/// Whether these are the table's columns, and each can still have its role.
bool ColumnList::fitsTable(const std::vector<Line>& lines, const ColumnRoles& roles) const {
    const SeriesTable& table = *table_;
    if (lines.size() != table.columns.size()) return false;  // nor where not all columns have a line
    for (std::size_t j = 0; j < lines.size(); ++j) {
        const auto column = static_cast<Index>(j);
        const auto offered = rules_->offered(column);
        const bool isOffered =
            roles[j] == ColumnRole::rows || std::ranges::find(offered, roles[j]) != offered.end();
        if (lines[j].name.toStdString() != table.columns[j] || lines[j].kind != table.kind(column) ||
            !isOffered)
            return false;
    }
    return true;
}

void ColumnList::setTable(const OpenedTable& opened, std::unique_ptr<ColumnRules> rules) {
    const std::vector<Line> known = std::move(lines_);
    const ColumnRoles chosen = std::move(roles_), before = std::move(before_);
    lines_.clear();
    fields_.clear();
    table_ = opened.table;
    rules_ = std::move(rules);
    const ColumnRoles guessed = rules_->guess();
    const bool isKnown = fitsTable(known, chosen);
    roles_ = isKnown ? chosen : guessed;
    before_ = isKnown ? before : ColumnRoles(roles_.size(), ColumnRole::leaveOut);
    auto* content = new QWidget;
    grid_ = new QGridLayout(content);
    grid_->setContentsMargins(0, 0, spaceUnit, 0);
    grid_->setHorizontalSpacing(spaceUnit);
    grid_->setVerticalSpacing(2);
    grid_->setColumnMinimumWidth(0, nameWidth);
    grid_->setColumnMinimumWidth(1, kindWidth);
    grid_->setColumnStretch(3, 1);
    const std::size_t count = std::min(guessed.size(), mostLines);
    for (std::size_t j = 0; j < count; ++j) addLine(opened, static_cast<Index>(j), guessed[j]);
    if (count < guessed.size()) addRest(guessed.size() - count);
    grid_->setRowStretch(grid_->rowCount(), 1);
    setWidget(content);
    showRoles();
    recolour();
    updateGeometry();
}

void ColumnList::addLine(const OpenedTable& opened, Index column, ColumnRole guessed) {
    const auto at = static_cast<std::size_t>(column);
    Line line{QString::fromStdString(opened.table->columns[at]), opened.table->kind(column)};
    auto* name = new ElidedLabel;
    name->setTextFormat(Qt::PlainText);
    name->setText(line.name);
    line.kindLabel = new QLabel(kindName(line.kind));
    setTextRole(line.kindLabel, TextRole::small);
    line.role = new QComboBox;
    line.role->setFixedWidth(roleWidth);
    for (const ColumnRole role : rules_->offered(column))
        line.role->addItem(roleName(role), static_cast<int>(role));
    describe(line.role, tr("What %1 is for").arg(line.name), wrappedToolTip(rules_->meaning()));
    line.picture = new ColumnPicture(opened.courses[at]);
    line.picture->setToolTip(tr("The column from the first row to the last"));
    auto* why = new WhyButton;
    const int row = static_cast<int>(column);
    grid_->addWidget(name, row, 0);
    grid_->addWidget(line.kindLabel, row, 1);
    grid_->addWidget(line.role, row, 2);
    grid_->addWidget(line.picture, row, 3);
    grid_->addWidget(why, row, 4);
    why->setReason(line.name,
                   opened.reasons.kinds.value(row) + QLatin1Char('\n') + rules_->reason(column, guessed));
    connect(line.role, &QComboBox::activated, this, [this, at] { choose(at); });
    lines_.push_back(line);
    fields_.insert(fields_.end(), {line.role, why});
}

void ColumnList::addRest(std::size_t count) {
    auto* rest =
        makeLabel(counted(static_cast<qlonglong>(count), tr("One more column is used as its values suggest."),
                          tr("%1 more columns are used as their values suggest.")),
                  TextRole::small);
    grid_->addWidget(rest, grid_->rowCount(), 0, 1, 5);
}

void ColumnList::choose(std::size_t column) {
    const auto role = static_cast<ColumnRole>(lines_[column].role->currentData().toInt());
    if (role == roles_[column]) return;
    roles_[column] = role;
    rules_->settle(roles_, column);
    showRoles();
    emit edited();
}

void ColumnList::showRoles() {
    for (std::size_t j = 0; j < lines_.size(); ++j) show(j);
}

void ColumnList::show(std::size_t column) {
    const Line& line = lines_[column];
    const QSignalBlocker quiet(line.role);
    const bool choosesRows = roles_[column] == ColumnRole::rows;
    const int rows = line.role->findData(static_cast<int>(ColumnRole::rows));
    if (choosesRows && rows < 0)
        line.role->addItem(roleName(ColumnRole::rows), static_cast<int>(ColumnRole::rows));
    if (!choosesRows && rows >= 0) line.role->removeItem(rows);
    line.role->setCurrentIndex(line.role->findData(static_cast<int>(roles_[column])));
    line.role->setEnabled(!choosesRows && line.role->count() > 1);
    line.picture->setShown(isUsed(roles_[column]));
    const int out = line.role->findData(static_cast<int>(ColumnRole::leaveOut));
    if (auto* items = qobject_cast<QStandardItemModel*>(line.role->model()); items && out >= 0)
        items->item(out)->setEnabled(rules_->canBeLeftOut(roles_, column));
}

void ColumnList::setRows(const std::map<std::string, std::string>& where) {
    if (rules_) rules_->setRows(where);
    for (std::size_t j = 0; j < lines_.size(); ++j) {
        const bool chooses = where.contains(lines_[j].name.toStdString());
        const bool chose = roles_[j] == ColumnRole::rows;
        if (chooses && !chose) before_[j] = std::exchange(roles_[j], ColumnRole::rows);
        if (!chooses && chose) roles_[j] = before_[j];
    }
    showRoles();
}

void ColumnList::changeEvent(QEvent* event) {
    QScrollArea::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) recolour();
}

void ColumnList::recolour() {
    const Theme theme = themeOf(palette());
    for (const Line& line : lines_) {
        QPalette colours = line.kindLabel->palette();
        colours.setColor(QPalette::WindowText, kindColour(theme, line.kind));
        line.kindLabel->setPalette(colours);
    }
}

const ColumnList::Line* ColumnList::find(const QString& column) const {
    const auto line = std::ranges::find(lines_, column, &Line::name);
    return line == lines_.end() ? nullptr : &*line;
}

QComboBox* ColumnList::roleOf(const QString& column) const {
    const Line* line = find(column);
    return line ? line->role : nullptr;
}

ColumnPicture* ColumnList::pictureOf(const QString& column) const {
    const Line* line = find(column);
    return line ? line->picture : nullptr;
}

}  // namespace basin::ui
