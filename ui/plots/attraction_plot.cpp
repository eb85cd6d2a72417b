// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/attraction_plot.h"

#include <algorithm>
#include <array>
#include <cmath>

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
      solverBox_(
          addChoice(controls_, tr("Solver"), tr("Which solver starts at every point of the picture"))) {
    makeControls();
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
    const std::size_t last = std::max<std::size_t>(attraction_->minimisers.size(), 2) - 1;
    const double share = 1 - static_cast<double>(std::min(minimiser, last)) / static_cast<double>(last);
    const double level = darkest + share * (lightest - darkest);
    return QColor::fromRgb(mapColor(inPalette(palette, ColorMap::cividis), level));
}

void AttractionPlot::setAttraction(std::shared_ptr<const Attraction> attraction) {
    const std::tuple wanted(view(), plotStyle().theme.dark, plotStyle().palette);
    if (attraction == attraction_ && coloured_ == wanted) return;
    invalidateLayer();
    attraction_ = std::move(attraction);
    coloured_ = wanted;
    heatmap_ = {};
    starts_.clear();
    converged_ = diverged_ = 0;
    if (attraction_ == nullptr) return;
    starts_.resize(attraction_->minimisers.size());
    std::vector<double> iterations;
    for (const AttractionPixel& pixel : attraction_->pixels) {
        diverged_ += pixel.diverged();
        if (!pixel.converged()) continue;
        ++converged_;
        ++starts_[static_cast<std::size_t>(pixel.minimiser)];
        iterations.push_back(pixel.iterations);
    }
    scale_ =
        ColorScale(ColorScale::Kind::linear, inPalette(plotStyle().palette, ColorMap::cividis), iterations);
    const Theme& theme = plotStyle().theme;
    std::vector<QRgb> colors, hatches;
    for (const AttractionPixel& pixel : attraction_->pixels) {
        colors.push_back(colorOf(pixel));
        hatches.push_back(pixel.converged()  ? qRgba(0, 0, 0, 0)
                          : pixel.diverged() ? theme.danger.rgba()
                                             : theme.muted.rgba());
    }
    const Vector &a = attraction_->a, &b = attraction_->b;
    heatmap_ = Heatmap(std::move(colors), static_cast<int>(a.size()), static_cast<int>(b.size()),
                       {a[0], a[a.size() - 1], b[0], b[b.size() - 1]});
    heatmap_.setHatching(std::move(hatches));
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
    setColorBar(view() == View::iterations && converged_ > 0 ? std::optional(scale_) : std::nullopt,
                tr("iterations"), true);
    showPlane(attraction_->plane, attraction_->a, attraction_->b, signs());
    subtitle_ = captionText();
}

std::vector<LegendEntry> AttractionPlot::signs() const {
    std::vector<LegendEntry> entries;
    const Theme& theme = plotStyle().theme;
    const auto all = static_cast<Index>(attraction_->pixels.size());
    if (view() == View::minimiser) {
        for (std::size_t k = 0; k < std::min(starts_.size(), namedMinimisers); ++k)
            entries.push_back(signEntry(tr("minimum %1: %2 %").arg(k + 1).arg(percent(starts_[k], all)),
                                        areaSign(shownColor(k))));
    }
    if (diverged_ > 0) entries.push_back(signEntry(tr("diverges"), hatchedSign(theme.card, theme.danger)));
    if (converged_ + diverged_ < all)
        entries.push_back(signEntry(tr("does not arrive"), hatchedSign(theme.card, theme.muted)));
    for (std::size_t k = 0; k < attraction_->minimisers.size(); ++k) {
        if (!markOf(k)) continue;
        entries.push_back(signEntry(tr("another minimum"), markerSign(SolverStyle::Marker::diamond,
                                                                      minimumMarkSize, shownColor(k), ink)));
        break;
    }
    return entries;
}

QString AttractionPlot::captionText() const {
    const auto all = static_cast<Index>(attraction_->pixels.size());
    QString text = tr("%1 from every point: %2 % converge")
                       .arg(QString::fromStdString(attraction_->solver), percent(converged_, all));
    if (attraction_->minimisers.size() >= Attraction::most_minimisers)
        text += tr(", to more points than can be told apart");
    else if (starts_.size() > 1)
        text += tr(", to %1 minima").arg(std::count_if(starts_.begin(), starts_.end(), [](Index n) {
            return n > 0;
        }));
    if (attraction_->stride > 1) text += model()->isRunning() ? tr(" · refining") : tr(" · left coarse");
    // The plane is no picture of where the iterates go.
    if (!attraction_->plane.exact) text += tr(" · only the starts lie on the plane");
    return text + QStringLiteral(" · ") + planeCaption();
}

void AttractionPlot::paintBelow(QPainter& painter, const PlotFrame& frame) {
    heatmap_.paint(painter, frame);
}

void AttractionPlot::paintAbove(QPainter& painter, const PlotFrame& frame) {
    PlanePlot::paintAbove(painter, frame);
    if (attraction_ == nullptr) return;
    for (std::size_t k = 0; k < attraction_->minimisers.size(); ++k) {
        const auto at = markOf(k);
        if (!at || !frame.shows(frame.map(at->x(), at->y()), 1)) continue;
        drawMarker(painter, SolverStyle::Marker::diamond, frame.map(at->x(), at->y()), minimumMarkSize,
                   shownColor(k), ink);
    }
}

// The first minimiser may be x*, which has its star.
std::optional<QPointF> AttractionPlot::markOf(std::size_t minimiser) const {
    const PlanePoint at = project(attraction_->plane, attraction_->minimisers[minimiser].x);
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
    const auto at = gridIndexAt(data);
    if (!at || attraction_ == nullptr) return {};
    const AttractionPixel& pixel = attraction_->pixel(at->i, at->j);
    QStringList lines{tr("start at %1").arg(placeText(data)), outcomeText(pixel)};
    if (pixel.converged()) {
        const auto& minimiser = attraction_->minimisers[static_cast<std::size_t>(pixel.minimiser)];
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
