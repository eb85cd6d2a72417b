// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/sweep_map.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QCoreApplication>

#include "ui/chart/marker.h"
#include "ui/chart/palette.h"
#include "ui/chart/signs.h"
#include "ui/plots/map_causes.h"

namespace basin::ui {

namespace {

struct SweepMapWords {
    Q_DECLARE_TR_FUNCTIONS(SweepMap)
};

QPen outlinePen(const PlotStyle& style) {
    return {style.theme.muted, std::max(0.5, style.thinnestLine)};
}

}  // namespace

SweepMap::SweepMap(std::shared_ptr<const Sweep> sweep, const SweepShown& shown, const PlotStyle& style)
    : sweep_(std::move(sweep)), shown_(shown), across_(sweep_->axes[0], true), up_(sweep_->axes[1], true) {
    tiles_ = CellTiles({across_.first(), across_.last(), std::ssize(sweep_->axes[0].values)},
                       {up_.first(), up_.last(), std::ssize(sweep_->axes[1].values)}, sweep_->finest_level());
    for (int row = 0; row < tiles_.rows(); ++row)
        for (int column = 0; column < tiles_.columns(); ++column) {
            const QPointF place = tiles_.place(column, row);
            cells_.push_back(
                sweep_->nearest({place.x(), place.y(), static_cast<double>(shown.slice)}, tiles_.finest())
                    .cell);
            const auto& cell = cells_.back();
            const bool has = cell != nullptr && shown.solver < cell->solvers.size();
            values_.push_back(cell ? shownValue(*cell, shown) : not_applicable);
            ends_.push_back(has ? asMapCell(cell->solvers[shown.solver]) : BasinMapCell{});
        }
    for (std::size_t tile = 0; tile < values_.size(); ++tile)
        if (isOfArrivals() && ends_[tile].successes == 0) values_[tile] = not_applicable;  // hatched
    causes_ = leadingCauses(ends_);
    scale_ = scaleOf(style);
    std::vector<QRgb> colors(values_.size());
    for (std::size_t tile = 0; tile < colors.size(); ++tile)
        colors[tile] = shown.view == SweepView::cause ? causeColorOf(ends_[tile], causes_, style)
                                                      : scale_.color(values_[tile]);
    heatmap_ = Heatmap(std::move(colors), tiles_.columns(), tiles_.rows(), tiles_.centres());
}

ColorScale SweepMap::scaleOf(const PlotStyle& style) const {
    const ColorMap counts = inPalette(style.palette, ColorMap::cividis),
                   losses = inPalette(style.palette, ColorMap::viridis);
    switch (shown_.view) {
        case SweepView::success_rate:
        case SweepView::cause:
            return ColorScale::linear(counts, 0, 1);
        case SweepView::objective:
        case SweepView::distance:
        case SweepView::test_error:
            return ColorScale(ColorScale::Kind::logarithmic, losses, values_);
        default:
            return ColorScale(ColorScale::Kind::linear, counts, values_);
    }
}

std::optional<PlacedSweepCell> SweepMap::at(QPointF data) const {
    if (sweep_ == nullptr) return std::nullopt;
    const auto place =
        tiles_.placeAt({across_.transform().toAxis(data.x()), up_.transform().toAxis(data.y())});
    if (!place) return std::nullopt;
    return sweep_->nearest({place->x(), place->y(), static_cast<double>(shown_.slice)});
}

std::optional<ColorScale> SweepMap::scale() const {
    return shown_.view == SweepView::cause ? std::nullopt : std::optional(scale_);
}

bool SweepMap::isWhole() const {
    return shown_.view == SweepView::steps && std::ranges::all_of(values_, [](double value) {
               return !std::isfinite(value) || value == std::trunc(value);
           });
}

bool SweepMap::hasValues() const {
    if (!isOfTheory(shown_.view)) return true;
    return std::ranges::any_of(values_, [](double value) { return std::isfinite(value); });
}

bool SweepMap::hasFailed(std::size_t tile) const {
    return ends_[tile].trials > 0 && ends_[tile].successes == 0;
}

bool SweepMap::isHatched(std::size_t tile) const {
    if (!isComputed(tile)) return false;
    if (shown_.view == SweepView::cause) return failsForUnknownCause(ends_[tile]);
    return isOfArrivals() ? hasFailed(tile) : !std::isfinite(values_[tile]);
}

std::vector<LegendEntry> SweepMap::signs(const PlotStyle& style) const {
    const Theme& theme = style.theme;
    const auto some = [this](bool (SweepMap::*condition)(std::size_t) const) {
        for (std::size_t tile = 0; tile < cells_.size(); ++tile)
            if ((this->*condition)(tile)) return true;
        return false;
    };
    std::vector<LegendEntry> entries;
    if (shown_.view == SweepView::cause)
        entries = causeSigns(ends_, causes_, style);
    else if (isOfArrivals() && some(&SweepMap::hasFailed))
        entries.push_back(
            signEntry(SweepMapWords::tr("no start arrives"), hatchedSign(theme.card, theme.danger)));
    else if (!isOfArrivals() && some(&SweepMap::isHatched))
        entries.push_back(signEntry(
            isOfTheory(shown_.view) ? SweepMapWords::tr("not known") : SweepMapWords::tr("not finite"),
            hatchedSign(theme.card, theme.muted)));
    if (std::ranges::find(cells_, nullptr) != cells_.end())
        entries.push_back(
            signEntry(SweepMapWords::tr("not computed"), areaSign(Qt::transparent, outlinePen(style))));
    return entries;
}

void SweepMap::paint(QPainter& painter, const PlotFrame& frame, const PlotStyle& style) const {
    heatmap_.paint(painter, frame);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(outlinePen(style));
    painter.setBrush(Qt::NoBrush);
    for (Index j = 0; j < std::ssize(sweep_->axes[1].values); ++j)
        for (Index i = 0; i < std::ssize(sweep_->axes[0].values); ++i) {
            if (sweep_->find({0, {i, j, shown_.slice}}) != nullptr) continue;
            const QRectF cell = frame.toPixels(tiles_.coarseCell(i, j));
            if (!cell.isEmpty()) painter.drawRect(cell);
        }
    painter.setRenderHint(QPainter::Antialiasing, true);
    const QColor color = isOfArrivals() ? style.theme.danger : style.theme.muted;
    for (const QRect& block : tiles_.blocks([this](std::size_t tile) { return isHatched(tile); })) {
        const QRectF cells = heatmap_.cells(block.left(), block.top(), block.width(), block.height());
        drawHatching(painter, frame.toPixels(cells), color);
    }
}

}  // namespace basin::ui
