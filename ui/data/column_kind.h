// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QString>

#include "core/numeric/table.h"
#include "ui/theme.h"

namespace basin::ui {

/// "number", "date", "words".
QString kindName(ColumnKind kind);
/// Beside the table of theme.h: numbers have its accent. At least 4.5:1 on a card.
QColor kindColour(const Theme& theme, ColumnKind kind);

/// The theme that a palette belongs to.
Theme themeOf(const QPalette& palette);

}  // namespace basin::ui
