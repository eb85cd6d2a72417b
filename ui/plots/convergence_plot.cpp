// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/convergence_plot.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "core/analysis/local_convergence.h"
#include "core/experiment/method_of_theory.h"
#include "ui/chart/number_format.h"
#include "ui/plots/theory_bounds.h"
#include "ui/plots/view_words.h"
#include "ui/runs/run_model.h"

namespace basin::ui {

namespace {

using View = ConvergencePlot::View;
using Record = IterationRecord;
using Network = NetworkMeasures;

double lossGap(const IterationRecord& record, const Minimiser& minimiser) {
    return record.objective - minimiser.objective;
}

constexpr std::array lossGapPart{HistoryPart{"loss_gap", "", lossGap}};
constexpr std::array gradientPart{HistoryPart{"gradient_norm", "", readRecord<&Record::gradient_norm>}};
constexpr std::array distancePart{HistoryPart{"distance", "", readRecord<&Record::distance>}};
constexpr std::array contractionPart{HistoryPart{"contraction", "", readRecord<&Record::contraction>}};
constexpr std::array energyPart{
    HistoryPart{"energy_contraction", "", readRecord<&Record::energy_contraction>}};
constexpr std::array stepPart{HistoryPart{"step_norm", "", readRecord<&Record::step_norm>}};
constexpr std::array objectivePart{HistoryPart{"objective", "", readRecord<&Record::objective>}};
constexpr std::array networkPart{
    HistoryPart{"network_objective", "", readNetwork<&Network::network_objective>}};
constexpr std::array feasibilityParts{
    HistoryPart{"feasibility_h", QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "h"),
                readNetwork<&Network::feasibility_h>},
    HistoryPart{"feasibility_u", QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "u"),
                readNetwork<&Network::feasibility_u>},
    HistoryPart{"feasibility_v", QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "v"),
                readNetwork<&Network::feasibility_v>}};
constexpr std::array errorParts{
    HistoryPart{"train_error", QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "training"),
                readNetwork<&Network::train_error>},
    HistoryPart{"test_error", QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "test"),
                readNetwork<&Network::test_error>}};

/// The quantities of a family and what they are called, place by place.
struct Offer {
    std::span<const View> names;
    std::span<const HistoryQuantity> quantities;
};

constexpr std::array softmaxNames{View::loss_gap,    View::gradient_norm,      View::distance,
                                  View::contraction, View::energy_contraction, View::step};
constexpr std::array softmaxQuantities{
    HistoryQuantity{QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "Loss gap"),
                    QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "loss above the minimum, L(x) − L(x*)"),
                    QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "L(x) − L(x*)"), lossGapPart},
    HistoryQuantity{QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "Gradient norm"),
                    QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "Euclidean norm of the gradient"),
                    QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "|∇L(x)|"), gradientPart},
    HistoryQuantity{QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "Distance"),
                    QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "Euclidean distance to the minimiser"),
                    QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "|x − x*|"), distancePart},
    HistoryQuantity{QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "Contraction"),
                    QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "what a step leaves of the distance"),
                    QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "contraction"), contractionPart},
    HistoryQuantity{
        QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "Contraction (energy)"),
        QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "what a step leaves of the error in the energy norm"),
        QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "energy contraction"), energyPart},
    HistoryQuantity{QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "Step"),
                    QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "Euclidean length of the step"),
                    QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "step"), stepPart}};

constexpr std::array networkNames{
    View::objective, View::network_objective, View::feasibility, View::gradient_norm,
    View::errors,    View::train_error,       View::test_error,  View::step};
constexpr std::array networkQuantities{
    HistoryQuantity{
        QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "Objective"),
        QT_TRANSLATE_NOOP("basin::ui::HistoryPlot",
                          "what each solver minimises: Θ for piecewise-affine, Ψ + R for the others"),
        QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "objective"), objectivePart},
    HistoryQuantity{
        QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "Network objective"),
        QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "Ψ + R of the network itself with each solver's weights"),
        QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "Ψ + R"), networkPart},
    HistoryQuantity{
        QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "Feasibility"),
        QT_TRANSLATE_NOOP("basin::ui::HistoryPlot",
                          "how far the lifted h, u and v violate the network's equations, |r| / T"),
        QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "violation"), feasibilityParts},
    HistoryQuantity{QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "Stationarity"),
                    QT_TRANSLATE_NOOP(
                        "basin::ui::HistoryPlot",
                        "ρ |s| of piecewise-affine, gradient norm of the others; 0 where nothing leads down"),
                    QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "ρ |s| or |∇|"), gradientPart},
    HistoryQuantity{
        QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "Train and test error"),
        QT_TRANSLATE_NOOP("basin::ui::HistoryPlot",
                          "mean square error over the training steps and over the test steps after them"),
        QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "mean square error"), errorParts},
    HistoryQuantity{QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "Training error"),
                    QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "mean square error over the training steps"),
                    QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "training error"),
                    std::span(errorParts).first<1>()},
    HistoryQuantity{QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "Test error"),
                    QT_TRANSLATE_NOOP("basin::ui::HistoryPlot",
                                      "mean square error over the test steps, which no solver has seen"),
                    QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "test error"),
                    std::span(errorParts).last<1>()},
    HistoryQuantity{QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "Step"),
                    QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "Euclidean length of the step"),
                    QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "step"), stepPart}};

Offer offerOf(Family family) {
    if (family == Family::network) return {networkNames, networkQuantities};
    return {softmaxNames, softmaxQuantities};
}

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
    return offerOf(family_).names[shownQuantity()];
}

void ConvergencePlot::setView(View view) {
    if (model() != nullptr) family_ = familyOf(model()->results().experiment);
    const auto names = offerOf(family_).names;
    if (std::ranges::find(names, view) != names.end()) chosen_[family_] = view;
    prepare();
    markStale();
}

QStringList ConvergencePlot::allViews() {
    return viewWords<View>();
}

QStringList ConvergencePlot::views() const {
    const Family family = model() != nullptr ? familyOf(model()->results().experiment) : family_;
    QStringList words;
    for (const View each : offerOf(family).names) words << viewWord(each);
    return words;
}

void ConvergencePlot::setView(const QString& word) {
    if (const auto wanted = viewOf<View>(word)) setView(*wanted);
}

void ConvergencePlot::quantityChosen() {
    chosen_[family_] = view();
}

void ConvergencePlot::prepare() {
    if (model() != nullptr) family_ = familyOf(model()->results().experiment);
    const Offer offered = offerOf(family_);
    const auto place = std::ranges::find(offered.names, chosen_[family_]);
    setQuantities(offered.quantities, static_cast<std::size_t>(place - offered.names.begin()));
}

QString ConvergencePlot::invitation() const {
    return tr("Press Run to see how fast each solver gets there.");
}

QString ConvergencePlot::absence() const {
    if (family_ == Family::network && view() == View::feasibility && !model()->isRunning())
        return tr(
            "Only piecewise-affine lifts h, u and v to variables that may violate the equations. The "
            "other solvers keep them exactly.");
    const bool doubtful =
        family_ == Family::softmax && model()->problem() && !model()->problem()->minimiser.verified;
    return doubtful
               ? tr("The minimiser could not be verified, so this is not known. Choose the gradient norm "
                    "or the step instead.")
               : HistoryPlot::absence();
}

void ConvergencePlot::addMore(std::vector<Curve>& curves, std::vector<double>& values) {
    if (family_ != Family::softmax) return;
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
                plotStyle().theme.muted,
                energy ? Qt::DotLine : Qt::DashLine,
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
