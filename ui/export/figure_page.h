// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include <QByteArray>
#include <QImage>
#include <QPainter>
#include <QString>

#include "ui/export/figure_options.h"

namespace basin::ui {

/// What goes into a file beside the picture.
struct FigureMetadata {
    QString title;
    std::string record;  // figure_record_text(), sealed when the drawing is there; empty: none
};

/// Draws a page of the given size, in 1/96 inch. The ground is drawn by who makes the page.
using PagePainter = std::function<void(QPainter&, QSizeF)>;

enum class FigureFormat { png, svg, pdf };
/// By the ending of a file's name, whatever its case.
std::optional<FigureFormat> figureFormatOf(const std::filesystem::path& file);

/// The page as a PNG file holds it, pixel by pixel; with an alpha channel only where the background is
/// transparent.
QImage figureImage(const PagePainter& paint, const FigureOptions& options);
/// A whole file's content. Throws InputError for unusable options.
QByteArray figureBytes(const PagePainter& paint, const FigureOptions& options, const FigureMetadata& metadata,
                       FigureFormat format);
/// Draws the page into a file of the format that the extension names, atomically.
void writePage(const PagePainter& paint, const FigureOptions& options, const FigureMetadata& metadata,
               const std::filesystem::path& file);

}  // namespace basin::ui
