// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/figure_clipboard.h"

namespace basin::ui {

std::unique_ptr<QMimeData> figureMime(const PagePainter& paint, const FigureOptions& options,
                                      const FigureMetadata& metadata) {
    auto mime = std::make_unique<QMimeData>();
    const auto bytes = [&](FigureFormat format) { return figureBytes(paint, options, metadata, format); };
    mime->setData(QStringLiteral("image/png"), bytes(FigureFormat::png));
    mime->setData(QStringLiteral("image/svg+xml"), bytes(FigureFormat::svg));
    mime->setData(QStringLiteral("application/pdf"), bytes(FigureFormat::pdf));
    return mime;
}

}  // namespace basin::ui
