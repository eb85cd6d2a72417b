// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/fact_grid.h"

#include <algorithm>
#include <utility>

#include "ui/panels/text_role.h"
#include "ui/theme.h"

namespace basin::ui {

FactGrid::FactGrid(const QString& title, QWidget* parent) : QWidget(parent), grid_(new QGridLayout(this)) {
    grid_->setContentsMargins(0, 0, 0, 0);
    grid_->setHorizontalSpacing(spaceUnit);
    grid_->setVerticalSpacing(2);
    grid_->setColumnStretch(0, 1);
    grid_->addWidget(makeLabel(title, TextRole::title), 0, 0, 1, 2);
}

void FactGrid::addGroup(Knowledge kind, const QString& title, const QString& toolTip) {
    kind_ = kind;
    auto* label = makeLabel(title, TextRole::small, this);
    label->setToolTip(toolTip);
    const int row = grid_->rowCount();
    grid_->setRowMinimumHeight(row, spaceUnit / 2);
    grid_->addWidget(label, row + 1, 0, 1, 2);
}

void FactGrid::addFact(const std::string& key, const QString& name, const QString& toolTip,
                       std::function<QString()> text) {
    auto* label = makeLabel(name, TextRole::body, this);
    auto* value = makeLabel(QString(), TextRole::body, this);
    value->setWordWrap(true);  // a sentence is no reason to widen the panel
    value->setAlignment(Qt::AlignRight | Qt::AlignTop);
    value->setAccessibleName(name);
    for (QLabel* part : {label, value}) part->setToolTip(toolTip);
    const int row = grid_->rowCount();
    // Names and numbers are too long for one line of a narrow panel.
    grid_->addWidget(label, row, 0, 1, 2);
    grid_->addWidget(value, row + 1, 0, 1, 2);
    facts_.push_back({key, kind_, label, value, std::move(text)});
}

void FactGrid::showFacts() {
    for (const Fact& fact : facts_) show(fact);
}

void FactGrid::show(const Fact& fact) {
    const QString text = fact.text();
    fact.value->setText(text);
    for (QLabel* part : {fact.name, fact.value}) part->setVisible(!text.isEmpty());
}

void FactGrid::showFact(const std::string& key) {
    if (const Fact* fact = find(key)) show(*fact);
}

const FactGrid::Fact* FactGrid::find(const std::string& key) const {
    const auto fact = std::ranges::find(facts_, key, &Fact::key);
    return fact == facts_.end() ? nullptr : &*fact;
}

QString FactGrid::valueOf(const std::string& key) const {
    const Fact* fact = find(key);
    return fact ? fact->value->text() : QString();
}

Knowledge FactGrid::kindOf(const std::string& key) const {
    const Fact* fact = find(key);
    return fact ? fact->kind : Knowledge::measured;
}

QLabel* FactGrid::addNote() {
    QLabel* note = makeLabel(QString(), TextRole::small, this);
    note->hide();
    addWide(note);
    return note;
}

void FactGrid::addWide(QWidget* widget) {
    grid_->addWidget(widget, grid_->rowCount(), 0, 1, 2);
}

}  // namespace basin::ui
