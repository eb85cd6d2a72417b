// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/panel_page.h"

#include <algorithm>
#include <cmath>
#include <span>

#include <QFontMetricsF>

#include "ui/chart/chart_layout.h"
#include "ui/chart/legend.h"
#include "ui/chart/rich_text.h"
#include "ui/plots/plot_view.h"

namespace basin::ui {

namespace {

constexpr double wellProportioned = 1.4;  // width over height of a panel
constexpr double emptyPlace = 1;          // how bad a place without a panel is, as a logarithm of proportions
constexpr int mostColumns = 3;
constexpr double widestBeside = 0.25;  // of a page, for a legend right of the panels
constexpr double highestBelow = 0.14;  // the same below them
constexpr double legendGap = 4;        // px

int columnsFor(int panels, QSizeF page) {
    int best = 1;
    double least = 0;
    for (int columns = 1; columns <= std::min(panels, mostColumns); ++columns) {
        const int rows = (panels + columns - 1) / columns;
        const double proportion = page.width() / columns / (page.height() / rows);
        const double empty = static_cast<double>(rows * columns - panels) / columns;
        const double bad = std::abs(std::log(proportion / wellProportioned)) + emptyPlace * empty;
        if (columns > 1 && bad >= least) continue;
        best = columns;
        least = bad;
    }
    return best;
}

QString letterOf(std::size_t panel) {
    return QString(QChar(static_cast<char16_t>(u'a' + panel)));
}

PlotStyle panelStyle(const PanelPage& page, std::size_t panel) {
    PlotStyle style = page.style;
    PlotView& plot = *page.plots[panel];
    plot.refresh();  // hidden plots wait with that
    if (page.plots.size() > 1) style.titleMark = letterOf(panel);
    style.title = plot.title();
    if (page.captioned) style.subtitle = plot.caption();
    // The page has one for all, but each has its own on its area.
    if (style.legend != LegendPlacement::inside) style.legend = LegendPlacement::none;
    return style;
}

/// Takes an entry in, where none says the same already; what says more of a run takes the place of what says
/// less.
void takeIn(std::vector<LegendEntry>& entries, const LegendEntry& entry) {
    const auto saysMore = [](const LegendEntry& more, const LegendEntry& less) {
        return more.isRun && less.isRun && more.name.startsWith(less.name + QLatin1String(": "));
    };
    for (LegendEntry& known : entries) {
        if (known.name == entry.name || saysMore(known, entry)) return;
        if (saysMore(entry, known)) {
            known = entry;
            return;
        }
    }
    entries.push_back(entry);
}

/// What the legends of the panels name, each name once: runs, then the rest.
std::vector<LegendEntry> sharedLegend(const PanelPage& page, QSizeF size) {
    std::vector<LegendEntry> entries;
    for (std::size_t k = 0; k < page.plots.size(); ++k)
        page.plots[k]->asStyled(panelStyle(page, k), size, [&](const ChartLayout&) {
            for (const LegendEntry& entry : page.plots[k]->legendEntries()) takeIn(entries, entry);
        });
    std::ranges::stable_sort(entries, std::greater{}, &LegendEntry::isRun);
    return entries;
}

QFont pageFont(const PlotStyle& style, double larger = 1) {
    QFont font = chartFont(style);
    font.setPixelSize(static_cast<int>(style.fontSize * larger));
    return font;
}

/// The title over a whole page, in as many lines as it needs; takes them off the room.
void paintPageTitle(QPainter& painter, QRectF& room, const PanelPage& page) {
    if (page.title.isEmpty()) return;
    QFont font = pageFont(page.style, 16.0 / 11);
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(page.style.theme.text);
    const double line = QFontMetricsF(font).height();
    room.setTop(room.top() + 0.4 * page.style.fontSize);
    for (const QString& text : textLines(page.title, room.width() - 2 * gutter, font)) {
        drawText(painter, QRectF(gutter, room.top(), room.width() - 2 * gutter, line),
                 Qt::AlignLeft | Qt::AlignVCenter, text);
        room.setTop(room.top() + line);
    }
}

/// Takes its place off the room.
void paintSharedLegend(QPainter& painter, QRectF& room, const PanelPage& page) {
    const LegendPlacement placement = page.style.legend;
    if (placement == LegendPlacement::none || placement == LegendPlacement::inside) return;
    const std::vector<LegendEntry> entries = sharedLegend(page, room.size());
    if (entries.empty()) return;
    const bool beside = placement == LegendPlacement::right;
    const double margin = gutter;
    const double width = beside ? widestBeside * room.width() : room.width() - 2 * margin;
    const QSizeF most(width, beside ? room.height() : highestBelow * room.height());
    LegendBlock block = fitLegend(entries, pageFont(page.style), most,
                                  beside ? LegendFlow::column : LegendFlow::rows, page.style.smallestFont);
    QPointF corner(margin, room.bottom() - block.size.height() - legendGap);
    if (beside) {
        corner = QPointF(room.right() - margin / 2 - block.size.width(), room.top() + margin);
        room.setRight(corner.x() - margin / 2);
    } else {
        room.setBottom(corner.y() - legendGap);
    }
    for (PlacedLegendEntry& each : block.entries) each.box.translate(corner);
    painter.setFont(block.font);
    paintLegend(painter, block.entries, page.style);
}

}  // namespace

std::vector<QRectF> panelPlaces(const std::vector<Panel>& shares, QSizeF page) {
    const int columns = columnsFor(static_cast<int>(shares.size()), page);
    std::vector<std::span<const Panel>> rows;
    for (std::size_t first = 0; first < shares.size(); first += static_cast<std::size_t>(columns))
        rows.push_back(std::span(shares).subspan(
            first, std::min(static_cast<std::size_t>(columns), shares.size() - first)));
    const auto heightOf = [](std::span<const Panel> row) {
        return std::ranges::max(row, {}, &Panel::height).height;
    };
    double heights = 0;
    for (const auto& row : rows) heights += heightOf(row);
    std::vector<QRectF> places;
    double top = 0;
    for (const auto& row : rows) {
        const double height = heightOf(row) / heights * page.height();
        double widths = 0, left = 0;
        for (const Panel& panel : row) widths += panel.width;
        for (const Panel& panel : row) {
            const double width = panel.width / widths * page.width();
            places.emplace_back(left, top, width, height);
            left += width;
        }
        top += height;
    }
    return places;
}

void paintPanels(QPainter& painter, QSizeF page, const PanelPage& panels) {
    QRectF room(QPointF(0, 0), page);
    // Charts are drawn with the brush that they find.
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, true);
    paintPageTitle(painter, room, panels);
    paintSharedLegend(painter, room, panels);
    painter.restore();
    const std::vector<QRectF> places = panelPlaces(panels.shares, room.size());
    constexpr double half = gutter / 2.0;
    for (std::size_t k = 0; k < places.size(); ++k)
        panels.plots[k]->renderTo(painter,
                                  places[k].translated(room.topLeft()).adjusted(half, half, -half, -half),
                                  panelStyle(panels, k));
}

}  // namespace basin::ui
