// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/row_fields.h"

#include <algorithm>

#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QStandardItemModel>

#include "ui/panels/fields.h"
#include "ui/theme.h"

namespace basin::ui {

RowFields::RowFields(QWidget* parent) : QWidget(parent), layout_(new QVBoxLayout(this)) {
    layout_->setContentsMargins(0, 0, 0, 0);
    layout_->setSpacing(spaceUnit / 2);
    addPair();
}

void RowFields::addPair() {
    Pair pair{new QWidget, new QComboBox, new QComboBox};
    auto* row = new QHBoxLayout(pair.box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spaceUnit / 2);
    for (QComboBox* combo : {pair.column, pair.value}) {
        combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        combo->setMinimumContentsLength(6);
        row->addWidget(combo, 1);
        if (combo == pair.column) row->addWidget(new QLabel(QStringLiteral("=")));
    }
    describe(
        pair.column, tr("Column that chooses rows"),
        tr("Take only the rows that have a certain value in this column: one sequence of a table that holds "
           "several."));
    describe(pair.value, tr("Value of the rows"), tr("The value that the rows taken have in that column."));
    pair.column->addItem(tr("all rows"));
    for (const RowChoice& choice : choices_) pair.column->addItem(choice.column, choice.column);
    layout_->addWidget(pair.box);
    if (!pairs_.empty()) setTabOrder(pairs_.back().value, pair.column);
    setTabOrder(pair.column, pair.value);
    pairs_.push_back(pair);
    fillValues(pair);
    setFocusProxy(pairs_.front().column);
    connect(pair.column, &QComboBox::activated, this, [this, column = pair.column] { chooseColumn(column); });
    connect(pair.value, &QComboBox::activated, this, &RowFields::edited);
}

void RowFields::fillValues(const Pair& pair) {
    const QSignalBlocker quiet(pair.value);
    pair.value->clear();
    const auto choice =
        std::ranges::find(choices_, pair.column->currentData().toString(), &RowChoice::column);
    if (choice != choices_.end()) pair.value->addItems(choice->values);
    pair.value->setEnabled(pair.value->count() > 0);
}

void RowFields::chooseColumn(QComboBox* column) {
    const auto pair = std::ranges::find(pairs_, column, &Pair::column);
    fillValues(*pair);
    keepOneOpen();
    emit edited();
}

/// A column chooses once: elsewhere it is not to be had.
void RowFields::offerEachOnce() {
    for (const Pair& pair : pairs_) {
        auto* items = qobject_cast<QStandardItemModel*>(pair.column->model());
        for (int k = 1; items && k < pair.column->count(); ++k)
            items->item(k)->setEnabled(std::ranges::none_of(pairs_, [&](const Pair& other) {
                return other.column != pair.column && other.column->currentIndex() == k;
            }));
    }
}

void RowFields::keepOneOpen() {
    const auto isOpen = [](const Pair& pair) { return pair.column->currentIndex() <= 0; };
    if (std::ranges::none_of(pairs_, isOpen) && pairs_.size() < choices_.size()) addPair();
    bool shown = false;  // one open pair at most
    for (const Pair& pair : pairs_) {
        pair.box->setVisible(!isOpen(pair) || !shown);
        shown = shown || isOpen(pair);
    }
    offerEachOnce();
}

void RowFields::select(const Pair& pair, const QString& column, const QString& value) {
    pair.column->setCurrentIndex(std::max(pair.column->findData(column), 0));
    fillValues(pair);
    pair.value->setCurrentIndex(std::max(pair.value->findText(value), 0));
}

void RowFields::setChoices(const std::vector<RowChoice>& choices) {
    const auto chosen = where();
    choices_ = choices;
    for (const Pair& pair : pairs_) {
        pair.column->clear();
        pair.column->addItem(tr("all rows"));
        for (const RowChoice& choice : choices_) pair.column->addItem(choice.column, choice.column);
        fillValues(pair);
    }
    std::size_t next = 0;
    for (const auto& [column, value] : chosen) {
        const QString name = QString::fromStdString(column), wanted = QString::fromStdString(value);
        const auto choice = std::ranges::find(choices_, name, &RowChoice::column);
        if (choice != choices_.end() && choice->values.contains(wanted)) select(pairs_[next++], name, wanted);
    }
    keepOneOpen();
    setEnabled(!choices_.empty());
}

std::map<std::string, std::string> RowFields::where() const {
    std::map<std::string, std::string> where;
    for (const Pair& pair : pairs_)
        if (pair.column->currentIndex() > 0)
            where[pair.column->currentData().toString().toStdString()] =
                pair.value->currentText().toStdString();
    return where;
}

}  // namespace basin::ui
