// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/chart_arranger.h"

#include <algorithm>
#include <cmath>

#include <QFontMetricsF>

#include "ui/chart/date_ticks.h"
#include "ui/chart/rich_text.h"

namespace basin::ui {

namespace {

constexpr double gap = 4;
constexpr double edge = 6, smallEdge = 2;
constexpr double barWidth = 10;
constexpr double legendSpacing = 12;
constexpr double smallestSide = 24;
// Below this many lines of text in width or height a chart is small.
constexpr double smallWidth = 24, smallHeight = 16;
// A legend beside the area never takes more of the width.
constexpr double widestBeside = 0.5;
// Labels at the ends of an axis get room while the area keeps this share of the width.
constexpr double leastWidth = 0.35;
constexpr int mostPasses = 4;

double edgeOf(QSizeF size, const QFont& font) {
    return isSmallChart(size, font) ? smallEdge : edge;
}

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

class Arranger {
  public:
    Arranger(const ChartContent& content, const PlotStyle& style, QSizeF size, const ChartFonts& fonts,
             const LegendPlan& legend)
        : content_(content),
          style_(style),
          fonts_(fonts),
          legend_(legend),
          metrics_(fonts.text),
          line_(metrics_.height()),
          small_(isSmallChart(size, fonts.text)),
          left_(edgeOf(size, fonts.text)),
          right_(size.width() - left_),
          top_(left_),
          bottom_(size.height() - left_) {
        layout_.font = fonts.text;
        layout_.titleFont = fonts.title;
        layout_.legendFont = legend.block.font;
        layout_.legendLeftOut = legend.block.leftOut;
    }

    ChartLayout arrange() {
        if (hasTitle()) placeTitle();
        if (legend_.placement == LegendPlacement::below) placeLegendBelow();
        if (content_.bare)
            reserveBar();
        else
            reserveAxes();
        reserveRight();
        for (int pass = 0; pass < mostPasses; ++pass) {
            placeArea();
            if (content_.bare) break;
            placeTicks();
            if (!widenMargins()) break;
        }
        placeTickLabels();
        placeColorBar();
        if (legend_.placement == LegendPlacement::right) placeLegendRight();
        if (legend_.placement == LegendPlacement::inside) placeLegendInside();
        if (legend_.placement == LegendPlacement::none && layout_.legendLeftOut > 0) placeMore();
        if (!content_.bare) placeAxisTitles();
        return std::move(layout_);
    }

  private:
    bool hasTitle() const { return !style_.title.isEmpty() || !style_.titleMark.isEmpty(); }

    /// Lines from the top, as many as the text needs, so far from the left edge.
    QRectF placeLines(const QString& text, const QFont& font, QStringList& lines, double indent = 0) {
        const double width = right_ - left_ - indent;
        lines = textLines(text, width, font);
        const double height = static_cast<double>(lines.size()) * QFontMetricsF(font).height();
        const QRectF box(left_ + indent, top_, width, height);
        top_ += box.height() + gap;
        return box;
    }

    void placeTitle() {
        double indent = 0;
        if (!style_.titleMark.isEmpty()) {
            const QFontMetricsF metrics(markFont(fonts_.title));
            const double width = std::ceil(metrics.horizontalAdvance(style_.titleMark));
            layout_.titleMark = QRectF(left_, top_, width, QFontMetricsF(fonts_.title).height());
            indent = width + 1.5 * gap;
        }
        layout_.title = placeLines(style_.title, fonts_.title, layout_.titleLines, indent);
        if (style_.subtitle.isEmpty()) return;
        layout_.subtitle = placeLines(style_.subtitle, fonts_.text, layout_.subtitleLines);
    }

    void placeLegendAt(QPointF corner) {
        for (PlacedLegendEntry each : legend_.block.entries) {
            each.box.translate(corner);
            layout_.legend.push_back(std::move(each));
        }
        if (!legend_.block.more.isNull()) layout_.legendMore = legend_.block.more.translated(corner);
    }

    void placeLegendBelow() {
        bottom_ -= legend_.block.size.height();
        placeLegendAt({left_, bottom_});
        bottom_ -= gap;
    }

    void reserveAxes() {
        bottom_ -= xTickRoom() + gap;
        if (!content_.x.label.isEmpty()) bottom_ -= line_;
        // Half of the highest tick's label is above the area.
        top_ += std::max(0.0, line_ / 2 - (hasTitle() ? gap : left_));
        // A narrow square has height to spare, but no width.
        layout_.yLabelUpright = !(small_ && content_.square);
        if (!content_.y.label.isEmpty() && layout_.yLabelUpright) yTitle_ = line_ + gap / 2;
        if (!content_.y.label.isEmpty() && !layout_.yLabelUpright) top_ += line_;
        if (content_.square) return;
        const int rows = std::clamp(static_cast<int>((bottom_ - top_) / (2.6 * line_)), 2, 9);
        layout_.yTicks = yTicksOf(rows);
        yLabels_ = widest(metrics_, layout_.yTicks) + gap;
    }

    double xTickRoom() const { return style_.x.ticks == 0 ? 0 : line_; }

    /// As many as the style asks for, else as are wanted here.
    std::vector<Tick> xTicksOf(int wanted) const {
        wanted = style_.x.ticks.value_or(wanted);
        return wanted == 0 ? std::vector<Tick>()
                           : ticksOf(content_.x, content_.view.left, content_.view.right, wanted);
    }
    std::vector<Tick> yTicksOf(int wanted) const {
        wanted = style_.y.ticks.value_or(wanted);
        return wanted == 0 ? std::vector<Tick>()
                           : ticksOf(content_.y, content_.view.bottom, content_.view.top, wanted);
    }

    /// Half of a label at either end of a colour bar that stands alone.
    void reserveBar() {
        top_ += line_ / 2;
        bottom_ -= line_ / 2;
    }

    void reserveRight() {
        rightRoom_ = line_ / 2;  // half of the last tick's label
        if (content_.colorBar) {
            layout_.barLabels = colorBarLabels(*content_.colorBar, small_, content_.wholeColors);
            for (const ColorBarLabel& label : layout_.barLabels)
                barLabels_ = std::max(barLabels_, metrics_.horizontalAdvance(label.text));
            barRoom_ = 2 * gap + barWidth + gap + barLabels_;
            if (showsColorLabel()) barRoom_ += gap / 2 + line_;
            rightRoom_ = 0;
        }
        if (legend_.placement == LegendPlacement::right)
            legendRoom_ = legendSpacing + legend_.block.size.width();
    }

    /// A legend that stands elsewhere does not tell what the colours of a small chart mean.
    bool showsColorLabel() const {
        return (!small_ || style_.legend == LegendPlacement::none) && !content_.colorLabel.isEmpty();
    }

    void placeArea() {
        const double left = left_ + yTitle_ + yLabels_;
        const double right = right_ - std::max(rightRoom_, barRoom_ + legendRoom_);
        QRectF area(left, top_, std::max(right - left, smallestSide), std::max(bottom_ - top_, smallestSide));
        if (content_.square) {
            const double side = std::min(area.width(), area.height());
            layout_.spare = {area.width() - side, area.height() - side};
            area = QRectF(area.left() + layout_.spare.width() / 2, area.top() + layout_.spare.height() / 2,
                          side, side);
        }
        layout_.area = area;
    }

    PlotFrame frame() const {
        return {layout_.area, content_.view, content_.x.transform, content_.y.transform};
    }

    void placeTicks() {
        const QRectF& area = layout_.area;
        if (content_.square) {
            // Equal scales get equal ticks.
            const int wanted = std::clamp(static_cast<int>(area.width() / (2.6 * line_)), 3, 8);
            layout_.xTicks = xTicksOf(wanted);
            layout_.yTicks = yTicksOf(wanted);
            return;
        }
        // As many as their labels leave room for.
        for (int wanted = std::clamp(static_cast<int>(area.width() / (3.2 * line_)), 2, 10); wanted >= 1;
             --wanted) {
            layout_.xTicks = xTicksOf(wanted);
            if (style_.x.ticks) break;
            const double room =
                area.width() / static_cast<double>(std::max<std::size_t>(layout_.xTicks.size(), 1));
            if (widest(metrics_, layout_.xTicks) + 2 * gap < room || layout_.xTicks.size() <= 2) break;
        }
    }

    /// Makes room for labels that would be cut off; false where there is none or none is missing.
    bool widenMargins() {
        constexpr double enough = 0.5;  // px
        const double labels = widest(metrics_, layout_.yTicks) + gap;
        const bool wider = labels > yLabels_ + enough;
        if (wider) yLabels_ = labels;
        if (layout_.area.width() < leastWidth * (right_ - left_)) return wider;
        double before = 0, behind = 0;
        for (const Tick& tick : layout_.xTicks) {
            const double x = frame().toPixel({tick.position, 0}).x();
            const double half = metrics_.horizontalAdvance(tick.label) / 2 + 1;
            before = std::max(before, left_ - (x - half));
            behind = std::max(behind, x + half - right_);
        }
        if (before > enough) yLabels_ += before;
        if (behind > enough) rightRoom_ = std::max(rightRoom_, barRoom_ + legendRoom_) + behind;
        return wider || before > enough || behind > enough;
    }

    void placeTickLabels() {
        const QRectF& area = layout_.area;
        QRectF last;
        for (const Tick& tick : layout_.xTicks) {
            const double width = metrics_.horizontalAdvance(tick.label) + 2;
            const double x = frame().toPixel({tick.position, 0}).x() - width / 2;
            const QRectF box(std::clamp(x, left_, std::max(left_, right_ - width)), area.bottom() + gap,
                             width, line_);
            const bool free = last.isNull() || box.left() >= last.right();
            layout_.xTickLabels.push_back(free ? box : QRectF());
            if (free) last = box;
        }
        const double highest = hasTitle() ? top_ - line_ / 2 : 0;
        for (const Tick& tick : layout_.yTicks) {
            const double width = metrics_.horizontalAdvance(tick.label) + 2;
            const double y = std::max(frame().toPixel({0, tick.position}).y() - line_ / 2, highest);
            layout_.yTickLabels.emplace_back(std::max(0.0, area.left() - gap - width), y, width, line_);
        }
    }

    void placeColorBar() {
        if (!content_.colorBar) return;
        const QRectF& area = layout_.area;
        layout_.colorBar = QRectF(area.right() + 2 * gap, area.top(), barWidth, area.height());
        double above = area.bottom() + 2 * line_;
        std::erase_if(layout_.barLabels, [&](ColorBarLabel& label) {
            const double y = area.bottom() - label.level * area.height();
            if (above - y < line_ && label.level < 1) return true;
            above = y;
            label.box = QRectF(layout_.colorBar.right() + gap, y - line_ / 2, barLabels_, line_);
            return false;
        });
        if (!showsColorLabel()) return;
        layout_.colorLabel =
            QRectF(layout_.colorBar.right() + gap + barLabels_ + gap / 2, area.top(), line_, area.height());
        layout_.colorText = metrics_.elidedText(content_.colorLabel, Qt::ElideRight, area.height());
    }

    void placeLegendRight() {
        const double top = std::min(layout_.area.top(), bottom_ - legend_.block.size.height());
        placeLegendAt({layout_.area.right() + barRoom_ + legendSpacing, std::max(top, top_)});
    }

    void placeLegendInside() {
        const QSizeF padding(2 * gap, 2 * gap);
        QRectF place(QPointF(0, 0), legend_.block.size + padding);
        place.moveTopRight(layout_.area.topRight() + QPointF(-gap, gap));
        layout_.legendFrame = place;
        placeLegendAt(place.topLeft() + QPointF(gap, gap));
    }

    /// In the lower right corner, where the axis title leaves room.
    void placeMore() {
        const double width = metrics_.horizontalAdvance(QStringLiteral("+%1").arg(layout_.legendLeftOut)) + 1;
        layout_.legendMore = QRectF(right_ - width, layout_.area.bottom() + gap + xTickRoom(), width, line_);
        moreRoom_ = width + gap;
    }

    /// The title of an axis, or its short form where that has no room.
    QString fitting(const PlotAxis& axis, double room) const {
        const bool fits = axis.shortLabel.isEmpty() || textWidth(axis.label, fonts_.text) <= room;
        return fittingText(fits ? axis.label : axis.shortLabel, room, fonts_.text);
    }

    void placeAxisTitles() {
        const QRectF& area = layout_.area;
        // A title may be wider than its axis, but stays on the chart.
        const double end = right_ - moreRoom_;
        layout_.xText = fitting(content_.x, end - left_);
        const double width = textWidth(layout_.xText, fonts_.text) + 2;
        const double x = std::clamp(area.center().x() - width / 2, left_, std::max(left_, end - width));
        layout_.xLabel = QRectF(x, area.bottom() + gap + xTickRoom(), width, line_);
        if (layout_.yLabelUpright) {
            layout_.yText = fitting(content_.y, area.height());
            layout_.yLabel = QRectF(area.left() - yLabels_ - yTitle_, area.top(), line_, area.height());
        } else {
            // Beside it are the highest labels of a colour bar.
            const double room = (content_.colorBar ? area.right() + 2 * gap : right_) - area.left();
            layout_.yText = fitting(content_.y, room);
            layout_.yLabel = QRectF(area.left(), area.top() - line_ - 2, room, line_);
        }
    }

    const ChartContent& content_;
    const PlotStyle& style_;
    const ChartFonts& fonts_;
    const LegendPlan& legend_;
    QFontMetricsF metrics_;
    double line_;
    bool small_;
    double left_, right_, top_, bottom_;
    double yTitle_ = 0, yLabels_ = 0, rightRoom_ = 0, barLabels_ = 0, barRoom_ = 0, legendRoom_ = 0;
    double moreRoom_ = 0;
    ChartLayout layout_;
};

}  // namespace

ChartLayout arrangeChart(const ChartContent& content, const PlotStyle& style, QSizeF size,
                         const ChartFonts& fonts, const LegendPlan& legend) {
    return Arranger(content, style, size, fonts, legend).arrange();
}

bool isSmallChart(QSizeF size, const QFont& font) {
    const double line = QFontMetricsF(font).height();
    return size.width() < smallWidth * line || size.height() < smallHeight * line;
}

double legendWidth(QSizeF size, const QFont& font, LegendPlacement placement) {
    const double whole = std::max(1.0, size.width() - 2 * edgeOf(size, font));
    return placement == LegendPlacement::right ? widestBeside * whole : whole;
}

}  // namespace basin::ui
