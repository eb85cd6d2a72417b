// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/folding_section.h"

#include <QMouseEvent>

#include "ui/panels/text_role.h"
#include "ui/theme.h"

namespace basin::ui {

FoldingSection::FoldingSection(const QString& word, const QString& title, const QString& toolTip,
                               QWidget* parent)
    : FoldingSection(word, title, toolTip, parent, new QWidget) {}

FoldingSection::FoldingSection(const QString& word, const QString& title, const QString& toolTip,
                               QWidget* parent, QWidget* head)
    : FormSection(parent, head), word_(word), title_(title), head_(head), row_(new QHBoxLayout(head)) {
    label_ = makeLabel(title, TextRole::title, head);
    label_->setWordWrap(false);
    label_->setToolTip(toolTip);
    fold_ = new FoldButton(head);
    fold_->setWords(title, tr("%1 Press to fold or unfold.").arg(toolTip));
    row_->setContentsMargins(0, 0, 0, 0);
    row_->setSpacing(spaceUnit);
    row_->addWidget(label_);
    row_->addStretch(1);
    row_->addWidget(fold_);
    body()->layout()->setContentsMargins(0, 0, 0, spaceUnit);  // apart from the next head
    head_->installEventFilter(this);
    connect(fold_, &QToolButton::toggled, this, [this](bool open) {
        showState();
        emit openChanged(open);
    });
    showState();
}

void FoldingSection::setSwitch(QCheckBox* box) {
    switch_ = box;
    box->setText(title_);
    setTextRole(box, TextRole::title);
    row_->insertWidget(0, box);
    label_->hide();
    connect(box, &QCheckBox::toggled, this, &FoldingSection::showState);
    showState();
}

void FoldingSection::showState() {
    const bool on = switch_ == nullptr || switch_->isChecked();
    fold_->setVisible(on);
    body()->setVisible(on && fold_->isChecked());
}

// The whole head is as good as the chevron.
bool FoldingSection::eventFilter(QObject* watched, QEvent* event) {
    if (watched == head_ && event->type() == QEvent::MouseButtonRelease && !fold_->isHidden()) {
        fold_->toggle();
        return true;
    }
    return FormSection::eventFilter(watched, event);
}

}  // namespace basin::ui
