// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/text_role.h"

#include <cmath>

#include <QVariant>

#include "ui/theme.h"

namespace basin::ui {

namespace {

constexpr char roleProperty[] = "basinTextRole";

int pixels(TextRole role) {
    const TypeScale scale;
    switch (role) {
        case TextRole::small:
            return scale.small;
        case TextRole::body:
        case TextRole::title:
            return scale.body;
        case TextRole::heading:
            return scale.heading;
        case TextRole::display:
            return scale.display;
    }
    return scale.body;
}

void applyRole(QWidget* widget, TextRole role, double factor) {
    QFont font = widget->font();
    font.setPixelSize(static_cast<int>(std::lround(pixels(role) * factor)));
    const bool strong = role == TextRole::title || role == TextRole::heading || role == TextRole::display;
    font.setWeight(strong ? QFont::DemiBold : QFont::Normal);
    widget->setFont(font);
}

}  // namespace

void setTextRole(QWidget* widget, TextRole role) {
    widget->setProperty(roleProperty, static_cast<int>(role));
    applyRole(widget, role, 1);
}

QLabel* makeLabel(const QString& text, TextRole role, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    label->setWordWrap(true);
    if (role == TextRole::small) label->setForegroundRole(QPalette::PlaceholderText);
    setTextRole(label, role);
    return label;
}

void applyTypeScale(QWidget* root, double factor) {
    applyRole(root, TextRole::body, factor);
    for (QWidget* widget : root->findChildren<QWidget*>()) {
        const QVariant role = widget->property(roleProperty);
        if (role.isValid()) applyRole(widget, static_cast<TextRole>(role.toInt()), factor);
    }
}

}  // namespace basin::ui
