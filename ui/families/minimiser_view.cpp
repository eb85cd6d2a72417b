// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/families/minimiser_view.h"

#include <array>
#include <cmath>

#include <QCoreApplication>

#include "ui/chart/number_format.h"
#include "ui/panels/certificate_panel.h"
#include "ui/plots/run_look.h"
#include "ui/runs/run_model.h"

namespace basin::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(MinimiserView)
};

}  // namespace

// In the order of all_point_initialisers.
std::vector<KnobWords> MinimiserView::initialisers() const {
    return {
        {Words::tr("on a sphere"),
         Words::tr("The start lies exactly at the radius from the minimiser, in a random direction.")},
        {Words::tr("in a ball"),
         Words::tr("The start lies anywhere within the radius of the minimiser, each part of the ball "
                   "being as likely as any other of its size.")},
        {Words::tr("in a box"),
         Words::tr("Each unknown lies within the radius of the minimiser's, every value as likely.")},
        {Words::tr("bell-shaped (Gaussian)"),
         Words::tr("Each unknown is normally distributed around the minimiser's: many starts are near, "
                   "a few are far.")},
        {Words::tr("on a grid"),
         Words::tr("No chance: the start is a point of a square grid around the minimiser, over the first "
                   "two unknowns; all others are the minimiser's. The group Seeds runs the points one "
                   "after the other.")}};
}

QString MinimiserView::initialiserName() const {
    return Words::tr("Start");
}

int MinimiserView::initialiserOf(const StartSpec& start) const {
    return static_cast<int>(start.point_initialiser);
}

void MinimiserView::setInitialiser(StartSpec& start, int place) const {
    start.forget_given();
    start.point_initialiser = all_point_initialisers.at(static_cast<std::size_t>(place));
}

double* MinimiserView::distanceOf(StartSpec& start) const {
    return start.starts && !start.x0 ? nullptr : &start.radius;
}

KnobWords MinimiserView::distanceKnob(const StartSpec& start) const {
    const QString name = Words::tr("Initial radius");
    switch (start.point_initialiser) {
        case PointInitialiser::sphere:
            break;
        case PointInitialiser::ball:
            return {name, Words::tr("Largest distance of the start from the minimiser. At least 0.")};
        case PointInitialiser::box:
            return {name, Words::tr("Half the side of the box around the minimiser. At least 0.")};
        case PointInitialiser::gaussian:
            return {Words::tr("Initial deviation"),
                    Words::tr("Standard deviation of each unknown around the minimiser's. At least 0.")};
        case PointInitialiser::grid:
            return {name, Words::tr("Half the side of the grid around the minimiser. At least 0.")};
    }
    return {name, Words::tr("Distance of the start from the minimiser, in a random direction. At least 0.")};
}

void MinimiserView::placeOnMap(StartSpec& start, double radius) const {
    setInitialiser(start, 0);
    start.radius = radius;
}

KnobWords MinimiserView::errorKnob(bool taken) const {
    return {
        Words::tr("Approximation error"),
        taken
            ? Words::tr("How crude the Hessian is: relative error of the approximate Newton method. 0 is the "
                        "exact Hessian; the theory needs less than 0.1. At most 10.")
            : Words::tr(
                  "The chosen approximation has no error to set: its error is what it comes to. Its own "
                  "knob is among the options of approximate-newton, under the arrow beside it.")};
}

// What the catalogue allows approximate-newton.
double MinimiserView::largestError() const {
    return 10;
}

std::span<const PlotKind> MinimiserView::firstPlots() const {
    static constexpr std::array first{PlotKind::landscape, PlotKind::convergence, PlotKind::spectrum,
                                      PlotKind::basin_map};
    return first;
}

QString MinimiserView::absence(ConvergencePlot::View, const RunModel& model) const {
    const bool doubtful = model.problem() && !model.problem()->minimiser.verified;
    return doubtful
               ? Words::tr(
                     "The minimiser could not be verified, so this is not known. Choose the gradient norm "
                     "or the step instead.")
               : QString();
}

PlaneWords MinimiserView::planeWords() const {
    return {Words::tr("lowest point found"),
            Words::tr("a slice through start and minimiser"),
            Words::tr("a slice through start and two minimisers"),
            {},
            {}};
}

MapWords MinimiserView::mapWords() const {
    return {
        Words::tr("initialisation radius"),
        Words::tr("radius"),
        Words::tr("approximation error"),
        Words::tr("error"),
        Words::tr("radius %1, error %2"),
        Words::tr("%1 of %2 converged"),
        Words::tr("%1 radii by %2 errors and %3 finer cells, %4 cells computed; in %5 of them every start "
                  "converged.")};
}

std::span<const BasinMapPlot::View> MinimiserView::mapViews() const {
    static constexpr std::array views{BasinMapPlot::View::success_rate, BasinMapPlot::View::median_iterations,
                                      BasinMapPlot::View::cause};
    return views;
}

QString MinimiserView::mapMeaning(BasinMapPlot::View view, const Experiment&) const {
    if (view == BasinMapPlot::View::cause) return Words::tr("why most of the starts fail that do");
    return view == BasinMapPlot::View::success_rate
               ? Words::tr("share of random starts that converge")
               : Words::tr("median iterations of the starts that converge");
}

QString MinimiserView::mapAbsence(const RunModel* model) const {
    const bool wanted = model == nullptr || model->results().experiment.basin_map;
    const Minimiser* minimiser =
        model != nullptr && model->problem() ? &model->problem()->minimiser : nullptr;
    if (!wanted) return Words::tr("This experiment asks for no basin map.");
    if (minimiser != nullptr && !minimiser->verified)
        return Words::tr(
            "No basin map: the minimiser could not be verified, so there is nothing that a start could be "
            "said to reach.");
    if (minimiser != nullptr && minimiser->on_kink())
        return Words::tr(
            "No basin map: the minimiser sits on a kink, where no gradient vanishes, so no start could end "
            "converged.");
    if (model != nullptr && model->results().stopped)
        return Words::tr("The run was stopped before the basin map.");
    if (model != nullptr && model->isRunning()) return Words::tr("The basin map comes after the solvers.");
    return Words::tr("Press Run to see from how far away Newton finds the minimum.");
}

std::optional<QPointF> MinimiserView::mapSetting(const Experiment& experiment) const {
    const StartSpec& start = experiment.start;
    if (start.x0 || start.starts || start.point_initialiser != PointInitialiser::sphere) return std::nullopt;
    for (const SolverSpec& spec : experiment.solvers) {
        const double error = requestedError(spec);
        if (spec.name == "approximate-newton" && !std::isnan(error))
            return QPointF(experiment.start.radius, error);
    }
    return QPointF(experiment.start.radius, 0);
}

QString MinimiserView::preparing() const {
    return Words::tr("Finding the minimiser");
}

QString MinimiserView::startText(const Results& results) const {
    const double measured = results.certificate.start_radius;
    const double radius = std::isnan(measured) ? results.experiment.start.radius : measured;
    return QStringLiteral("r₀ = %1").arg(formatNumber(radius));
}

QWidget* MinimiserView::makeInfoPanel(RunModel* model) const {
    return new CertificatePanel(model);
}

}  // namespace basin::ui
