// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>

namespace basin::ui {

/// An icon of resources/icons in the application's text colours, so that it is legible in both themes. Made
/// anew when the palette changes.
QIcon themedIcon(const QString& name);

}  // namespace basin::ui
