// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/message_bar.h"

#include <QEvent>
#include <QHBoxLayout>

#include "ui/panels/fields.h"
#include "ui/panels/themed_icon.h"
#include "ui/theme.h"

namespace basin::ui {

MessageBar::MessageBar(QWidget* parent)
    : QFrame(parent), label_(new QLabel(this)), close_(new QToolButton(this)) {
    setFrameShape(QFrame::NoFrame);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    label_->setWordWrap(true);
    label_->setTextFormat(Qt::PlainText);
    label_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    close_->setAutoRaise(true);
    describe(close_, tr("Close message"), tr("Close this message"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(gutter, spaceUnit / 2, spaceUnit, spaceUnit / 2);
    row->addWidget(label_, 1);
    row->addWidget(close_, 0, Qt::AlignTop);
    connect(close_, &QToolButton::clicked, this, &QWidget::hide);
    color();
    hide();
}

void MessageBar::showMessage(Kind kind, const QString& text) {
    kind_ = kind;
    label_->setText(text);
    setAccessibleName(text);
    color();
    show();
}

void MessageBar::clear(Kind kind) {
    if (kind_ == kind) hide();
}

void MessageBar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange) color();
    QFrame::changeEvent(event);
}

void MessageBar::color() {
    label_->setForegroundRole(kind_ == Kind::hint ? QPalette::WindowText : QPalette::BrightText);
    close_->setIcon(themedIcon(QStringLiteral("close")));
}

}  // namespace basin::ui
