// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/convergence_plot.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/analysis/local_convergence.h"
#include "core/experiment/method_of_theory.h"
#include "ui/chart/number_format.h"
#include "ui/families/family_view.h"
#include "ui/plots/theory_bounds.h"
#include "ui/plots/view_words.h"
#include "ui/runs/run_model.h"

namespace basin::ui {

namespace {

using View = ConvergencePlot::View;

double smallestPositive(const std::vector<double>& values) {
    double smallest = std::numeric_limits<double>::infinity();
    for (const double v : values)
        if (v > 0) smallest = std::min(smallest, v);
    return smallest;
}

}  // namespace

ConvergencePlot::ConvergencePlot(QWidget* parent) : HistoryPlot(parent) {
    prepare();
}

View ConvergencePlot::view() const {
    return family_->quantities().names[shownQuantity()];
}

View& ConvergencePlot::chosen() {
    return chosen_.try_emplace(family_, family_->quantities().first).first->second;
}

void ConvergencePlot::setView(View view) {
    family_ = &familyShown(model());
    const auto names = family_->quantities().names;
    if (std::ranges::find(names, view) != names.end()) chosen() = view;
    prepare();
    markStale();
}

QStringList ConvergencePlot::views() const {
    QStringList words;
    for (const View each : familyShown(model()).quantities().names) words << viewWord(each);
    return words;
}

void ConvergencePlot::setView(const QString& word) {
    if (const auto wanted = viewOf<View>(word)) setView(*wanted);
}

PlotChoices ConvergencePlot::choices() const {
    return choicesWith(view() == family_->quantities().first ? QString() : viewWord(view()));
}

void ConvergencePlot::setChoices(const PlotChoices& wanted) {
    setView(familyShown(model()).quantities().first);
    HistoryPlot::setChoices(wanted);
}

void ConvergencePlot::quantityChosen() {
    chosen() = view();
}

void ConvergencePlot::prepare() {
    family_ = &familyShown(model());
    const ConvergenceOffer offered = family_->quantities();
    const auto place = std::ranges::find(offered.names, chosen());
    setQuantities(offered.quantities, static_cast<std::size_t>(place - offered.names.begin()));
}

QString ConvergencePlot::invitation() const {
    return model() != nullptr && model()->isRunning()
               ? waiting()
               : tr("Press Run to see how fast each solver gets there.");
}

QString ConvergencePlot::absence() const {
    const QString known = family_->absence(view(), *model());
    return known.isEmpty() ? HistoryPlot::absence() : known;
}

void ConvergencePlot::addMore(std::vector<Curve>& curves, std::vector<double>& values) {
    const bool contraction = view() == View::contraction || view() == View::energy_contraction;
    if (contraction || view() == View::distance) addBound(curves, values, ContractionNorm::euclidean);
    if (contraction) addBound(curves, values, ContractionNorm::energy);
    addPromise(curves, smallestPositive(values));
}

void ConvergencePlot::addPromise(std::vector<Curve>& curves, double smallest) const {
    if (view() != View::distance || against() != Against::iteration) return;
    Curve promise{tr("r₀ 0.4ᵏ, published"), plotStyle().theme.muted, Qt::DashLine, {}, 1, true, {}};
    promise.points = promisedDistances(model()->results(), std::max<Index>(model()->lastIteration(), 1));
    // It ends with the data; on the floor of the axis it would say "zero".
    std::erase_if(promise.points, [&](const QPointF& p) { return p.y() < smallest; });
    if (!promise.points.empty()) curves.push_back(std::move(promise));
}

void ConvergencePlot::setModel(RunModel* model) {
    HistoryPlot::setModel(model);
    forgetBounds();
    if (model == nullptr) return;
    for (const auto signal : {&RunModel::cleared, &RunModel::problemChanged, &RunModel::certificateChanged})
        connect(model, signal, this, &ConvergencePlot::forgetBounds);
}

void ConvergencePlot::forgetBounds() {
    euclideanBounds_ = energyBounds_ = {};
}

const std::vector<double>& ConvergencePlot::boundsOf(std::size_t run, ContractionNorm norm) {
    KeptBounds& kept = norm == ContractionNorm::energy ? energyBounds_ : euclideanBounds_;
    const Results& results = model()->results();
    if (kept.run != run || kept.values.size() != results.runs[run].history.size())
        kept = {run, contractionBounds(results, run, norm)};
    return kept.values;
}

void ConvergencePlot::addBound(std::vector<Curve>& curves, std::vector<double>& values,
                               ContractionNorm norm) {
    const Results& results = model()->results();
    const auto theory = run_of_theory(results);
    if (!theory || !model()->hasCertificate()) return;
    const SolverRun& run = results.runs[*theory];
    const std::vector<double>& bounds = boundsOf(*theory, norm);
    const bool energy = norm == ContractionNorm::energy;
    const BoundCheck check = checkBound(results, *theory, norm, model()->playhead(), bounds);
    const QString name = energy ? tr("energy-norm bound") : tr("published bound");
    Curve curve{check.exceeded > 0 ? tr("%1, exceeded").arg(name) : name,
                energy ? plotStyle().theme.muted : plotStyle().theme.text,
                energy ? Qt::DotLine : Qt::DashDotLine,
                {},
                1,
                true,
                {}};
    for (std::size_t k = 1; k < bounds.size(); ++k) {
        const IterationRecord& record = run.history[k];
        // As a distance: what the bound leaves of the one before.
        const double bound = view() == View::distance ? bounds[k] * run.history[k - 1].distance : bounds[k];
        curve.points.emplace_back(placeOf(record), bound > 0 ? bound : not_applicable);
        if (bound > 0) values.push_back(bound);
    }
    const bool drawn = std::ranges::any_of(curve.points, [](const QPointF& p) { return !std::isnan(p.y()); });
    if (drawn) curves.push_back(std::move(curve));
    const bool sameNorm = energy == (view() == View::energy_contraction);
    if (sameNorm && check.exceeded > 0)
        addToSubtitle(tr(" · %1 exceeded in %2 of %3 steps").arg(name).arg(check.exceeded).arg(check.steps));
}

QStringList ConvergencePlot::moreAt(std::size_t run, const IterationRecord& record) const {
    const Results& results = model()->results();
    const bool energy = view() == View::energy_contraction;
    if (run_of_theory(results) != run || !(energy || view() == View::contraction)) return {};
    const KeptBounds& kept = energy ? energyBounds_ : euclideanBounds_;
    const auto place = static_cast<std::size_t>(record.iteration);
    if (kept.run != run || place >= kept.values.size() || std::isnan(kept.values[place])) return {};
    const double bound = kept.values[place];
    const double before = place > 0 ? results.runs[run].history[place - 1].distance : not_applicable;
    const bool exceeded = exceeds_bound(energy ? record.energy_contraction : record.contraction, bound,
                                        before, results.minimiser);
    return {exceeded ? tr("bound  %1, exceeded").arg(formatNumber(bound))
                     : tr("bound  %1").arg(formatNumber(bound))};
}

}  // namespace basin::ui
