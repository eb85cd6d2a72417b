// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/landscape_picture.h"

#include <algorithm>
#include <cmath>
#include <span>

#include "ui/chart/polyline.h"

namespace basin::ui {

namespace {

constexpr int contourCount = 15;
// Contours and colours of a finer grid would take the window's time and not be seen.
constexpr Index finestContours = 193;
constexpr Index finestColours = 513;

Index strideFor(Index size, Index finest) {
    return (size + finest - 1) / finest;
}

struct SampledGrid {
    Vector a, b;
    Matrix values;

    std::span<const double> all() const { return {values.data(), static_cast<std::size_t>(values.size())}; }
};

/// Every stride-th point of the grid.
SampledGrid sampled(const Landscape& landscape, Index stride) {
    const Index rows = (landscape.a.size() - 1) / stride + 1, cols = (landscape.b.size() - 1) / stride + 1;
    return {landscape.a(Eigen::seqN(0, rows, stride)), landscape.b(Eigen::seqN(0, cols, stride)),
            landscape.values(Eigen::seqN(0, rows, stride), Eigen::seqN(0, cols, stride))};
}

SampledGrid colored(const Landscape& landscape) {
    return sampled(landscape, strideFor(landscape.a.size(), finestColours));
}

std::vector<double> contourLevels(const ColorScale& scale) {
    std::vector<double> levels;
    for (int k = 0; k < contourCount; ++k) {
        const double value = scale.value((k + 0.5) / contourCount);
        if (levels.empty() || value > levels.back()) levels.push_back(value);
    }
    return levels;
}

bool isHole(double value) {
    return !std::isfinite(value);
}

}  // namespace

ColorScale LandscapePicture::scaleFor(const Landscape& landscape, ColorScale::Kind kind, Palette palette) {
    return {kind, inPalette(palette, ColorMap::viridis), colored(landscape).all()};
}

LandscapePicture::LandscapePicture(const Landscape& landscape, const ColorScale& scale) {
    const SampledGrid grid = colored(landscape);
    const std::span<const double> values = grid.all();
    hasHoles_ = landscape.stride == 1 && std::ranges::any_of(values, isHole);
    std::vector<QRgb> colors(values.size());
    std::ranges::transform(values, colors.begin(),
                           [&](double value) { return scale.color(isHole(value) ? not_applicable : value); });
    const Index columns = grid.a.size(), rows = grid.b.size();
    extent_ = {grid.a[0], grid.a[columns - 1], grid.b[0], grid.b[rows - 1]};
    heatmap_ = Heatmap(std::move(colors), static_cast<int>(columns), static_cast<int>(rows),
                       {extent_.left, extent_.right, extent_.bottom, extent_.top});
    if (hasHoles_) {
        std::vector<QRgb> hatches(values.size());
        std::ranges::transform(values, hatches.begin(), [](double value) {
            return isHole(value) ? holeColor().rgba() : qRgba(0, 0, 0, 0);
        });
        heatmap_.setHatching(std::move(hatches));
    }
    const SampledGrid coarse =
        sampled(landscape, std::max(landscape.stride, strideFor(landscape.a.size(), finestContours)));
    contours_ = trace_contours(coarse.a, coarse.b, coarse.values, contourLevels(scale));
}

bool LandscapePicture::covers(const ViewRange& view) const {
    return !isEmpty() && extent_.left <= view.left && extent_.right >= view.right &&
           extent_.bottom <= view.bottom && extent_.top >= view.top;
}

void LandscapePicture::paint(QPainter& painter, const PlotFrame& frame, double lineWidth) const {
    heatmap_.paint(painter, frame);
    painter.setPen(QPen(QColor(255, 255, 255, 80), 0.8 * lineWidth));
    for (const ContourLine& contour : contours_) {
        QPolygonF line;
        line.reserve(static_cast<qsizetype>(contour.points.size()) + 1);
        for (const auto& [a, b] : contour.points) line.append(frame.map(a, b));
        if (contour.closed) line.append(line.front());
        const std::span<const QPointF> points(line.constData(), static_cast<std::size_t>(line.size()));
        for (const QPolygonF& piece : clipPolyline(points, frame.area)) painter.drawPolyline(piece);
    }
}

}  // namespace basin::ui
