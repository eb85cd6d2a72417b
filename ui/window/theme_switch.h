// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "ui/settings.h"
#include "ui/theme.h"

namespace basin::ui {

/// Gives the application the theme the user chose, or the system's.
class ThemeSwitch : public QObject {
    Q_OBJECT

  public:
    explicit ThemeSwitch(Settings* settings, QObject* parent = nullptr);
    const Theme& theme() const { return theme_; }
    /// Looks again; call when the system's theme has changed.
    void refresh();

  signals:
    void themeChanged(const basin::ui::Theme& theme);

  private:
    Settings* settings_;
    Theme theme_;
};

}  // namespace basin::ui
