// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/form_section.h"

#include <algorithm>

#include <QVBoxLayout>

#include "ui/panels/fields.h"
#include "ui/panels/shown_with.h"
#include "ui/panels/text_role.h"
#include "ui/theme.h"

namespace basin::ui {

FormSection::FormSection(QWidget* parent, QWidget* head) : QWidget(parent), body_(new QWidget(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spaceUnit - 2);
    if (head != nullptr) column->addWidget(head);
    column->addWidget(body_);
    grid_ = new QGridLayout(body_);
    grid_->setContentsMargins(0, 0, 0, 0);
    grid_->setHorizontalSpacing(spaceUnit);
    grid_->setVerticalSpacing(spaceUnit - 2);
    grid_->setColumnStretch(0, 1);
}

FormSection::FormSection(const QString& title, QWidget* parent)
    : FormSection(parent, title.isEmpty() ? nullptr : makeLabel(title, TextRole::title)) {}

QLabel* FormSection::addLabel(const QString& label, QWidget* control, const QString& toolTip, int columns) {
    auto* text = new QLabel(label, body_);
    text->setBuddy(control);
    text->setToolTip(toolTip);
    grid_->addWidget(text, grid_->rowCount(), 0, 1, columns);
    controls_.push_back(control);
    return text;
}

void FormSection::addRow(const QString& label, QWidget* control, const QString& toolTip) {
    QLabel* text = addLabel(label, control, toolTip, 1);
    grid_->addWidget(control, grid_->rowCount() - 1, 1);
    describe(control, label, toolTip);
    showWith(text, {control});
}

void FormSection::addBlock(const QString& label, QWidget* control, const QString& toolTip) {
    QLabel* text = addLabel(label, control, toolTip, 2);
    grid_->addWidget(control, grid_->rowCount(), 0, 1, 2);
    if (control->accessibleName().isEmpty()) describe(control, label, toolTip);
    showWith(text, {control});
}

void FormSection::addWide(QWidget* control) {
    grid_->addWidget(control, grid_->rowCount(), 0, 1, 2);
    controls_.push_back(control);
}

void FormSection::setWords(QWidget* control, const QString& label, const QString& toolTip) {
    describe(control, label, toolTip);
    for (QLabel* text : body_->findChildren<QLabel*>()) {
        if (text->buddy() != control) continue;
        text->setText(label);
        text->setToolTip(toolTip);
    }
}

bool FormSection::isEmpty() const {
    return std::ranges::all_of(controls_, isLeftOut);
}

}  // namespace basin::ui
