// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <QMimeData>

#include "ui/export/figure_page.h"

namespace basin::ui {

/// A figure as other programs paste it, as an image and as drawings: image/png, image/svg+xml and
/// application/pdf, each as its file would hold it. Throws InputError for unusable options.
std::unique_ptr<QMimeData> figureMime(const PagePainter& paint, const FigureOptions& options,
                                      const FigureMetadata& metadata);

}  // namespace basin::ui
