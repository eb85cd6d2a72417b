// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/fact_grid.h"

#include <algorithm>
#include <utility>

#include "ui/panels/number_text.h"
#include "ui/panels/text_role.h"

namespace basin::ui {

namespace {

/// What the settings call a group.
QString wordOf(Knowledge kind) {
    switch (kind) {
        case Knowledge::certified:
            return QStringLiteral("certified");
        case Knowledge::estimated:
            return QStringLiteral("estimated");
        case Knowledge::measured:
            break;
    }
    return QStringLiteral("measured");
}

}  // namespace

FactGrid::FactGrid(const QString& title, QWidget* parent) : FoldingGroups(parent) {
    addWide(makeLabel(title, TextRole::title));
}

void FactGrid::addGroup(Knowledge kind, const QString& title, const QString& toolTip) {
    kind_ = kind;
    meanings_[kind] = toolTip;
    groups_[kind] = FoldingGroups::addGroup(wordOf(kind), title, toolTip);
}

void FactGrid::addFact(const std::string& key, const QString& name, const QString& toolTip,
                       std::function<QString()> text) {
    auto* row = new FactRow(name, toolTip, groups_.at(kind_)->parentWidget());
    groups_.at(kind_)->addWidget(row);
    facts_.push_back({key, kind_, row, std::move(text)});
}

void FactGrid::showFacts() {
    for (Fact& fact : facts_) fill(fact);
    showGroups();
}

void FactGrid::fill(Fact& fact) {
    const QString text = fact.text();
    fact.there = !text.isEmpty() && text != numberText(not_applicable);
    fact.row->setText(fact.there ? text : QString());
    fact.row->setVisible(fact.there);
}

void FactGrid::showGroups() {
    for (const auto& [kind, rows] : groups_)
        setFilled(wordOf(kind), std::ranges::any_of(facts_, [kind = kind](const Fact& fact) {
                      return fact.kind == kind && fact.there;
                  }));
}

void FactGrid::showFact(const std::string& key) {
    const auto fact = std::ranges::find(facts_, key, &Fact::key);
    if (fact == facts_.end()) return;
    fill(*fact);
    showGroups();
}

const FactGrid::Fact* FactGrid::find(const std::string& key) const {
    const auto fact = std::ranges::find(facts_, key, &Fact::key);
    return fact == facts_.end() ? nullptr : &*fact;
}

std::vector<std::string> FactGrid::keys() const {
    std::vector<std::string> keys;
    for (const Fact& fact : facts_)
        if (fact.there) keys.push_back(fact.key);
    return keys;
}

QString FactGrid::valueOf(const std::string& key) const {
    const Fact* fact = find(key);
    return fact ? fact->row->text() : QString();
}

Knowledge FactGrid::kindOf(const std::string& key) const {
    const Fact* fact = find(key);
    return fact ? fact->kind : Knowledge::measured;
}

const FactRow* FactGrid::rowOf(const std::string& key) const {
    const Fact* fact = find(key);
    return fact ? fact->row : nullptr;
}

QString FactGrid::meaningOf(Knowledge kind) const {
    const auto found = meanings_.find(kind);
    return found == meanings_.end() ? QString() : found->second;
}

QToolButton* FactGrid::headingOf(Knowledge kind) const {
    return heading(wordOf(kind));
}

QLabel* FactGrid::addNote() {
    QLabel* note = makeLabel(QString(), TextRole::small, this);
    note->hide();
    addWide(note);
    return note;
}

}  // namespace basin::ui
