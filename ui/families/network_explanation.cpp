// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/families/network_explanation.h"

#include <algorithm>
#include <cmath>

#include <QCoreApplication>

#include "ui/chart/counted.h"
#include "ui/panels/number_text.h"
#include "ui/plots/run_look.h"
#include "ui/runs/run_model.h"

namespace basin::ui {

namespace {

struct NetworkExplanation {
    Q_DECLARE_TR_FUNCTIONS(NetworkExplanation)
};

const ElmanProblemSpec* problemOf(const RunModel& model) {
    return std::get_if<ElmanProblemSpec>(&model.results().experiment.problem);
}

bool hasEnded(const SolverRun& run) {
    return !run.result.message.empty();
}

// Where a gradient vanishes and yet a direction leads downhill; older results call that converged.
bool restsOnASlope(const SolverRun& run) {
    const Termination how = run.result.termination;
    return (how == Termination::converged || how == Termination::not_a_minimum) && run.network &&
           run.network->stationarity.first_order == Answer::no;
}

bool endedBadly(const SolverRun& run) {
    return hasEnded(run) && !restsOnASlope(run) && !ended_well(run) &&
           run.result.termination != Termination::converged && run.result.termination != Termination::stopped;
}

/// Index of the run with the least value, or nothing where none has one.
template <typename Value>
std::optional<std::size_t> least(const RunModel& model, const Value& value) {
    const auto& runs = model.results().runs;
    std::optional<std::size_t> best;
    double lowest = 0;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const double now = value(runs[i]);
        if (!std::isfinite(now) || (best && now >= lowest)) continue;
        best = i;
        lowest = now;
    }
    return best;
}

QString describeRuns(const RunModel& model) {
    const auto& series = model.results().series;
    const ElmanProblemSpec* problem = problemOf(model);
    const auto solvers = model.results().experiment.solvers.size();
    if (!series || !problem) return {};
    const QString methods = counted(static_cast<Index>(solvers), NetworkExplanation::tr("One method teaches"),
                                    NetworkExplanation::tr("%1 methods teach"));
    const QString units = counted(problem->hidden, NetworkExplanation::tr("1 hidden unit"),
                                  NetworkExplanation::tr("%1 hidden units"));
    return NetworkExplanation::tr(
               "%1 a network of %2 to follow a series of %3 steps: %4 weights are searched for, all at once.")
        .arg(methods, units)
        .arg(series->steps())
        .arg(model.problem() ? model.problem()->dimension : 0);
}

QString describeDistance(const RunModel& model) {
    const auto errorOf = [&](const SolverRun& run) {
        const IterationRecord* record = record_at(run, model.playhead());
        return record ? record->network.train_error : not_applicable;
    };
    const auto best = least(model, errorOf);
    if (!best) return {};
    return NetworkExplanation::tr(
               "At iteration %1 the nearest to the target is %2, with a mean square error of "
               "%3.")
        .arg(model.playhead())
        .arg(runLabel(model.results(), *best), numberText(errorOf(model.results().runs[*best])));
}

QString describeBest(const RunModel& model) {
    const auto best = least(
        model, [](const SolverRun& run) { return run.network ? run.network->objective : not_applicable; });
    if (!best) return {};
    const NetworkOutcome& outcome = *model.results().runs[*best].network;
    const QString label = runLabel(model.results(), *best);
    if (outcome.judgement && is_judged(*outcome.judgement))
        return NetworkExplanation::tr("%1 found the best network: on the test steps it is %2.")
            .arg(label, QString::fromStdString(skill_words(*outcome.judgement)));
    if (std::isnan(outcome.test_error))
        return NetworkExplanation::tr(
                   "%1 found the best network: objective %2, error %3 on the training steps.")
            .arg(label, numberText(outcome.objective), numberText(outcome.train_error));
    return NetworkExplanation::tr(
               "%1 found the best network: objective %2, error %3 on the training steps and %4 "
               "on the test steps.")
        .arg(label, numberText(outcome.objective), numberText(outcome.train_error),
             numberText(outcome.test_error));
}

// The method that failed says more than the ones that arrived; next, one that needs more steps.
QString describeFailures(const RunModel& model) {
    const auto& runs = model.results().runs;
    auto told = std::ranges::find_if(runs, endedBadly);
    if (told == runs.end())
        told = std::ranges::find_if(
            runs, [](const SolverRun& run) { return hasEnded(run) && !restsOnASlope(run) && !arrived(run); });
    if (told == runs.end()) return {};
    const QString label = runLabel(model.results(), static_cast<std::size_t>(told - runs.begin()));
    if (told->result.termination == Termination::converged)
        return NetworkExplanation::tr(
                   "%1 came to rest after %2; whether a direction leads downhill from there is not decided.")
            .arg(label)
            .arg(stepsText(told->result.iterations));
    return explainNetworkEnding(label, told->result.termination, told->result.iterations);
}

// Why one-sided slopes are needed: a method that trusts its gradient may take a slope for the bottom.
QString describeKinkEnds(const RunModel& model) {
    const auto& runs = model.results().runs;
    const auto rests = std::ranges::find_if(runs, restsOnASlope);
    if (rests == runs.end()) return {};
    return NetworkExplanation::tr(
               "%1 came to rest after %2, and yet a direction leads downhill from there: at a kink a "
               "vanishing gradient proves nothing.")
        .arg(runLabel(model.results(), static_cast<std::size_t>(rests - runs.begin())))
        .arg(stepsText(rests->result.iterations));
}

QString describeCertificate(const NetworkOutcome& outcome, const QString& label) {
    const NetworkStationarity& tested = outcome.stationarity;
    if (tested.first_order == Answer::yes && tested.second_order_estimated)
        return NetworkExplanation::tr(
                   "Where %1 ended no direction leads downhill: it is d-stationary, proved to first order; "
                   "that the surface bends upward in every direction is estimated, not proved.")
            .arg(label);
    if (tested.first_order == Answer::yes && tested.second_order == Answer::yes)
        return NetworkExplanation::tr(
                   "Where %1 ended no direction leads downhill: it is d-stationary, proved to "
                   "first and second order.")
            .arg(label);
    if (tested.first_order == Answer::yes && tested.second_order == Answer::no)
        return NetworkExplanation::
            tr("Where %1 ended no direction leads downhill at first, but the surface bends downward: it is "
               "no minimum.")
                .arg(label);
    if (tested.first_order == Answer::yes)
        return NetworkExplanation::tr(
                   "Where %1 ended no direction leads downhill at first: it is d-stationary, "
                   "proved to first order.")
            .arg(label);
    if (tested.first_order == Answer::no)
        return NetworkExplanation::tr(
                   "Where %1 ended it is not d-stationary: a direction was found that leads "
                   "downhill.")
            .arg(label);
    if (tested.reason.empty())
        return NetworkExplanation::tr(
                   "Whether a direction leads downhill from where %1 ended is not decided.")
            .arg(label);
    return NetworkExplanation::tr(
               "Whether a direction leads downhill from where %1 ended is not decided: %2.")
        .arg(label, QString::fromStdString(tested.reason));
}

QString describePenalty(const RunModel& model, const NetworkOutcome& outcome) {
    const ElmanProblemSpec* problem = problemOf(model);
    if (!problem || !outcome.penalised || !outcome.a_posteriori.is_known()) return {};
    if (outcome.a_posteriori.is_capped())
        return NetworkExplanation::tr(
            "Multipliers there touch its penalty weights, so how large these must be is not known from it.");
    return outcome.a_posteriori.exceeded_by(problem->betas)
               ? NetworkExplanation::tr(
                     "Its penalty weights are larger than the multipliers there, so breaking "
                     "the network's equations does not pay.")
               : NetworkExplanation::tr(
                     "Its penalty weights are smaller than the multipliers there, so breaking "
                     "the network's equations pays: raise β.");
}

QString describeKinksAndTime(const RunModel& model, std::size_t run) {
    const SolverRun& told = model.results().runs[run];
    const auto& series = model.results().series;
    if (told.history.empty() || !series) return {};
    const NetworkMeasures& measures = told.history.back().network;
    QStringList said;
    if (measures.zeros > 0)
        said << NetworkExplanation::tr("Units exactly at the kink, where the gradient is not defined: %1.")
                    .arg(measures.zeros);
    const GradientFate fate = gradient_fate(measures.multiplier_growth, series->steps());
    if (fate == GradientFate::explodes)
        said << NetworkExplanation::tr(
                    "Going back in time the gradient grows by %1 a step: it explodes over the "
                    "series.")
                    .arg(numberText(measures.multiplier_growth));
    else if (fate == GradientFate::vanishes)
        said << NetworkExplanation::tr(
                    "Going back in time the gradient shrinks to %1 of itself a step: it "
                    "vanishes, so early steps teach little.")
                    .arg(numberText(measures.multiplier_growth));
    return said.join(QLatin1Char(' '));
}

}  // namespace

QStringList explainNetworkRun(const RunModel& model, bool playing) {
    if (playing) return {describeRuns(model), describeDistance(model)};
    QStringList sentences{describeBest(model), describeKinkEnds(model), describeFailures(model)};
    if (const auto run = certifiedRun(model.results())) {
        const NetworkOutcome& outcome = *model.results().runs[*run].network;
        sentences << describeCertificate(outcome, runLabel(model.results(), *run))
                  << describePenalty(model, outcome) << describeKinksAndTime(model, *run);
    }
    return sentences;
}

QString explainNetworkEnding(const QString& solver, Termination termination, Index iterations) {
    switch (termination) {
        case Termination::converged:
            return NetworkExplanation::tr("%1 arrived after %2.").arg(solver).arg(stepsText(iterations));
        case Termination::not_a_minimum:
            return NetworkExplanation::tr(
                       "%1 came to rest after %2, and yet a direction leads downhill from there.")
                .arg(solver)
                .arg(stepsText(iterations));
        case Termination::iteration_limit:
            return NetworkExplanation::tr("%1 was still on its way after %2: allow more iterations.")
                .arg(solver)
                .arg(stepsText(iterations));
        case Termination::time_limit:
            return NetworkExplanation::tr(
                       "%1 ran out of time after %2: allow more seconds, or take a shorter series.")
                .arg(solver)
                .arg(stepsText(iterations));
        case Termination::stopped:
            return NetworkExplanation::tr("%1 was stopped after %2.").arg(solver).arg(stepsText(iterations));
        case Termination::diverged:
            return NetworkExplanation::tr(
                       "%1 ran away at step %2: the recursion blew up; start with smaller "
                       "weights, or take smaller steps.")
                .arg(solver)
                .arg(iterations);
        case Termination::stalled:
            return NetworkExplanation::tr(
                       "%1 found no lower point after %2: it sits at a kink or at the limit of precision.")
                .arg(solver)
                .arg(stepsText(iterations));
        case Termination::indefinite:
            return NetworkExplanation::tr(
                       "%1 came to a place that bends downwards, where its step has no meaning: "
                       "use piecewise-affine or lbfgs.")
                .arg(solver);
        case Termination::evaluation_failed:
            return NetworkExplanation::tr(
                       "%1 came to weights for which the objective is no number: start with "
                       "smaller ones, or standardise the data.")
                .arg(solver);
        case Termination::invalid_input:
            return NetworkExplanation::tr("%1 cannot take this problem: choose another method.").arg(solver);
    }
    return {};
}

}  // namespace basin::ui
