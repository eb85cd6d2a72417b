// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QStringList>

namespace basin::ui {

/// The text in lines of at most this width (px): broken between words, and within one that is wider itself.
/// Laid out once, so that no device whose metrics differ a little breaks it elsewhere.
QStringList wrappedLines(const QString& text, double width, const QFont& font);

}  // namespace basin::ui
