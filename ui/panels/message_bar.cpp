// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/message_bar.h"

#include <algorithm>

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>

#include "ui/panels/fields.h"
#include "ui/panels/themed_icon.h"
#include "ui/theme.h"

namespace basin::ui {

MessageBar::MessageBar(QWidget* parent)
    : QFrame(parent), label_(new QLabel(this)), close_(new QToolButton(this)) {
    setFrameShape(QFrame::NoFrame);
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
    place();
    show();
    raise();
}

void MessageBar::layOver(QWidget* area) {
    if (parentWidget() != nullptr) parentWidget()->removeEventFilter(this);
    setParent(area);
    area->installEventFilter(this);
    hide();
}

bool MessageBar::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Resize && watched == parentWidget()) place();
    return QFrame::eventFilter(watched, event);
}

// As wide as the words, but no wider than the area; then they wrap.
void MessageBar::place() {
    if (parentWidget() == nullptr) return;
    const QMargins margins = layout()->contentsMargins();
    const int around = margins.left() + margins.right() + layout()->spacing() + close_->sizeHint().width();
    const int words = label_->fontMetrics().horizontalAdvance(label_->text()) + 2 * spaceUnit;
    const int width = std::min(words + around, parentWidget()->width() - 4 * gutter);
    const int height = layout()->hasHeightForWidth() ? layout()->heightForWidth(width) : sizeHint().height();
    setGeometry((parentWidget()->width() - width) / 2, parentWidget()->height() - height - gutter, width,
                height);
}

void MessageBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(palette().color(QPalette::PlaceholderText));
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), cardRadius, cardRadius);
}

void MessageBar::clear(Kind kind) {
    if (kind_ == kind) hide();
}

void MessageBar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange) color();
    if (event->type() == QEvent::FontChange) place();
    QFrame::changeEvent(event);
}

void MessageBar::color() {
    label_->setForegroundRole(kind_ == Kind::hint ? QPalette::WindowText : QPalette::BrightText);
    close_->setIcon(themedIcon(QStringLiteral("close")));
}

}  // namespace basin::ui
