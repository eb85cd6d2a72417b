// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/map_marks.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>
#include <utility>

#include <QFontMetricsF>

#include "ui/chart/chart_frame.h"
#include "ui/chart/marker.h"
#include "ui/chart/number_format.h"
#include "ui/plots/tag_places.h"

namespace basin::ui {

namespace {

const QColor ground(255, 255, 255, 210);
const QColor tagGround(255, 255, 255, 225);
const QColor ink(0x1B, 0x1F, 0x24);

constexpr double lineRoom = 3;    // px, on either side of a line
constexpr double dotSize = 10;    // px
constexpr double tagPadding = 4;  // px

/// Draws lines at once and remembers what is to be seen of them; then the tags.
class MarkPainter {
  public:
    MarkPainter(QPainter& painter, const PlotFrame& frame, const PlotStyle& style)
        : painter_(painter), frame_(frame), area_(frame.area), style_(style) {
        painter_.setFont(chartFont(style));
    }

    void addRadius(const RadiusMark& mark) {
        const bool isFinite = std::isfinite(mark.radius);
        const double x = isFinite ? frame_.map(mark.radius, 0).x() : std::numeric_limits<double>::max();
        const QString text = mark.name + QLatin1Char(' ') + formatNumber(mark.radius, 2);
        const double top = area_.top() + tagGap;
        if (x < area_.left()) {
            wish({area_.left() - tagGap, top}, QStringLiteral("◂ ") + text);
        } else if (x > area_.right()) {
            wish({area_.right() + tagGap, top}, text + QStringLiteral(" ▸"));
        } else {
            drawUpright(x, {{ground, 4.0, Qt::SolidLine}, {ink, 1.8, Qt::SolidLine}});
            wish({x, top}, text);
        }
    }

    void addSetting(QPointF setting, const QString& name) {
        const QPointF at = frame_.map(setting.x(), setting.y());
        if (!std::isfinite(at.x()) || !std::isfinite(at.y())) return;
        const std::vector<Stroke> strokes{{ground, 2.2, Qt::SolidLine}, {ink, 1.2, Qt::DashLine}};
        if (at.x() >= area_.left() && at.x() <= area_.right()) drawUpright(at.x(), strokes);
        if (at.y() >= area_.top() && at.y() <= area_.bottom()) drawLevel(at.y(), strokes);
        const QPointF nearest(std::clamp(at.x(), area_.left() - tagGap, area_.right() + tagGap),
                              std::clamp(at.y(), area_.top(), area_.bottom()));
        if (frame_.shows(at)) {
            dot_ = at;
            lines_.push_back(QRectF(at, QSizeF()).adjusted(-dotSize, -dotSize, dotSize, dotSize));
            wish(nearest + QPointF(tagGap, tagGap), name);
        } else {
            wish(nearest + QPointF(0, tagGap), pointing(at, name));
        }
    }

    /// Last, so that no line crosses a name.
    void drawTags() {
        const std::vector<QRectF> places = placeTags(area_, wishes_, lines_);
        for (std::size_t i = 0; i < places.size(); ++i) {
            painter_.setPen(Qt::NoPen);
            painter_.setBrush(tagGround);
            painter_.drawRoundedRect(places[i], 3, 3);
            painter_.setPen(ink);
            painter_.drawText(places[i], Qt::AlignCenter, texts_[i]);
        }
        if (dot_)
            drawMarker(painter_, SolverStyle::Marker::circle, *dot_, dotSize, style_.theme.accent, Qt::white);
    }

  private:
    using Stroke = std::tuple<QColor, double, Qt::PenStyle>;

    void drawUpright(double x, const std::vector<Stroke>& strokes) {
        draw(QPointF(x, area_.top()), QPointF(x, area_.bottom()), strokes);
        lines_.emplace_back(x - lineRoom, area_.top(), 2 * lineRoom, area_.height());
    }
    void drawLevel(double y, const std::vector<Stroke>& strokes) {
        draw(QPointF(area_.left(), y), QPointF(area_.right(), y), strokes);
        lines_.emplace_back(area_.left(), y - lineRoom, area_.width(), 2 * lineRoom);
    }
    void draw(QPointF from, QPointF to, const std::vector<Stroke>& strokes) {
        for (const auto& [color, width, dash] : strokes) {
            painter_.setPen(QPen(color, width * style_.lineWidth / PlotStyle{}.lineWidth, dash));
            painter_.drawLine(from, to);
        }
    }

    /// The name with arrows towards a point that the area does not show.
    QString pointing(QPointF at, const QString& name) const {
        const QString left = at.x() < area_.left() ? QStringLiteral("◂ ") : QString(),
                      right = at.x() > area_.right() ? QStringLiteral(" ▸") : QString();
        const QString up = at.y() < area_.top()      ? QStringLiteral(" ▴")
                           : at.y() > area_.bottom() ? QStringLiteral(" ▾")
                                                     : QString();
        return left + name + up + right;
    }

    void wish(QPointF at, const QString& text) {
        const QFontMetricsF metrics(painter_.font());
        const QSizeF size(metrics.horizontalAdvance(text) + 2 * tagPadding, metrics.height() + 2);
        wishes_.push_back({at, size.boundedTo(area_.size())});
        texts_.push_back(text);
    }

    QPainter& painter_;
    const PlotFrame& frame_;
    const QRectF area_;
    const PlotStyle& style_;
    std::optional<QPointF> dot_;
    std::vector<QRectF> lines_;  // and the dot, with room around them
    std::vector<TagWish> wishes_;
    std::vector<QString> texts_;
};

}  // namespace

void drawMapMarks(QPainter& painter, const PlotFrame& frame, const MapMarks& marks, const PlotStyle& style) {
    MarkPainter mark(painter, frame, style);
    if (marks.setting) mark.addSetting(*marks.setting, marks.settingName);
    for (const RadiusMark& radius : marks.radii) mark.addRadius(radius);
    mark.drawTags();
}

}  // namespace basin::ui
