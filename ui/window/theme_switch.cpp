// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/theme_switch.h"

#include <QApplication>

#include "ui/window/themed_style.h"

namespace basin::ui {

namespace {

// The palette without ours on top of it is the system's.
bool systemIsDark() {
    QApplication::setPalette(QPalette());
    return QApplication::palette().color(QPalette::Window).lightness() < 128;
}

bool wantsDark(ThemeChoice choice) {
    return choice == ThemeChoice::dark || (choice == ThemeChoice::system && systemIsDark());
}

}  // namespace

ThemeSwitch::ThemeSwitch(Settings* settings, QObject* parent) : QObject(parent), settings_(settings) {
    if (!qobject_cast<ThemedStyle*>(QApplication::style())) QApplication::setStyle(new ThemedStyle);
    connect(settings_, &Settings::themeChanged, this, &ThemeSwitch::refresh);
    refresh();
}

void ThemeSwitch::refresh() {
    theme_ = wantsDark(settings_->theme()) ? Theme::night() : Theme::light();
    QApplication::setPalette(theme_.palette());
    emit themeChanged(theme_);
}

}  // namespace basin::ui
