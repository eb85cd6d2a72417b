// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include <QByteArray>
#include <QPainter>
#include <QSizeF>
#include <QString>

namespace basin::ui {

/// A PDF of one page of that size (1/96 inch), drawn in 1/96 inch, with its title and a text where readers of
/// metadata look for them. Pictures keep every pixel.
QByteArray pdfDocument(QSizeF page, const QString& title, const QString& text,
                       const std::function<void(QPainter&)>& paint);

}  // namespace basin::ui
