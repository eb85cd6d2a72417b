// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include <QCoreApplication>

#include "core/experiment/method_of_theory.h"
#include "ui/chart/counted.h"
#include "ui/families/minimiser_view.h"
#include "ui/panels/explanation.h"
#include "ui/panels/number_text.h"
#include "ui/plots/run_look.h"
#include "ui/plots/theory_bounds.h"
#include "ui/runs/run_model.h"

namespace basin::ui {

namespace {

struct Explanation {
    Q_DECLARE_TR_FUNCTIONS(Explanation)
};

bool hasEnded(const SolverRun& run) {
    return !run.result.message.empty();
}

QString describeRuns(const RunModel& model) {
    const auto solvers = model.results().experiment.solvers.size();
    const Index dimension = model.problem() ? model.problem()->dimension : 0;
    const QString methods = counted(static_cast<Index>(solvers), Explanation::tr("One method looks"),
                                    Explanation::tr("%1 methods look"));
    return Explanation::tr("%1 for the lowest point of the landscape: %2.")
        .arg(methods, counted(dimension, Explanation::tr("one number is searched for"),
                              Explanation::tr("%1 numbers are searched for, all at once")));
}

QString describeDistance(const RunModel& model) {
    const SolverRun* best = nullptr;
    double nearest = 0;
    for (const SolverRun& run : model.results().runs) {
        const IterationRecord* record = record_at(run, model.playhead());
        if (!record || std::isnan(record->distance)) continue;
        if (!best || record->distance < nearest) {
            best = &run;
            nearest = record->distance;
        }
    }
    if (!best) return {};
    return Explanation::tr("At iteration %1 the nearest, %2, is %3 away from it.")
        .arg(model.playhead())
        .arg(runLabel(model.results(), static_cast<std::size_t>(best - model.results().runs.data())),
             numberText(nearest));
}

// On a kink there is no gradient to vanish: a run that ends beside it has not failed.
QString describeKink(const RunModel& model, const SolverRun& run, const QString& name) {
    const auto& problem = model.problem();
    if (!problem || !problem->minimiser.verified || !problem->minimiser.on_kink()) return {};
    if (run.reached_kink)
        return Explanation::tr(
                   "%1 came to the lowest point after %2; it sits on a kink, where no gradient vanishes.")
            .arg(name)
            .arg(stepsText(run.result.iterations));
    return Explanation::tr(
               "The lowest point sits on a kink, where no gradient vanishes; %1 ended %2 away from "
               "it, because a Newton step sees the landscape on one side of a kink only.")
        .arg(name, numberText(run.result.distance));
}

QString describeOne(const RunModel& model, std::size_t run) {
    const Results& results = model.results();
    const QString label = runLabel(results, run);
    const QString kink = describeKink(model, results.runs[run], label);
    return kink.isEmpty() ? explainEnd(label, results.runs[run]) : kink;
}

// Those that failed say more than the ones that arrived.
QString describeEnd(const RunModel& model) {
    const auto& runs = model.results().runs;
    const auto there =
        std::ranges::count_if(runs, [](const SolverRun& run) { return hasEnded(run) && arrived(run); });
    if (there == std::ssize(runs) && there > 1) {
        const auto fastest =
            std::ranges::min_element(runs, {}, [](const SolverRun& run) { return run.result.iterations; });
        const QString all = there == 2 ? Explanation::tr("Both methods arrived")
                                       : Explanation::tr("All %1 methods arrived").arg(there);
        const Index steps = fastest->result.iterations;
        if (steps == 0) return Explanation::tr("%1: they started there.").arg(all);
        return Explanation::tr("%1; %2 needed the fewest steps, %3.")
            .arg(all, runLabel(model.results(), static_cast<std::size_t>(fastest - runs.begin())))
            .arg(steps);
    }
    constexpr qsizetype most = 3;  // of a panel to be read while a run goes on
    QStringList said;
    qsizetype failed = 0;
    for (std::size_t i = 0; i < runs.size(); ++i)
        if (hasEnded(runs[i]) && !arrived(runs[i]) && ++failed <= most) said << describeOne(model, i);
    if (failed > most)
        said << counted(failed - most, Explanation::tr("One more did not arrive."),
                        Explanation::tr("%1 more did not arrive."));
    const auto ended = std::ranges::find_if(runs, hasEnded);
    if (said.isEmpty() && ended != runs.end())
        said << describeOne(model, static_cast<std::size_t>(ended - runs.begin()));
    return said.join(QLatin1Char(' '));
}

// Where a bound is exceeded, that is what is worth telling.
QString describeExceededBounds(const RunModel& model) {
    const auto run = run_of_theory(model.results());
    if (!run) return {};
    const BoundCheck published =
        checkBound(model.results(), *run, ContractionNorm::euclidean, model.playhead());
    const BoundCheck energy = checkBound(model.results(), *run, ContractionNorm::energy, model.playhead());
    if (published.exceeded == 0) return {};
    const QString held =
        energy.exceeded == 0
            ? counted(energy.steps, Explanation::tr("In the energy norm the bound held in the one step."),
                      Explanation::tr("In the energy norm the bound held in all %1 steps."))
            : Explanation::tr("In the energy norm it was exceeded in %1 of %2 steps.")
                  .arg(energy.exceeded)
                  .arg(energy.steps);
    return Explanation::tr(
               "The published bound is exceeded: a step of %1 left %2 times the distance, where at most "
               "%3 was promised. %4")
        .arg(runLabel(model.results(), *run), numberText(published.measured), numberText(published.bound),
             held);
}

QString describeTheory(const RunModel& model) {
    const Certificate& certificate = model.results().certificate;
    if (!model.hasCertificate() || std::isnan(certificate.l)) return {};
    if (const QString exceeded = describeExceededBounds(model); !exceeded.isEmpty()) return exceeded;
    if (certificate.good_start_certified && std::isinf(certificate.guaranteed_radius_certified))
        return Explanation::tr("Theory proves this from any start: the Hessian is the same everywhere.");
    if (certificate.good_start_certified) {
        const QString text = std::isnan(certificate.promised_iterations)
                                 ? Explanation::tr(
                                       "The start meets the theorem's condition: it is inside the "
                                       "guaranteed radius of %1.")
                                 : Explanation::tr(
                                       "Theory proves this: the start is inside the guaranteed "
                                       "radius of %1.");
        return text.arg(numberText(certificate.guaranteed_radius_certified));
    }
    if (certificate.good_start)
        return Explanation::tr(
                   "Theory promises this, as far as sampling can tell: the start is inside the radius "
                   "of %1.")
            .arg(numberText(certificate.guaranteed_radius));
    if (std::isnan(certificate.guaranteed_radius_certified))
        return Explanation::tr(
                   "As far as sampling can tell, theory speaks of starts within %1 of the lowest point; this "
                   "start is %2 away.")
            .arg(numberText(certificate.guaranteed_radius), numberText(certificate.start_radius));
    return Explanation::tr(
               "Theory speaks of starts within %1 of the lowest point, or %2 as far as sampling can tell; "
               "this start is %3 away.")
        .arg(numberText(certificate.guaranteed_radius_certified), numberText(certificate.guaranteed_radius),
             numberText(certificate.start_radius));
}

QString describeTrials(const RunModel& model) {
    const Certificate& certificate = model.results().certificate;
    if (certificate.basin_knowledge() == BasinKnowledge::none)
        return Explanation::tr("Already at %1 fewer than 95 % of random starts arrived.")
            .arg(numberText(certificate.basin_end_radius));
    if (std::isnan(certificate.basin_radius)) return {};
    return certificate.basin_radius_open
               ? Explanation::tr("Random starts arrived from as far as %1, and no end was found.")
                     .arg(numberText(certificate.basin_radius))
               : Explanation::tr("Random starts arrived from up to %1.")
                     .arg(numberText(certificate.basin_radius));
}

// What may be said about the minimiser and the start.
QString describeKnown(const RunModel& model) {
    if (model.problem() && !model.problem()->minimiser.verified)
        return Explanation::tr(
            "That the point found is the lowest one could not be confirmed, so distances are to the best "
            "point found, and there is no basin map.");
    return describeTheory(model);
}

// Which approximation pays, once that has been measured.
QString describeTradeoff(const RunModel& model) {
    const auto& tradeoff = model.results().tradeoff;
    const TradeoffPoint* fastest = tradeoff ? tradeoff->fastest() : nullptr;
    if (!fastest) return {};
    const auto exact =
        std::ranges::find(tradeoff->points, Approximation::exact, &TradeoffPoint::approximation);
    const QString name = QString::fromStdString(setting_text(*fastest));
    const auto& points = tradeoff->points;
    const auto there =
        std::ranges::count_if(points, [](const TradeoffPoint& point) { return point.seconds > 0; });
    if (there == 1 && tradeoff->measured > 1)
        return Explanation::tr("Of %1 Hessians that were compared, %2 is the only one that arrived.")
            .arg(tradeoff->measured)
            .arg(name);
    const bool compared = exact != tradeoff->points.end() && exact->seconds > 0;
    if (fastest->approximation == Approximation::exact)
        return Explanation::tr("Of all Hessians that were compared, the exact one is the fastest here.");
    if (!compared)
        return Explanation::tr("Of all Hessians that were compared, %1 is the fastest here.").arg(name);
    return Explanation::tr(
               "Of all Hessians that were compared, %1 is the fastest here: %2 times as fast as the "
               "exact one, with %3 steps instead of %4.")
        .arg(name, numberText(exact->seconds / fastest->seconds), numberText(fastest->steps),
             numberText(exact->steps));
}

}  // namespace

QString MinimiserView::explainWaiting(bool running) const {
    return running ? Explanation::tr(
                         "Finding the lowest point of the landscape first, to measure distances to it.")
                   : Explanation::tr(
                         "Choose how far away to start and how crude the Hessian may be, then press Run.");
}

QStringList MinimiserView::explain(const RunModel& model, bool playing) const {
    if (playing) return {describeRuns(model), describeDistance(model)};
    return {describeEnd(model), describeKnown(model), describeTrials(model), describeTradeoff(model)};
}

}  // namespace basin::ui
