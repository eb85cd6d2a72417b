// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/folding_groups.h"

#include <algorithm>

#include "ui/panels/fields.h"
#include "ui/panels/text_role.h"
#include "ui/theme.h"

namespace basin::ui {

FoldingGroups::FoldingGroups(QWidget* parent) : QWidget(parent), column_(new QVBoxLayout(this)) {
    column_->setContentsMargins(0, 0, 0, 0);
    column_->setSpacing(2);
}

QVBoxLayout* FoldingGroups::addGroup(const QString& word, const QString& title, const QString& toolTip) {
    auto* heading = new QToolButton(this);
    heading->setText(title);
    heading->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    heading->setAutoRaise(true);
    heading->setFocusPolicy(Qt::StrongFocus);
    describe(heading, title, tr("%1 Press to fold or unfold.").arg(toolTip));
    setTextRole(heading, TextRole::small);
    auto* body = new QWidget(this);
    auto* rows = new QVBoxLayout(body);
    rows->setContentsMargins(0, 0, 0, spaceUnit / 2);
    rows->setSpacing(2);
    column_->addWidget(heading);
    column_->addWidget(body);
    groups_.push_back({word, heading, body});
    connect(heading, &QToolButton::clicked, this, [this, word] {
        fold(word);
        emit foldedChanged();
    });
    showGroup(groups_.back());
    return rows;
}

void FoldingGroups::fold(const QString& word) {
    const auto group = std::ranges::find(groups_, word, &Group::word);
    group->open = !group->open;
    showGroup(*group);
}

void FoldingGroups::showGroup(const Group& group) {
    group.heading->setArrowType(group.open ? Qt::DownArrow : Qt::RightArrow);
    group.heading->setAccessibleName(group.open ? tr("%1, unfolded").arg(group.heading->text())
                                                : tr("%1, folded").arg(group.heading->text()));
    group.heading->setVisible(group.filled);
    group.body->setVisible(group.filled && group.open);
}

void FoldingGroups::setFilled(const QString& word, bool filled) {
    const auto group = std::ranges::find(groups_, word, &Group::word);
    if (group == groups_.end()) return;
    group->filled = filled;
    showGroup(*group);
}

void FoldingGroups::removeGroups() {
    for (const Group& group : groups_) {
        delete group.heading;
        delete group.body;
    }
    groups_.clear();
}

const FoldingGroups::Group* FoldingGroups::find(const QString& word) const {
    const auto group = std::ranges::find(groups_, word, &Group::word);
    return group == groups_.end() ? nullptr : &*group;
}

QToolButton* FoldingGroups::heading(const QString& word) const {
    const Group* group = find(word);
    return group ? group->heading : nullptr;
}

QStringList FoldingGroups::folded() const {
    QStringList words;
    for (const Group& group : groups_)
        if (!group.open) words << group.word;
    return words;
}

void FoldingGroups::setFolded(const QStringList& words) {
    for (Group& group : groups_) {
        group.open = !words.contains(group.word);
        showGroup(group);
    }
}

void FoldingGroups::addWide(QWidget* widget) {
    column_->addWidget(widget);
}

}  // namespace basin::ui
