// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/fact_grid.h"

#include <algorithm>
#include <utility>

#include "ui/panels/fields.h"
#include "ui/panels/number_text.h"
#include "ui/panels/text_role.h"
#include "ui/theme.h"

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

FactGrid::FactGrid(const QString& title, QWidget* parent) : QWidget(parent), column_(new QVBoxLayout(this)) {
    column_->setContentsMargins(0, 0, 0, 0);
    column_->setSpacing(2);
    column_->addWidget(makeLabel(title, TextRole::title));
}

void FactGrid::addGroup(Knowledge kind, const QString& title, const QString& toolTip) {
    kind_ = kind;
    auto* heading = new QToolButton(this);
    heading->setText(title);
    heading->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    heading->setAutoRaise(true);
    heading->setFocusPolicy(Qt::StrongFocus);
    describe(heading, title, tr("%1 Press to fold or unfold.").arg(toolTip));
    setTextRole(heading, TextRole::small);
    auto* body = new QWidget(this);
    auto* rows = new QVBoxLayout(body);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(2);
    column_->addSpacing(spaceUnit / 2);
    column_->addWidget(heading);
    column_->addWidget(body);
    groups_[kind] = {heading, body, rows};
    connect(heading, &QToolButton::clicked, this, [this, kind] {
        groups_.at(kind).open = !groups_.at(kind).open;
        showGroups();
        emit foldedChanged();
    });
}

void FactGrid::addFact(const std::string& key, const QString& name, const QString& toolTip,
                       std::function<QString()> text) {
    auto* row = new FactRow(name, toolTip, groups_.at(kind_).body);
    groups_.at(kind_).rows->addWidget(row);
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
    for (const auto& [kind, group] : groups_) {
        const bool some = std::ranges::any_of(
            facts_, [kind = kind](const Fact& fact) { return fact.kind == kind && fact.there; });
        group.heading->setArrowType(group.open ? Qt::DownArrow : Qt::RightArrow);
        group.heading->setAccessibleName(group.open ? tr("%1, unfolded").arg(group.heading->text())
                                                    : tr("%1, folded").arg(group.heading->text()));
        group.heading->setVisible(some);
        group.body->setVisible(some && group.open);
    }
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

QToolButton* FactGrid::headingOf(Knowledge kind) const {
    const auto group = groups_.find(kind);
    return group == groups_.end() ? nullptr : group->second.heading;
}

QStringList FactGrid::folded() const {
    QStringList words;
    for (const auto& [kind, group] : groups_)
        if (!group.open) words << wordOf(kind);
    return words;
}

void FactGrid::setFolded(const QStringList& groups) {
    for (auto& [kind, group] : groups_) group.open = !groups.contains(wordOf(kind));
    showGroups();
}

QLabel* FactGrid::addNote() {
    QLabel* note = makeLabel(QString(), TextRole::small, this);
    note->hide();
    addWide(note);
    return note;
}

void FactGrid::addWide(QWidget* widget) {
    column_->addWidget(widget);
}

}  // namespace basin::ui
