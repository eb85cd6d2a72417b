// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include <QPainter>
#include <QString>

#include "ui/export/figure_export.h"

namespace basin::ui {

/// What goes into a file beside the picture.
struct FigureMetadata {
    QString title;
    QString experiment;  // JSON
};

/// Draws a page of the given size, in 1/96 inch.
using PagePainter = std::function<void(QPainter&, QSizeF)>;

/// Size of the page in 1/96 inch.
QSizeF pageSize(const FigureOptions& options);

/// Draws the page into a file of the format that the extension names, atomically.
void writePage(const PagePainter& paint, const FigureOptions& options, const FigureMetadata& metadata,
               const std::filesystem::path& file);

}  // namespace basin::ui
