// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/order_list.h"

#include <algorithm>
#include <limits>

#include <QHBoxLayout>
#include <QVBoxLayout>

#include "ui/panels/number_field.h"
#include "ui/theme.h"

namespace basin::ui {

namespace {

constexpr int keyRole = Qt::UserRole;
constexpr int mostRowsShown = 6;

QString keyOf(const QListWidgetItem* item) {
    return item->data(keyRole).toString();
}

}  // namespace

OrderList::OrderList(const QString& name, const QString& toolTip, Names names, QWidget* parent)
    : QWidget(parent), list_(new QListWidget), names_(names), most_(std::numeric_limits<int>::max()) {
    describe(list_, name, toolTip);
    list_->setDragDropMode(QAbstractItemView::InternalMove);
    list_->setDefaultDropAction(Qt::MoveAction);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list_->setTextElideMode(Qt::ElideRight);
    list_->setTabKeyNavigation(false);
    up_ = makeButton(Qt::UpArrow, tr("Up"), tr("One place up in the order"), -1);
    down_ = makeButton(Qt::DownArrow, tr("Down"), tr("One place down in the order"), 1);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spaceUnit / 2);
    row->addWidget(list_, 1);
    auto* buttons = new QVBoxLayout;
    buttons->addWidget(up_);
    buttons->addWidget(down_);
    buttons->addStretch(1);
    row->addLayout(buttons);
    setFocusProxy(list_);
    connect(list_, &QListWidget::itemChanged, this, &OrderList::take);
    connect(list_, &QListWidget::currentRowChanged, this, &OrderList::showState);
    // A drop removes the row only after it has put it in.
    connect(
        list_->model(), &QAbstractItemModel::rowsMoved, this,
        [this] {
            showState();
            if (!setting_) emit edited();
        },
        Qt::QueuedConnection);
    showState();
}

QToolButton* OrderList::makeButton(Qt::ArrowType arrow, const QString& name, const QString& toolTip, int by) {
    auto* button = new QToolButton;
    button->setArrowType(arrow);
    button->setFocusPolicy(Qt::StrongFocus);
    describe(button, name, toolTip);
    connect(button, &QToolButton::clicked, this, [this, by] { move(by); });
    return button;
}

void OrderList::setEntries(const std::vector<Entry>& entries) {
    if (entries == this->entries()) return;  // what is being edited stays
    setting_ = true;
    list_->clear();
    for (const Entry& entry : entries) {
        auto* item = new QListWidgetItem(entry.text);
        item->setData(keyRole, entry.key);
        Qt::ItemFlags flags =
            Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable | Qt::ItemIsDragEnabled;
        if (names_ == Names::editable) flags |= Qt::ItemIsEditable;
        item->setFlags(flags);
        item->setCheckState(entry.isTicked ? Qt::Checked : Qt::Unchecked);
        item->setToolTip(names_ == Names::editable
                             ? tr("%1. Double click or F2: another name in the figure").arg(entry.key)
                             : entry.text);
        list_->addItem(item);
    }
    const int rows = std::clamp(list_->count(), 1, mostRowsShown);
    list_->setFixedHeight(rows * std::max(20, list_->sizeHintForRow(0)) + 2 * list_->frameWidth() + 2);
    if (list_->count() > 0) list_->setCurrentRow(0);
    setting_ = false;
    showState();
}

std::vector<OrderList::Entry> OrderList::entries() const {
    std::vector<Entry> entries;
    for (int row = 0; row < list_->count(); ++row) {
        const QListWidgetItem* item = list_->item(row);
        entries.push_back({keyOf(item), item->text(), item->checkState() == Qt::Checked});
    }
    return entries;
}

int OrderList::ticked() const {
    int count = 0;
    for (int row = 0; row < list_->count(); ++row)
        if (list_->item(row)->checkState() == Qt::Checked) ++count;
    return count;
}

void OrderList::take(QListWidgetItem* item) {
    if (setting_) return;
    setting_ = true;
    if (item->text().trimmed().isEmpty()) item->setText(keyOf(item));
    // One has to be left, and there is room for so many only.
    if (ticked() == 0) item->setCheckState(Qt::Checked);
    if (ticked() > most_) item->setCheckState(Qt::Unchecked);
    setting_ = false;
    emit edited();
}

void OrderList::move(int by) {
    const int row = list_->currentRow(), to = row + by;
    if (row < 0 || to < 0 || to >= list_->count()) return;
    setting_ = true;
    QListWidgetItem* item = list_->takeItem(row);
    list_->insertItem(to, item);
    list_->setCurrentRow(to);
    setting_ = false;
    showState();
    emit edited();
}

void OrderList::showState() {
    const int row = list_->currentRow();
    up_->setEnabled(row > 0);
    down_->setEnabled(row >= 0 && row + 1 < list_->count());
}

}  // namespace basin::ui
