// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QPainter>
#include <QRectF>
#include <QString>
#include <QStringList>

namespace basin::ui {

// Titles, axis labels and names as people write them: plain text, in which the tags sub, sup, i, b, em,
// strong and u and named characters such as &alpha; or &minus; count as in HTML. Whatever else looks like a
// tag is text. One pair of functions measures and draws them.

/// Whether something in it counts so.
bool isRichText(const QString& text);
/// Without tags, for metadata and screen readers.
QString plainText(const QString& text);

/// In pixels of the font.
double textWidth(const QString& text, const QFont& font);
/// Lines no wider than this where a space allows it; plain text also breaks elsewhere.
QStringList textLines(const QString& text, double width, const QFont& font);
/// The text, or its plain beginning with an ellipsis where it is wider.
QString fittingText(const QString& text, double width, const QFont& font);
/// One line in the painter's font and pen; nothing is cut off at the box.
void drawText(QPainter& painter, const QRectF& box, Qt::Alignment alignment, const QString& text);

}  // namespace basin::ui
