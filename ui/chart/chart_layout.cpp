// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/chart_layout.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <QImage>

#include "ui/chart/chart_arranger.h"
#include "ui/chart/polyline.h"

namespace basin::ui {

namespace {

// A folded legend never takes more than this share of a chart.
constexpr double foldedShare = 0.22;
constexpr double legendGap = 12;                     // px between an area and its legend
constexpr double widestOnArea = 0.6;                 // share of an area's width
constexpr double sameSide = 0.5;                     // px
constexpr double largeSide = 300, givenShare = 0.1;  // px, and of it

/// How much smaller than asked for the types are, and what share of the chart's shorter side the area has to
/// have then. First the legend gives way, then all text.
struct Attempt {
    double text, legend, share;
};
constexpr std::array attempts{Attempt{1, 1, 0.45},      Attempt{1, 0.85, 0.45}, Attempt{1, 0.7, 0.45},
                              Attempt{0.85, 0.7, 0.45}, Attempt{0.7, 0.7, 0.4}, Attempt{0.6, 0.6, 0.3},
                              Attempt{0.5, 0.5, 0.25},  Attempt{0.4, 0.4, 0.2}, Attempt{0.3, 0.3, 0}};

QFont fontOf(const PlotStyle& style, double size, QFont::Weight weight = QFont::Normal) {
    QFont font;
    // Figures are drawn larger or smaller than they are laid out: letters keep their distances.
    if (style.isFigure) font.setHintingPreference(QFont::PreferNoHinting);
    font.setPixelSize(std::max(1, static_cast<int>(std::lround(size))));
    font.setWeight(weight);
    return font;
}

ChartFonts fontsFor(const PlotStyle& style, const Attempt& attempt) {
    const double size = style.fontSize, least = std::ceil(style.smallestFont);
    // Behind a mark, that alone is bold.
    const auto weight = style.titleMark.isEmpty() ? QFont::DemiBold : QFont::Normal;
    return {fontOf(style, std::max(attempt.text * size, least)),
            fontOf(style, std::max(attempt.text * size * 13 / 11, least), weight),
            fontOf(style, std::max(attempt.legend * size, least))};
}

double sideOf(const ChartLayout& layout) {
    return std::min(layout.area.width(), layout.area.height());
}

LegendFlow flowOf(LegendPlacement placement) {
    return placement == LegendPlacement::below ? LegendFlow::rows : LegendFlow::column;
}

/// The whole legend in one place.
ChartLayout arrangeWhole(const ChartContent& content, const PlotStyle& style, QSizeF size,
                         const ChartFonts& fonts, LegendPlacement placement,
                         const std::vector<LegendEntry>& entries) {
    const bool none = entries.empty() || placement == LegendPlacement::none;
    QSizeF room(legendWidth(size, fonts.text, placement), size.height());
    if (none || placement != LegendPlacement::below) {
        ChartLayout bare = arrangeChart(content, style, size, fonts, {});
        if (none) return bare;
        room.setHeight(bare.area.height() + bare.spare.height());
        if (placement == LegendPlacement::inside)
            room = {widestOnArea * bare.area.width(), bare.area.height() - 2 * legendGap};
    }
    return arrangeChart(
        content, style, size, fonts,
        {placement, fitLegend(entries, fonts.legend, room, flowOf(placement), style.smallestFont)});
}

/// The whole legend where it leaves the area largest; with its details where they cost nothing.
ChartLayout arrangeBest(const ChartContent& content, const PlotStyle& style, QSizeF size,
                        const ChartFonts& fonts) {
    const auto arranged = [&](LegendPlacement placement, const std::vector<LegendEntry>& entries) {
        return arrangeWhole(content, style, size, fonts, placement, entries);
    };
    const bool free = style.legend == LegendPlacement::automatic;
    LegendPlacement placement = free ? LegendPlacement::below : style.legend;
    ChartLayout best = arranged(placement, content.legend);
    if (free && content.square) {
        ChartLayout beside = arranged(LegendPlacement::right, content.legend);
        if (sideOf(beside) >= sideOf(best)) {
            placement = LegendPlacement::right;
            best = std::move(beside);
        }
    }
    const bool some =
        std::ranges::any_of(content.legend, [](const LegendEntry& e) { return !e.detail.isEmpty(); });
    if (!some || placement == LegendPlacement::inside) return best;
    ChartLayout told = arranged(placement, detailed(content.legend));
    return sideOf(told) >= sideOf(best) - sameSide ? told : best;
}

/// What the colours mean, where the bar has no room to tell it.
LegendEntry rampEntry(const ChartContent& content) {
    const ColorMap map = content.colorBar->map();
    return signEntry(content.colorLabel, [map](QPainter& painter, const QRectF& box) {
        constexpr int steps = 64;
        QImage ramp(steps, 1, QImage::Format_RGB32);
        for (int k = 0; k < steps; ++k)
            ramp.setPixel(k, 0, mapColor(map, static_cast<double>(k) / (steps - 1)));
        painter.drawImage(box.adjusted(0, box.height() / 4, 0, -box.height() / 4), ramp);
    });
}

/// Everything named, in type as large as it can be.
ChartLayout layoutWhole(const ChartContent& content, const PlotStyle& style, QSizeF size) {
    ChartContent named = content;
    const bool tellsColors = content.colorBar && !content.colorLabel.isEmpty();
    ChartLayout layout;
    for (const Attempt& attempt : attempts) {
        const ChartFonts fonts = fontsFor(style, attempt);
        named.legend = content.legend;
        if (tellsColors && isSmallChart(size, fonts.text)) named.legend.push_back(rampEntry(content));
        layout = arrangeBest(named, style, size, fonts);
        if (sideOf(layout) >= attempt.share * std::min(size.width(), size.height())) break;
    }
    return layout;
}

/// A square in the window: the legend has what the square leaves free; a large one gives a tenth.
ChartLayout layoutSquareInWindow(const ChartContent& content, const PlotStyle& style, QSizeF size,
                                 const ChartFonts& fonts) {
    LegendPlan folded;
    folded.block.leftOut = static_cast<int>(content.legend.size());
    ChartLayout bare = arrangeChart(content, style, size, fonts, folded);
    const double side = bare.area.height(), given = side >= largeSide ? givenShare * side : 0;
    const QSizeF beside(bare.spare.width() + given - legendGap, side - given);
    const QSizeF below(legendWidth(size, fonts.text, LegendPlacement::below),
                       bare.spare.height() + given - legendGap);
    const auto fits = [](const LegendBlock& block, QSizeF room) {
        return block.size.width() <= room.width() && block.size.height() <= room.height();
    };
    const std::array places{std::pair{LegendPlacement::right, beside},
                            std::pair{LegendPlacement::below, below}};
    const std::vector<LegendEntry> told = detailed(content.legend);
    for (const auto* entries : {&told, &content.legend})
        for (const auto& [placement, room] : places) {
            LegendBlock block = layoutLegend(*entries, fonts.legend, below.width(), flowOf(placement));
            if (fits(block, room))
                return arrangeChart(content, style, size, fonts, {placement, std::move(block)});
        }
    for (const auto& [placement, room] : places) {
        LegendBlock block = foldLegend(content.legend, fonts.legend, room, flowOf(placement), true);
        if (!block.entries.empty() && fits(block, room))
            return arrangeChart(content, style, size, fonts, {placement, std::move(block)});
    }
    return bare;
}

/// With the solvers listed beside it, a plot in the window may fold its legend.
ChartLayout layoutInWindow(const ChartContent& content, const PlotStyle& style, QSizeF size) {
    const ChartFonts fonts = fontsFor(style, attempts.front());
    if (content.legend.empty()) return arrangeChart(content, style, size, fonts, {});
    if (content.square) return layoutSquareInWindow(content, style, size, fonts);
    const QSizeF room(legendWidth(size, fonts.text, LegendPlacement::below), foldedShare * size.height());
    return arrangeChart(
        content, style, size, fonts,
        {LegendPlacement::below,
         foldLegend(content.legend, fonts.legend, room, LegendFlow::rows, isSmallChart(size, fonts.text))});
}

}  // namespace

ChartLayout layoutChart(const ChartContent& content, const PlotStyle& style, QSizeF size) {
    if (content.bare && content.square) {
        ChartContent free = content;
        free.square = false;
        return layoutChart(free, style, size);
    }
    const bool foldable = style.solversListed && style.legend == LegendPlacement::automatic;
    return foldable ? layoutInWindow(content, style, size) : layoutWhole(content, style, size);
}

void moveLegendOnArea(ChartLayout& layout, std::span<const QPolygonF> lines) {
    constexpr double margin = 4;
    const QRectF room = layout.area.adjusted(margin, margin, -margin, -margin);
    const QSizeF size = layout.legendFrame.size();
    const double left = room.left(), right = std::max(left, room.right() - size.width());
    const double top = room.top(), bottom = std::max(top, room.bottom() - size.height());
    QRectF best;
    double least = 0;
    for (const QPointF corner :
         {QPointF(right, top), QPointF(left, top), QPointF(right, bottom), QPointF(left, bottom)}) {
        const QRectF place(corner, size);
        const double hidden = lengthInside(lines, place);
        if (!best.isNull() && hidden >= least) continue;
        best = place;
        least = hidden;
    }
    const QPointF by = best.topLeft() - layout.legendFrame.topLeft();
    layout.legendFrame = best;
    for (PlacedLegendEntry& each : layout.legend) each.box.translate(by);
}

QFont markFont(QFont title) {
    title.setWeight(QFont::Bold);
    return title;
}

QFont chartFont(const PlotStyle& style) {
    return fontOf(style, style.fontSize);
}

}  // namespace basin::ui
