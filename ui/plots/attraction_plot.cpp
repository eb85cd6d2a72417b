// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/attraction_plot.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include <QSignalBlocker>

#include "core/experiment/catalogue.h"
#include "core/io/attraction_files.h"
#include "ui/chart/counted.h"
#include "ui/chart/marker.h"
#include "ui/chart/number_format.h"
#include "ui/chart/signs.h"
#include "ui/families/family_view.h"
#include "ui/plots/choice_row.h"
#include "ui/plots/view_words.h"
#include "ui/runs/run_model.h"

namespace basin::ui {

namespace {

// More minimisers than this are not named one by one.
constexpr std::size_t namedMinimisers = 5;

constexpr double infinite = std::numeric_limits<double>::infinity();

constexpr double minimumMarkSize = 11;  // px, of the mark of a minimum
const QColor ink(0x1B, 0x1F, 0x24);

QString percent(Index part, Index whole) {
    return formatFixed(whole > 0 ? 100.0 * static_cast<double>(part) / static_cast<double>(whole) : 0.0, 0);
}

}  // namespace

AttractionPlot::AttractionPlot(QWidget* parent)
    : PlanePlot(parent),
      controls_(makeChoiceRow(this)),
      viewBox_(addChoice(
          controls_, tr("View"),
          tr("What the colours say: how many iterations a start takes, or which minimum it leads to"))),
      solverBox_(addChoice(controls_, tr("Solver"), tr("Which solver starts at every point of the picture"))),
      zoom_([](const PictureParts& parts, const PlanePart& part, const auto& before, const auto& sink,
               const std::stop_token& stop) { return parts.attraction(part, before, sink, stop); }) {
    makeControls();
    connect(this, &PlotView::zoomChanged, this, &AttractionPlot::askForPart);
    connect(&zoom_, &PartClock::changed, this, &AttractionPlot::markStale);
}

void AttractionPlot::makeControls() {
    viewBox_->addItems({tr("Iterations"), tr("Minima")});
    connect(viewBox_, &QComboBox::currentIndexChanged, this,
            [this](int index) { setView(index == 0 ? View::iterations : View::minimiser); });
    // Of a narrow card only the long names give way.
    viewBox_->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    for (const SolverInfo& info : solver_catalogue()) solverBox_->addItem(QString::fromStdString(info.name));
    connect(solverBox_, &QComboBox::textActivated, this, &AttractionPlot::solverPicked);
}

AttractionPlot::View AttractionPlot::view() const {
    return chosen_.value_or(familyShown(model()).firstAttractionView());
}

void AttractionPlot::setView(View wanted) {
    const bool changed = wanted != view();
    chosen_ = wanted;
    if (!changed) return;
    showView();
    markStale();
}

void AttractionPlot::showView() {
    const QSignalBlocker quiet(viewBox_);
    viewBox_->setCurrentIndex(view() == View::iterations ? 0 : 1);
}

QStringList AttractionPlot::views() const {
    return viewWords<View>();
}

void AttractionPlot::setView(const QString& word) {
    if (const auto wanted = viewOf<View>(word)) setView(*wanted);
}

PlotChoices AttractionPlot::choices() const {
    return view() == familyShown(model()).firstAttractionView() ? PlotChoices()
                                                                : PlotChoices{viewWord(view()), {}, {}};
}

void AttractionPlot::setChoices(const PlotChoices& wanted) {
    setView(viewOf<View>(wanted.view).value_or(familyShown(model()).firstAttractionView()));
    if (wanted.view.isEmpty()) chosen_.reset();  // another family shows another view first
}

QColor AttractionPlot::minimiserColor(std::size_t index) {
    // Light enough for paths and markers on top, apart from each other also to the colour-blind (Okabe and
    // Ito, lightened).
    static constexpr std::array<QRgb, 7> colors{0xFF7FB2DC, 0xFFF0C05A, 0xFF6CC9A8, 0xFFE39A66,
                                                0xFFDDA7C6, 0xFFF3EA8C, 0xFFA9D8F2};
    const QColor color = QColor::fromRgb(colors[index % colors.size()]);
    return color.darker(100 + 18 * static_cast<int>(index / colors.size()));
}

QColor AttractionPlot::shownColor(std::size_t minimiser) const {
    const Palette palette = plotStyle().palette;
    if (palette == Palette::usual) return minimiserColor(minimiser);
    constexpr double darkest = 0.35, lightest = 0.95;  // of the map
    const std::size_t last = std::max<std::size_t>(colouring_.minimisers, 2) - 1;
    const double share = 1 - static_cast<double>(std::min(minimiser, last)) / static_cast<double>(last);
    const double level = darkest + share * (lightest - darkest);
    return QColor::fromRgb(mapColor(inPalette(palette, ColorMap::cividis), level));
}

void AttractionPlot::setModel(RunModel* model) {
    PlanePlot::setModel(model);
    zoom_.drop();
    if (model == nullptr) return;
    connect(model, &RunModel::cleared, this, [this] { zoom_.drop(); });
    connect(model, &RunModel::finished, this, &AttractionPlot::askForPart);
}

// Beside a run, which has the processors, the whole has to do.
void AttractionPlot::askForPart() {
    const auto whole = model() != nullptr ? model()->results().attraction : nullptr;
    const auto view = zoomedView();
    if (!view || whole == nullptr || !whole->note.empty() || whole->stride > 1)
        zoom_.drop();
    else if (!model()->isRunning())
        zoom_.ask(model()->results(), whole, partOf(*view));
}

std::shared_ptr<const Attraction> AttractionPlot::finerPart(const ViewRange& view) const {
    const auto& part = zoom_.picture();
    if (part == nullptr) return nullptr;
    const Attraction& ground = below_ != nullptr && covers(*below_, view) ? *below_ : *attraction_;
    return isWhole(*part) || part->spacing() <= ground.spacing() ? part : nullptr;
}

void AttractionPlot::setAttraction(std::shared_ptr<const Attraction> whole) {
    if (whole != attraction_) {
        zoom_.drop();  // it was another one's
        wholeLayer_ = {};
    }
    const bool isZoomable = whole != nullptr && whole->note.empty();
    auto below = isZoomable ? zoom_.below() : nullptr;
    if (below != below_) belowLayer_ = {};
    const bool isSame = whole == attraction_ && below == below_;
    attraction_ = std::move(whole);
    below_ = std::move(below);
    auto part = isZoomable ? finerPart(shownRange()) : nullptr;
    if (part != part_) partLayer_ = {};
    if (!isSame || part != part_) invalidateLayer();
    part_ = std::move(part);
    if (attraction_ == nullptr) return;
    constexpr ViewRange all{-infinite, infinite, -infinite, infinite};
    counts_ = AttractionCounts(lookedAt(), isZoomed() && part_ != nullptr ? shownRange() : all);
    colourLayers();
    askForPart();  // of another whole a zoom that stays is computed again
}

const Attraction& AttractionPlot::lookedAt() const {
    if (part_ != nullptr) return *part_;
    return below_ != nullptr && covers(*below_, shownRange()) ? *below_ : *attraction_;
}

void AttractionPlot::colourLayers() {
    Colouring wanted{view(), plotStyle().theme.dark, plotStyle().palette, 0, {}};
    for (const auto& layer : {attraction_, below_, part_}) {
        if (layer == nullptr) continue;
        wanted.minimisers = std::max(wanted.minimisers, layer->minimisers.size());
        wanted.iterations.add(*layer);
    }
    if (wanted != colouring_) {
        wholeLayer_ = belowLayer_ = partLayer_ = {};
        invalidateLayer();
    }
    colouring_ = wanted;
    scale_ = ColorScale(ColorScale::Kind::linear, inPalette(plotStyle().palette, ColorMap::cividis),
                        std::array{wanted.iterations.least, wanted.iterations.most});
    const auto fill = [this](AttractionLayer& layer, const std::shared_ptr<const Attraction>& picture) {
        if (picture == nullptr || !layer.isEmpty()) return;
        layer = AttractionLayer(
            *picture, [this](const AttractionPixel& pixel) { return colorOf(pixel); },
            [this](const AttractionPixel& pixel) { return hatchOf(pixel); });
    };
    fill(wholeLayer_, attraction_);
    fill(belowLayer_, below_);
    fill(partLayer_, part_);
}

QRgb AttractionPlot::hatchOf(const AttractionPixel& pixel) const {
    if (pixel.converged()) return qRgba(0, 0, 0, 0);
    return (pixel.diverged() ? plotStyle().theme.danger : plotStyle().theme.muted).rgba();
}

QRgb AttractionPlot::colorOf(const AttractionPixel& pixel) const {
    if (!pixel.converged()) return plotStyle().theme.card.rgb();
    if (view() == View::iterations) return scale_.color(pixel.iterations);
    return shownColor(static_cast<std::size_t>(pixel.minimiser)).rgb();
}

QString AttractionPlot::emptyReason() const {
    const bool wanted = model() != nullptr && model()->results().experiment.attraction;
    const bool running = model() != nullptr && model()->isRunning();
    if (running && wanted) return tr("The basin of attraction comes after the solvers.");
    if (wanted && model()->results().stopped)
        return tr("The run was stopped before the basin of attraction.");
    return wanted || model() == nullptr ? tr("Press Run to see from where each minimum is reached.")
                                        : tr("No basin of attraction comes with this run: its experiment has "
                                             "none.");
}

void AttractionPlot::rebuild() {
    showView();
    if (model() != nullptr) {
        const QSignalBlocker quiet(solverBox_);
        const Experiment& experiment = model()->results().experiment;
        solverBox_->setCurrentText(QString::fromStdString(attraction_solver(experiment).name));
    }
    setAttraction(model() == nullptr ? nullptr : model()->results().attraction);
    if (attraction_ == nullptr) {
        subtitle_.clear();
        showNothing(emptyReason());
        return;
    }
    if (!attraction_->note.empty()) {
        subtitle_ = QString::fromStdString(attraction_->solver);
        showNothing(QString::fromStdString(attraction_->note));
        return;
    }
    setColorBar(view() == View::iterations && counts_.converged > 0 ? std::optional(scale_) : std::nullopt,
                tr("iterations"), true);
    showPlane(attraction_->plane, attraction_->a, attraction_->b, signs());
    subtitle_ = captionText();
}

std::vector<LegendEntry> AttractionPlot::signs() const {
    std::vector<LegendEntry> entries;
    const Theme& theme = plotStyle().theme;
    const auto& [all, converged, diverged, starts] = counts_;
    if (view() == View::minimiser) {
        for (std::size_t k = 0; k < std::min(starts.size(), namedMinimisers); ++k)
            entries.push_back(signEntry(tr("minimum %1: %2 %").arg(k + 1).arg(percent(starts[k], all)),
                                        areaSign(shownColor(k))));
    }
    if (diverged > 0) entries.push_back(signEntry(tr("diverges"), hatchedSign(theme.card, theme.danger)));
    if (converged + diverged < all)
        entries.push_back(signEntry(tr("does not arrive"), hatchedSign(theme.card, theme.muted)));
    for (std::size_t k = 0; k < lookedAt().minimisers.size(); ++k) {
        if (!markOf(k)) continue;
        entries.push_back(signEntry(tr("another minimum"), markerSign(SolverStyle::Marker::diamond,
                                                                      minimumMarkSize, shownColor(k), ink)));
        break;
    }
    return entries;
}

QString AttractionPlot::captionText() const {
    const Attraction& shown = lookedAt();
    const QString pattern = part_ != nullptr ? tr("%1 from every point of this window: %2 % converge")
                                             : tr("%1 from every point: %2 % converge");
    QString text = pattern.arg(QString::fromStdString(shown.solver), percent(counts_.converged, counts_.all));
    if (shown.minimisers.size() >= Attraction::most_minimisers)
        text += tr(", to more points than can be told apart");
    else if (counts_.starts.size() > 1 && counts_.converged > 0)
        text += counted(std::ranges::count_if(counts_.starts, [](Index n) { return n > 0; }),
                        tr(", to one minimum"), tr(", to %1 minima"));
    if (zoom_.isAtWork() || (attraction_->stride > 1 && model()->isRunning()))
        text += tr(" · refining");
    else if (attraction_->stride > 1)
        text += tr(" · left coarse");
    text += depthNote();
    // The plane is no picture of where the iterates go.
    if (!attraction_->plane.exact) text += tr(" · only the starts lie on the plane");
    return text + QStringLiteral(" · ") + planeCaption();
}

void AttractionPlot::paintBelow(QPainter& painter, const PlotFrame& frame) {
    // A layer that covers all hides those below.
    const bool isPartAll = part_ != nullptr && covers(*part_, frame.view);
    const bool isBelowAll = below_ != nullptr && covers(*below_, frame.view);
    if (!isPartAll && !isBelowAll) wholeLayer_.paint(painter, frame);
    if (!isPartAll) belowLayer_.paint(painter, frame);
    partLayer_.paint(painter, frame);
}

void AttractionPlot::paintAbove(QPainter& painter, const PlotFrame& frame) {
    PlanePlot::paintAbove(painter, frame);
    if (attraction_ == nullptr) return;
    for (std::size_t k = 0; k < lookedAt().minimisers.size(); ++k) {
        const auto at = markOf(k);
        if (!at || !frame.shows(frame.map(at->x(), at->y()), 1)) continue;
        drawMarker(painter, SolverStyle::Marker::diamond, frame.map(at->x(), at->y()), minimumMarkSize,
                   shownColor(k), ink);
    }
}

// The first minimiser may be x*, which has its star.
std::optional<QPointF> AttractionPlot::markOf(std::size_t minimiser) const {
    const PlanePoint at = project(attraction_->plane, lookedAt().minimisers[minimiser].x);
    const double near = 1e-3 * attraction_->plane.half_width;
    if (std::hypot(at.a, at.b) <= near || at.outside > near) return std::nullopt;
    return QPointF(at.a, at.b);
}

QString AttractionPlot::outcomeText(const AttractionPixel& pixel) const {
    const QString n = counted(pixel.iterations, tr("1 iteration"), tr("%1 iterations"));
    switch (pixel.termination) {
        case Termination::converged:
            return tr("reaches minimum %1 in %2").arg(pixel.minimiser + 1).arg(n);
        case Termination::not_a_minimum:
            return tr("comes to rest at no minimum after %1").arg(n);
        case Termination::diverged:
        case Termination::evaluation_failed:
            return tr("diverges after %1").arg(n);
        case Termination::indefinite:
            return tr("Hessian not positive definite after %1").arg(n);
        case Termination::stalled:
            return tr("stalls after %1").arg(n);
        case Termination::iteration_limit:
            return tr("not there after %1").arg(n);
        case Termination::time_limit:
        case Termination::stopped:
        case Termination::invalid_input:
            break;
    }
    return tr("not computed");
}

QStringList AttractionPlot::readoutAt(QPointF data) const {
    if (attraction_ == nullptr) return {};
    const Attraction* finest = attraction_.get();
    for (const auto* layer : {below_.get(), part_.get()})
        if (layer != nullptr && gridIndexAt(data, layer->a, layer->b)) finest = layer;
    const auto at = gridIndexAt(data, finest->a, finest->b);
    if (!at) return {};
    const AttractionPixel& pixel = finest->pixel(at->i, at->j);
    QStringList lines{tr("start at %1").arg(placeText(data)), outcomeText(pixel)};
    if (pixel.converged()) {
        const auto& minimiser = finest->minimisers[static_cast<std::size_t>(pixel.minimiser)];
        lines << tr("loss there %1").arg(formatNumber(minimiser.objective, 4));
    }
    return lines;
}

QString AttractionPlot::summary() const {
    if (attraction_ == nullptr || !attraction_->note.empty()) return emptyMessage();
    return tr("%1 by %2 starts. %3.").arg(attraction_->a.size()).arg(attraction_->b.size()).arg(subtitle_);
}

QByteArray AttractionPlot::csv() const {
    return QByteArray::fromStdString(attraction_csv(attraction_ == nullptr ? Attraction() : *attraction_));
}

}  // namespace basin::ui
