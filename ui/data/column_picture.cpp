// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/column_picture.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include <QPainter>
#include <QPainterPath>

namespace basin::ui {

namespace {

constexpr Index mostStrips = 160;
constexpr double margin = 3;  // px

}  // namespace

ColumnCourse courseOf(const Eigen::Ref<const Vector>& values) {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    double least = infinity, most = -infinity;
    for (const double value : values) {
        if (!std::isfinite(value)) continue;
        least = std::min(least, value);
        most = std::max(most, value);
    }
    // Halved, so that no range is beyond the doubles.
    const double range = most / 2 - least / 2;
    const Index rows = values.size(), count = std::min(rows, mostStrips);
    ColumnCourse course;
    course.strips.resize(static_cast<std::size_t>(count));
    for (Index row = 0; row < rows; ++row) {
        if (!std::isfinite(values[row])) continue;
        const double share = range > 0 ? (values[row] / 2 - least / 2) / range : 0.5;
        ColumnCourse::Strip& strip = course.strips[static_cast<std::size_t>(row * count / rows)];
        strip.low = std::isnan(strip.low) ? share : std::min(strip.low, share);
        strip.high = std::isnan(strip.high) ? share : std::max(strip.high, share);
    }
    return course;
}

ColumnPicture::ColumnPicture(ColumnCourse course, QWidget* parent)
    : QWidget(parent), course_(std::move(course)) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ColumnPicture::setShown(bool shown) {
    shown_ = shown;
    update();
}

void ColumnPicture::paintEvent(QPaintEvent*) {
    if (!shown_ || course_.strips.empty()) return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double tall = height() - 2 * margin;
    const double step =
        (width() - 2 * margin) / static_cast<double>(std::max<std::size_t>(course_.strips.size() - 1, 1));
    const auto y = [&](double share) { return margin + (1 - share) * tall; };
    QPainterPath path;
    bool drawing = false;
    for (std::size_t k = 0; k < course_.strips.size(); ++k) {
        const auto& [low, high] = course_.strips[k];
        if (std::isnan(low)) {
            drawing = false;  // a gap stays a gap
            continue;
        }
        const double x = margin + static_cast<double>(k) * step;
        if (drawing)
            path.lineTo(x, y(low));
        else
            path.moveTo(x, y(low));
        path.lineTo(x, y(high) - (low == high && !drawing ? 0.01 : 0));  // a lone point shows too
        drawing = true;
    }
    painter.setPen(
        QPen(palette().color(QPalette::Highlight), 1.2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(path);
}

}  // namespace basin::ui
