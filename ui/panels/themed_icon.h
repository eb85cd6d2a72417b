// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QPalette>

namespace basin::ui {

/// An icon of resources/icons in the palette's text colours, so that it is legible in both themes.
QIcon themedIcon(const QString& name, const QPalette& palette);

}  // namespace basin::ui
