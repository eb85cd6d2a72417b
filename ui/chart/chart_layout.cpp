// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/chart_layout.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

#include <QFontMetricsF>

#include "ui/chart/date_ticks.h"

namespace basin::ui {

namespace {

constexpr double gap = 4;
constexpr double edge = 6, compactEdge = 2;
constexpr double barWidth = 10;
constexpr double legendSpacing = 12;
// The legend never takes more than this share of a chart; of a file, which no solver list stands beside,
// more.
constexpr double legendShare = 0.22, fileLegendShare = 0.5;
constexpr double subtitleLines = 3;  // at most, of a file
constexpr double smallestSide = 24;
// A chart below this many lines of text in width or height spends less on what is around the data.
constexpr double compactWidth = 24, compactHeight = 16;

double widest(const QFontMetricsF& metrics, const std::vector<Tick>& ticks) {
    double width = 0;
    for (const Tick& tick : ticks) width = std::max(width, metrics.horizontalAdvance(tick.label));
    return width;
}

/// Round values between two axis coordinates, or the axis' own names.
std::vector<Tick> ticksOf(const PlotAxis& axis, double low, double high, int wanted) {
    if (!axis.points.empty()) return ticksAt(axis.transform, axis.points, low, high);
    if (axis.dates) return makeDateTicks(low, high, wanted);
    if (axis.names.isEmpty()) return makeTicks(axis.transform, low, high, wanted, axis.integers);
    std::vector<Tick> ticks;
    for (qsizetype k = 0; k < axis.names.size(); ++k)
        if (static_cast<double>(k) >= low && static_cast<double>(k) <= high)
            ticks.push_back({static_cast<double>(k), axis.names[k]});
    return ticks;
}

/// Gives every piece its place, from the outside inwards.
class Arranger {
  public:
    Arranger(const ChartContent& content, const PlotStyle& style, QSizeF size, bool legendAbove)
        : content_(content),
          style_(style),
          metrics_(chartFont(style)),
          line_(metrics_.height()),
          compact_(size.width() < compactWidth * line_ || size.height() < compactHeight * line_),
          legendAbove_(legendAbove),
          edge_(compact_ ? compactEdge : edge),
          left_(edge_),
          right_(size.width() - edge_),
          top_(edge_),
          bottom_(size.height() - edge_) {}

    ChartLayout arrange() {
        placeTitle();
        if (style_.legend && legendAbove_) placeLegendAbove();
        if (content_.bare)
            reserveBar();
        else
            reserveAxes();
        reserveRight();
        placeArea();
        if (!content_.bare) placeLabels();
        return std::move(layout_);
    }

  private:
    void placeTitle() {
        if (style_.title.isEmpty()) return;
        const double height = QFontMetricsF(chartTitleFont(style_)).height();
        layout_.title = QRectF(left_, top_, right_ - left_, height);
        top_ += height + gap;
        if (style_.subtitle.isEmpty()) return;
        const QRectF room(0, 0, right_ - left_, subtitleLines * line_);
        const double needed = metrics_.boundingRect(room, Qt::TextWordWrap, style_.subtitle).height();
        layout_.subtitle = QRectF(left_, top_, right_ - left_, std::clamp(needed, line_, room.height()));
        top_ += layout_.subtitle.height() + gap;
    }

    double entryWidth(const LegendEntry& entry) const {
        return legendSampleLength(style_) + gap + metrics_.horizontalAdvance(entry.name);
    }

    /// Curves without a marker are the plot's own, as bounds; those with one are solvers, which the solver
    /// list names too.
    static std::vector<LegendEntry> withoutSolvers(const std::vector<LegendEntry>& all) {
        std::vector<LegendEntry> kept;
        std::copy_if(all.begin(), all.end(), std::back_inserter(kept),
                     [](const LegendEntry& entry) { return !entry.marker; });
        return kept;
    }

    void placeLegendAbove() {
        layOutLegend(content_.legend);
        if (style_.solversListed && compact_ && layout_.legendLeftOut > 0)
            layOutLegend(withoutSolvers(content_.legend));
        if (!layout_.legend.empty()) top_ = layout_.legend.back().box.bottom() + gap;
    }

    void layOutLegend(const std::vector<LegendEntry>& entries) {
        const double rowHeight = line_ + 2;
        const double share = style_.title.isEmpty() ? legendShare : fileLegendShare;
        const int rows = std::max(1, static_cast<int>(share * (bottom_ - top_) / rowHeight));
        const double room = metrics_.horizontalAdvance(QStringLiteral("+99")) + legendSpacing;
        layout_.legend.clear();
        double x = left_;
        int row = 0;
        for (const LegendEntry& entry : entries) {
            const double width = entryWidth(entry);
            const bool isLast = &entry == &entries.back();
            if (x > left_ && x + width > right_ - (row == rows - 1 && !isLast ? room : 0)) {
                if (row == rows - 1) break;
                ++row;
                x = left_;
            }
            layout_.legend.push_back({entry, QRectF(x, top_ + row * rowHeight, width, rowHeight)});
            x += width + legendSpacing;
        }
        layout_.legendLeftOut = static_cast<int>(entries.size() - layout_.legend.size());
        layout_.legendMore = QRectF(x, top_ + row * rowHeight, room, rowHeight);
    }

    void reserveAxes() {
        if (layout_.legend.empty() && style_.title.isEmpty()) top_ += line_ / 4;
        bottom_ -= line_ + gap;  // tick labels
        if (!content_.x.label.isEmpty()) bottom_ -= line_;
        const int rows = std::clamp(static_cast<int>((bottom_ - top_) / (2.6 * line_)), 2, 9);
        layout_.yTicks = ticksOf(content_.y, content_.view.bottom, content_.view.top, rows);
        labelsLeft_ = widest(metrics_, layout_.yTicks) + gap;
        // A narrow square has height to spare, but no width.
        layout_.yLabelUpright = !(compact_ && content_.square);
        if (content_.y.label.isEmpty()) return;
        if (layout_.yLabelUpright)
            labelsLeft_ += line_ + gap / 2;
        else
            top_ += line_;
    }

    /// Half of a label at either end of a colour bar that stands alone.
    void reserveBar() {
        top_ += line_ / 2;
        bottom_ -= line_ / 2;
    }

    void reserveRight() {
        if (content_.colorBar) {
            layout_.barLabels = colorBarLabels(*content_.colorBar, compact_, content_.wholeColors);
            for (const ColorBarLabel& label : layout_.barLabels)
                barLabels_ = std::max(barLabels_, metrics_.horizontalAdvance(label.text));
            barRoom_ = 2 * gap + barWidth + gap + barLabels_;
            if (showsColorLabel()) barRoom_ += gap / 2 + line_;
        }
        if (!legendAbove_ && style_.legend) {
            // Only where it takes nothing from the square; without details before not at all.
            const double spare = right_ - left_ - labelsLeft_ - barRoom_ - (bottom_ - top_);
            for (const bool detailed : {true, false}) {
                beside_ = legendBeside(detailed);
                legendRoom_ = 0;
                for (const LegendEntry& entry : beside_)
                    legendRoom_ = std::max(legendRoom_, legendSpacing + entryWidth(entry));
                if (legendRoom_ <= spare) return;
            }
            legendRoom_ = 0;
        }
    }

    bool showsColorLabel() const { return !compact_ && !content_.colorLabel.isEmpty(); }

    void placeArea() {
        const double lastLabel = barRoom_ > 0 ? 0 : line_ / 2;
        const double width = right_ - left_ - labelsLeft_ - barRoom_ - legendRoom_ - lastLabel;
        const double height = bottom_ - top_;
        QRectF area(left_ + labelsLeft_, top_, std::max(width, smallestSide), std::max(height, smallestSide));
        if (content_.square && !content_.bare) {
            const double side = std::min(area.width(), area.height());
            const double spare = area.width() - side;
            area = QRectF(area.left() + spare / 2, area.top() + (area.height() - side) / 2, side, side);
        }
        layout_.area = area;
        if (content_.colorBar)
            layout_.colorBar = QRectF(area.right() + 2 * gap, area.top(), barWidth, area.height());
        if (content_.colorBar && showsColorLabel())
            layout_.colorLabel = QRectF(layout_.colorBar.right() + gap + barLabels_ + gap / 2, area.top(),
                                        line_, area.height());
        if (legendRoom_ > 0) placeLegendBeside();
    }

    std::vector<LegendEntry> legendBeside(bool detailed) const {
        std::vector<LegendEntry> entries = content_.legend;
        for (LegendEntry& entry : entries)
            if (detailed && !entry.detail.isEmpty()) entry.name += QStringLiteral(", ") + entry.detail;
        return entries;
    }

    void placeLegendBeside() {
        const double rowHeight = line_ + 4;
        double y = layout_.area.top();
        const double x = layout_.area.right() + barRoom_ + legendSpacing;
        for (const LegendEntry& entry : beside_) {
            if (y + rowHeight > layout_.area.bottom()) break;
            layout_.legend.push_back({entry, QRectF(x, y, entryWidth(entry), rowHeight)});
            y += rowHeight;
        }
    }

    /// Equal scales get equal ticks.
    void placeSquareTicks() {
        const int wanted = std::clamp(static_cast<int>(layout_.area.width() / (2.6 * line_)), 3, 8);
        layout_.xTicks = ticksOf(content_.x, content_.view.left, content_.view.right, wanted);
        layout_.yTicks = ticksOf(content_.y, content_.view.bottom, content_.view.top, wanted);
    }

    void placeTicks() {
        const QRectF& area = layout_.area;
        // As many as their labels leave room for.
        for (int wanted = std::clamp(static_cast<int>(area.width() / (3.2 * line_)), 2, 10); wanted >= 1;
             --wanted) {
            layout_.xTicks = ticksOf(content_.x, content_.view.left, content_.view.right, wanted);
            const double room =
                area.width() / static_cast<double>(std::max<std::size_t>(layout_.xTicks.size(), 1));
            if (widest(metrics_, layout_.xTicks) + 2 * gap < room || layout_.xTicks.size() <= 2) break;
        }
    }

    /// The title of an axis, or its short form where that has no room.
    QString fitting(const PlotAxis& axis, double room) const {
        const bool fits = axis.shortLabel.isEmpty() || metrics_.horizontalAdvance(axis.label) <= room;
        return metrics_.elidedText(fits ? axis.label : axis.shortLabel, Qt::ElideRight, room);
    }

    void placeLabels() {
        if (content_.square)
            placeSquareTicks();
        else
            placeTicks();
        const QRectF& area = layout_.area;
        // A title may be wider than its axis, but stays on the chart.
        layout_.xText = fitting(content_.x, right_ - left_);
        const double width = metrics_.horizontalAdvance(layout_.xText) + 2;
        const double x = std::clamp(area.center().x() - width / 2, left_, std::max(left_, right_ - width));
        layout_.xLabel = QRectF(x, area.bottom() + gap + line_, width, line_);
        if (layout_.yLabelUpright) {
            layout_.yText = fitting(content_.y, area.height());
            layout_.yLabel = QRectF(area.left() - labelsLeft_, area.top(), line_, area.height());
        } else {
            layout_.yText = fitting(content_.y, right_ - area.left());
            layout_.yLabel = QRectF(area.left(), area.top() - line_ - 2, right_ - area.left(), line_);
        }
    }

    const ChartContent& content_;
    const PlotStyle& style_;
    QFontMetricsF metrics_;
    double line_;
    bool compact_;
    bool legendAbove_;
    double edge_;
    double left_, right_, top_, bottom_;
    std::vector<LegendEntry> beside_;  // the legend beside a square, as it is told
    double labelsLeft_ = 0, barLabels_ = 0, barRoom_ = 0, legendRoom_ = 0;
    ChartLayout layout_;
};

}  // namespace

ChartLayout layoutChart(const ChartContent& content, const PlotStyle& style, QSizeF size) {
    ChartLayout layout = Arranger(content, style, size, !content.square).arrange();
    // A square without room beside it: on the screen the card is made larger, a file stays as it is.
    const bool missing = content.square && layout.legend.empty() && !content.legend.empty();
    if (!missing || !style.legend || style.title.isEmpty()) return layout;
    return Arranger(content, style, size, true).arrange();
}

QFont chartFont(const PlotStyle& style) {
    QFont font;
    font.setPixelSize(std::max(1, static_cast<int>(std::lround(style.fontSize))));
    return font;
}

QFont chartTitleFont(const PlotStyle& style) {
    QFont font;
    font.setPixelSize(std::max(1, static_cast<int>(std::lround(style.fontSize * 13 / 11))));
    font.setWeight(QFont::DemiBold);
    return font;
}

double legendSampleLength(const PlotStyle& style) {
    return 2 * style.fontSize;
}

}  // namespace basin::ui
