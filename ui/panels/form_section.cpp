// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/form_section.h"

#include <QLabel>
#include <QVBoxLayout>

#include "ui/panels/fields.h"
#include "ui/panels/text_role.h"
#include "ui/theme.h"

namespace basin::ui {

FormSection::FormSection(QWidget* parent, QWidget* head) : QWidget(parent), body_(new QWidget(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spaceUnit - 2);
    column->addWidget(head);
    column->addWidget(body_);
    grid_ = new QGridLayout(body_);
    grid_->setContentsMargins(0, 0, 0, 0);
    grid_->setHorizontalSpacing(spaceUnit);
    grid_->setVerticalSpacing(spaceUnit - 2);
    grid_->setColumnStretch(0, 1);
}

FormSection::FormSection(const QString& title, QWidget* parent)
    : FormSection(parent, makeLabel(title, TextRole::title)) {}

FormSection* FormSection::collapsible(const QString& title, const QString& toolTip, QWidget* parent) {
    auto* toggle = new QToolButton;
    toggle->setText(title);
    toggle->setCheckable(true);
    toggle->setArrowType(Qt::RightArrow);
    toggle->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    toggle->setAutoRaise(true);
    toggle->setFocusPolicy(Qt::StrongFocus);
    describe(toggle, title, toolTip);
    setTextRole(toggle, TextRole::title);
    auto* section = new FormSection(parent, toggle);
    section->toggle_ = toggle;
    section->body_->hide();
    connect(toggle, &QToolButton::toggled, section, [section, toggle](bool open) {
        toggle->setArrowType(open ? Qt::DownArrow : Qt::RightArrow);
        section->body_->setVisible(open);
        emit section->openChanged(open);
    });
    return section;
}

void FormSection::addRow(const QString& label, QWidget* control, const QString& toolTip) {
    auto* text = new QLabel(label, body_);
    text->setBuddy(control);
    text->setToolTip(toolTip);
    describe(control, label, toolTip);
    const int row = grid_->rowCount();
    grid_->addWidget(text, row, 0);
    grid_->addWidget(control, row, 1);
}

void FormSection::addBlock(const QString& label, QWidget* control, const QString& toolTip) {
    auto* text = new QLabel(label, body_);
    text->setBuddy(control);
    text->setToolTip(toolTip);
    if (control->accessibleName().isEmpty()) control->setAccessibleName(label);
    grid_->addWidget(text, grid_->rowCount(), 0, 1, 2);
    addWide(control);
}

void FormSection::addWide(QWidget* control) {
    grid_->addWidget(control, grid_->rowCount(), 0, 1, 2);
}

void FormSection::setRowVisible(QWidget* control, bool visible) {
    control->setVisible(visible);
    for (QLabel* label : body_->findChildren<QLabel*>())
        if (label->buddy() == control) label->setVisible(visible);
}

void FormSection::setLabel(QWidget* control, const QString& label) {
    for (QLabel* text : body_->findChildren<QLabel*>())
        if (text->buddy() == control) text->setText(label);
}

bool FormSection::isOpen() const {
    return !toggle_ || toggle_->isChecked();
}

void FormSection::setOpen(bool open) {
    if (toggle_) toggle_->setChecked(open);
}

}  // namespace basin::ui
