// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/fact_row.h"

#include <algorithm>

#include <QEvent>

#include "ui/panels/text_role.h"
#include "ui/theme.h"

namespace basin::ui {

namespace {

constexpr double shortValue = 0.64;  // of the width: beside such a value there is room for a name

/// Of a text that stands on lines of its own making only.
int widthOf(const QLabel& label) {
    int widest = 0;
    for (const QString& line : label.text().split(u'\n'))
        widest = std::max(widest, label.fontMetrics().horizontalAdvance(line));
    return widest + 1;
}

int heightOf(const QLabel& label, int width) {
    return std::max(label.heightForWidth(width), label.fontMetrics().height());
}

}  // namespace

FactRow::FactRow(const QString& name, const QString& toolTip, QWidget* parent)
    : QWidget(parent), name_(new ElidedLabel(this)), value_(makeLabel(QString(), TextRole::body, this)) {
    name_->setText(name);
    name_->explain(toolTip);
    setTextRole(name_, TextRole::body);
    name_->setForegroundRole(QPalette::PlaceholderText);
    value_->setAlignment(Qt::AlignRight | Qt::AlignTop);
    value_->setAccessibleName(name);
    value_->setToolTip(toolTip);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void FactRow::setText(const QString& text) {
    if (text == value_->text()) return;
    value_->setText(text);
    updateGeometry();
    arrange();
}

void FactRow::arrange() {
    const Arrangement now = arranged(width());
    name_->setGeometry(now.name);
    value_->setGeometry(now.value);
}

FactRow::Arrangement FactRow::arranged(int width) const {
    const int value = widthOf(*value_), line = name_->fontMetrics().height();
    if (widthOf(*name_) + spaceUnit + value <= width || value <= shortValue * width) {
        const int room = std::max(1, width - value - spaceUnit);
        const int height = std::max(line, heightOf(*value_, value));
        return {QRect(0, 0, room, line), QRect(width - value, 0, value, height), height};
    }
    const int below = heightOf(*value_, width);
    return {QRect(0, 0, width, line), QRect(0, line, width, below), line + below};
}

QSize FactRow::sizeHint() const {
    const int width = widthOf(*name_) + spaceUnit + widthOf(*value_);
    return {width, arranged(width).height};
}

QSize FactRow::minimumSizeHint() const {
    return {80, fontMetrics().height()};  // px; words wrap
}

void FactRow::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrange();
}

// The labels ask for it, as when their type grows.
bool FactRow::event(QEvent* event) {
    if (event->type() == QEvent::LayoutRequest) {
        updateGeometry();
        arrange();
    }
    return QWidget::event(event);
}

}  // namespace basin::ui
