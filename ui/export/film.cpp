// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/film.h"

#include <algorithm>
#include <cmath>
#include <string>

#include <QCoreApplication>
#include <QFont>
#include <QFontMetricsF>
#include <QPainter>

#include "core/numeric/input_error.h"
#include "core/numeric/printable.h"
#include "core/numeric/text.h"
#include "ui/export/seen_plot.h"
#include "ui/plots/plot_view.h"

namespace basin::ui {

namespace {

constexpr double headSize = 16, plotFont = 11, plotLine = 1.5;
constexpr double headHeight = 2.2 * headSize;
// Type is as large as on a page of this size; larger films have larger type.
constexpr QSizeF plainPage(960, 480);
// How much wider than high a plot looks best.
constexpr double bestShape = 1.35;

void require(bool holds, const char* option, double value, const std::string& constraint) {
    if (!holds) throw InputError(option, "found " + exact_number_text(value) + "; expected " + constraint);
}

/// The number of columns that gives plots the best shape.
int columnsFor(int plots, QSizeF room) {
    int best = 1;
    double bestFault = INFINITY;
    for (int columns = 1; columns <= plots; ++columns) {
        const int rows = (plots + columns - 1) / columns;
        const double shape = room.width() / columns / (room.height() / rows);
        const double fault = std::abs(std::log(shape / bestShape));
        if (fault < bestFault) {
            bestFault = fault;
            best = columns;
        }
    }
    return best;
}

void paintHead(QPainter& painter, QSizeF page, const Theme& theme, const QString& title,
               const QString& iteration) {
    QFont font;
    font.setPixelSize(static_cast<int>(headSize));
    painter.setFont(font);
    const QRectF line(gutter, 0, page.width() - 2 * gutter, headHeight);
    painter.setPen(theme.muted);
    painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, iteration);
    const double room = line.width() - QFontMetricsF(font).horizontalAdvance(iteration) - 2 * gutter;
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(theme.text);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetricsF(font).elidedText(title, Qt::ElideRight, std::max(room, 0.0)));
}

}  // namespace

void FilmOptions::validate() const {
    const std::string sides = std::to_string(smallestSide) + " to " + std::to_string(largestSide) + " pixels";
    require(size.width() >= smallestSide && size.width() <= largestSide, "--size", size.width(), sides);
    require(size.height() >= smallestSide && size.height() <= largestSide, "--size", size.height(), sides);
    require(framesPerSecond >= 1 && framesPerSecond <= 50, "--fps", framesPerSecond, "1 to 50");
    require(seconds > 0 && std::isfinite(seconds), "--seconds", seconds, "a number > 0");
    if (speed) require(*speed > 0 && std::isfinite(*speed), "--speed", *speed, "a number > 0");
}

Film::Film(const Results& results, const FilmOptions& options) : options_(options) {
    options_.validate();
    if (results.runs.empty()) throw InputError("film", "found results without a run; expected one");
    model_.load(results);
    makePlots(options_.plots);
    const auto last = static_cast<double>(model_.lastIteration());
    const double seconds = options_.speed ? last / *options_.speed : options_.seconds;
    const double wanted = std::max(std::round(seconds * options_.framesPerSecond), 2.0);
    require(wanted <= FilmOptions::mostFrames, "film", wanted,
            "at most " + std::to_string(FilmOptions::mostFrames) + " pictures");
    frames_ = last > 0 ? static_cast<int>(wanted) : 1;
    arrange();
    holdAxes();
}

Film::~Film() = default;

bool Film::addPlot(PlotKind kind) {
    auto plot = makeSeenPlot(model_, kind);
    if (!hasData(*plot)) return false;
    // The part that a zoom shows would be computed meanwhile, and come in the middle of the film.
    if (kind == PlotKind::landscape) plot->resetZoom();
    shown_.push_back({std::move(plot), {}});
    return true;
}

void Film::makePlots(const std::vector<PlotKind>& wanted) {
    for (const PlotKind kind : wanted)
        if (!addPlot(kind))
            throw InputError("film", "found no data for the plot " + toString(kind).toStdString() +
                                         "; expected plots that the results hold data for");
    if (!wanted.empty()) return;
    addPlot(PlotKind::convergence);
    addPlot(PlotKind::landscape);
    for (const PlotKind kind : allPlotKinds)
        if (shown_.empty()) addPlot(kind);
    if (shown_.empty()) throw InputError("film", "found nothing to draw: no plot has data");
}

void Film::arrange() {
    scale_ = std::max(1.0, std::min(options_.size.width() / plainPage.width(),
                                    options_.size.height() / plainPage.height()));
    page_ = QSizeF(options_.size) / scale_;
    const QRectF room(0, headHeight, page_.width(), page_.height() - headHeight);
    const int count = static_cast<int>(shown_.size()), columns = columnsFor(count, room.size());
    const QSizeF cell(room.width() / columns, room.height() / ((count + columns - 1) / columns));
    constexpr double gap = gutter / 2.0;
    for (int k = 0; k < count; ++k) {
        const QPointF corner(room.left() + k % columns * cell.width(),
                             room.top() + k / columns * cell.height());
        shown_[static_cast<std::size_t>(k)].place = QRectF(corner, cell).adjusted(gap, gap, -gap, -gap);
    }
}

/// What would follow the playhead keeps the range that it has at the end.
void Film::holdAxes() {
    const Index last = model_.lastIteration();
    for (const Shown& shown : shown_) {
        PlotView& plot = *shown.plot;
        const auto viewAt = [&](Index iteration) {
            model_.setPlayhead(iteration);
            plot.refresh();
            return plot.viewRange();
        };
        const ViewRange whole = viewAt(last);
        const bool moves = viewAt(0) != whole || viewAt(last / 2) != whole;
        viewAt(last);
        if (moves) plot.zoomTo(whole);
    }
}

Index Film::iterationOf(int frame) const {
    const Index last = model_.lastIteration();
    if (frame >= frames_ - 1) return last;
    const double share = static_cast<double>(frame) / (frames_ - 1);
    return static_cast<Index>(std::llround(share * static_cast<double>(last)));
}

int Film::hundredthsOf(int frame) const {
    constexpr int holdEnd = 200;
    const auto endOf = [&](int k) { return std::lround(100.0 * k / options_.framesPerSecond); };
    const auto own = static_cast<int>(endOf(frame + 1) - endOf(frame));
    return frame == frames_ - 1 ? own + holdEnd : own;
}

QImage Film::frame(int index) {
    const Index iteration = iterationOf(index);
    if (iteration == drawnIteration_) return drawn_;
    model_.setPlayhead(iteration);
    drawn_ = drawn();
    drawnIteration_ = iteration;
    return drawn_;
}

QImage Film::drawn() {
    QImage image(options_.size, QImage::Format_RGB32);
    image.fill(options_.theme.card);
    QPainter painter(&image);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing |
                           QPainter::SmoothPixmapTransform);
    painter.scale(scale_, scale_);
    paintHead(painter, page_, options_.theme,
              QString::fromStdString(printable(model_.results().experiment.title)),
              QCoreApplication::translate("Film", "iteration %1 of %2")
                  .arg(model_.playhead())
                  .arg(model_.lastIteration()));
    for (const Shown& shown : shown_) {
        PlotStyle style;
        style.theme = options_.theme;
        style.fontSize = plotFont;
        style.lineWidth = plotLine;
        style.isFigure = true;
        // Below the plot, a sign that comes with the end of a run would move the axes.
        style.legend = LegendPlacement::right;
        style.title = shown.plot->title();
        style.subtitle = shown.plot->caption();
        shown.plot->renderTo(painter, shown.place, style);
    }
    return image;
}

}  // namespace basin::ui
