// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/explanation.h"

#include <algorithm>
#include <cmath>

#include <QCoreApplication>

#include "core/experiment/method_of_theory.h"
#include "ui/panels/network_explanation.h"
#include "ui/panels/number_text.h"
#include "ui/plots/theory_bounds.h"
#include "ui/runs/family.h"
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
    const QString methods =
        solvers == 1 ? Explanation::tr("One method looks") : Explanation::tr("%1 methods look").arg(solvers);
    return Explanation::tr("%1 for the lowest point of the landscape, %2 numbers at once.")
        .arg(methods)
        .arg(dimension);
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
        .arg(QString::fromStdString(best->spec.name), numberText(nearest));
}

bool endedWell(const SolverRun& run) {
    return arrived(run);
}

// On a kink there is no gradient to vanish: a run that ends beside it has not failed.
QString describeKink(const RunModel& model, const SolverRun& run) {
    const auto& problem = model.problem();
    if (!problem || !problem->minimiser.verified || !problem->minimiser.on_kink()) return {};
    const QString name = QString::fromStdString(run.spec.name);
    if (run.reached_kink)
        return Explanation::tr(
                   "%1 came to the lowest point after %2 steps; it sits on a kink, where no gradient "
                   "vanishes.")
            .arg(name)
            .arg(run.result.iterations);
    return Explanation::tr(
               "The lowest point sits on a kink, where no gradient vanishes; %1 ended %2 away from "
               "it, because a Newton step sees the landscape on one side of a kink only.")
        .arg(name, numberText(run.result.distance));
}

// The method that failed says more than the ones that arrived.
QString describeEnd(const RunModel& model) {
    const auto& runs = model.results().runs;
    const auto arrived =
        std::ranges::count_if(runs, [](const SolverRun& run) { return hasEnded(run) && endedWell(run); });
    if (arrived == std::ssize(runs) && arrived > 1) {
        const auto fastest =
            std::ranges::min_element(runs, {}, [](const SolverRun& run) { return run.result.iterations; });
        return Explanation::tr("All %1 methods arrived; %2 needed the fewest steps, %3.")
            .arg(arrived)
            .arg(QString::fromStdString(fastest->spec.name))
            .arg(fastest->result.iterations);
    }
    const auto failed =
        std::ranges::find_if(runs, [](const SolverRun& run) { return hasEnded(run) && !endedWell(run); });
    const auto& told = failed != runs.end() ? failed : std::ranges::find_if(runs, hasEnded);
    if (told == runs.end()) return {};
    if (const QString kink = describeKink(model, *told); !kink.isEmpty()) return kink;
    return explainEnd(QString::fromStdString(told->spec.name), *told);
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
            ? Explanation::tr("In the energy norm the bound held in all %1 steps.").arg(energy.steps)
            : Explanation::tr("In the energy norm it was exceeded in %1 of %2 steps.")
                  .arg(energy.exceeded)
                  .arg(energy.steps);
    return Explanation::tr(
               "The published bound is exceeded: a step of %1 left %2 times the distance, where at most "
               "%3 was promised. %4")
        .arg(QString::fromStdString(model.results().runs[*run].spec.name), numberText(published.measured),
             numberText(published.bound), held);
}

QString describeTheory(const RunModel& model) {
    const Certificate& certificate = model.results().certificate;
    if (!model.hasCertificate() || std::isnan(certificate.l)) return {};
    if (const QString exceeded = describeExceededBounds(model); !exceeded.isEmpty()) return exceeded;
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

QString explainEnd(const QString& solver, const SolverRun& run) {
    const Index steps = run.result.iterations;
    switch (run.end.kind) {
        case EndKind::maximum:
            return Explanation::tr(
                       "%1 came to rest on a hilltop after %2 steps: the slope vanishes there, but the "
                       "landscape bends downward in every direction. Start elsewhere.")
                .arg(solver)
                .arg(steps);
        case EndKind::saddle:
            return Explanation::tr(
                       "%1 came to rest on a saddle after %2 steps: the slope vanishes there, but the "
                       "landscape bends downward in some directions. Start elsewhere.")
                .arg(solver)
                .arg(steps);
        case EndKind::plateau:
            return Explanation::tr(
                       "%1 came to rest on a plateau after %2 steps: it is flat there, but lower ground lies "
                       "further on. Start elsewhere.")
                .arg(solver)
                .arg(steps);
        case EndKind::slope:
            return Explanation::tr(
                       "%1 came to rest at a kink after %2 steps, and yet a direction leads downhill from "
                       "there. Start elsewhere.")
                .arg(solver)
                .arg(steps);
        case EndKind::far:
            return Explanation::tr(
                       "%1 stopped after %2 steps because the slope is very small, but the lowest point is "
                       "still %3 away: lower the gradient tolerance.")
                .arg(solver)
                .arg(steps)
                .arg(numberText(run.end.away));
        case EndKind::not_decided:
            return Explanation::tr(
                       "%1 came to rest after %2 steps; whether that is a lowest point is not decided.")
                .arg(solver)
                .arg(steps);
        case EndKind::none:
        case EndKind::minimum:
        case EndKind::valley:
        case EndKind::stationary:
            break;
    }
    return explainTermination(solver, run.result.termination, steps);
}

QString explainTermination(const QString& solver, Termination termination, Index iterations) {
    switch (termination) {
        case Termination::converged:
            return Explanation::tr("%1 arrived after %2 steps.").arg(solver).arg(iterations);
        case Termination::not_a_minimum:
            return Explanation::tr(
                       "%1 came to rest after %2 steps, but not at a lowest point: start elsewhere.")
                .arg(solver)
                .arg(iterations);
        case Termination::iteration_limit:
            if (solver == QLatin1String("adam"))
                return Explanation::
                    tr("%1 was still on its way after %2 steps: its steps keep their length, so lower its "
                       "learning rate to settle, or allow more of them.")
                        .arg(solver)
                        .arg(iterations);
            return Explanation::tr(
                       "%1 was still on its way after %2 steps: allow more iterations, or start closer.")
                .arg(solver)
                .arg(iterations);
        case Termination::time_limit:
            return Explanation::tr("%1 ran out of time: allow more seconds, or choose a smaller problem.")
                .arg(solver);
        case Termination::stopped:
            return Explanation::tr("%1 was stopped after %2 steps.").arg(solver).arg(iterations);
        case Termination::diverged:
            return Explanation::tr(
                       "%1 ran away from the lowest point: start closer, or make the Hessian more accurate.")
                .arg(solver);
        case Termination::stalled:
            return Explanation::
                tr("%1 cannot get any lower at this precision: a larger tolerance would count it as arrived.")
                    .arg(solver);
        case Termination::indefinite:
            return Explanation::tr(
                       "%1 came to a place that bends downwards, where its step has no meaning: start "
                       "closer, add "
                       "ridge, or use damped-newton.")
                .arg(solver);
        case Termination::evaluation_failed:
            return Explanation::tr(
                       "%1 came to a point where the loss is no number: start closer, or lower the gain.")
                .arg(solver);
        case Termination::invalid_input:
            return Explanation::tr("%1 cannot take this problem: choose another method.").arg(solver);
    }
    return {};
}

QString explainRun(const RunModel& model) {
    if (!model.failure().isEmpty())
        return Explanation::tr("This experiment could not be run. Nothing was changed; see the message.");
    if (!model.problem() && familyOf(model.results().experiment) == Family::network)
        return model.isRunning()
                   ? Explanation::tr("Making the series that the network is to learn.")
                   : Explanation::tr(
                         "Choose how large the random weights are at the start and how roughly each step is "
                         "solved, then press Run.");
    if (!model.problem()) {
        return model.isRunning()
                   ? Explanation::tr(
                         "Finding the lowest point of the landscape first, to measure distances to it.")
                   : Explanation::tr(
                         "Choose how far away to start and how crude the Hessian may be, then press Run.");
    }
    const bool playing = model.isRunning() || model.playhead() < model.lastIteration();
    const QStringList sentences = familyOf(model.results().experiment) == Family::network
                                      ? explainNetworkRun(model, playing)
                                  : playing ? QStringList{describeRuns(model), describeDistance(model)}
                                            : QStringList{describeEnd(model), describeKnown(model),
                                                          describeTrials(model), describeTradeoff(model)};
    QStringList said;
    std::ranges::copy_if(sentences, std::back_inserter(said), [](const QString& s) { return !s.isEmpty(); });
    for (const FailedPart& failed : model.results().failed)
        said << Explanation::tr("Missing: %1. %2")
                    .arg(QString::fromStdString(failed.part), QString::fromStdString(failed.message));
    return said.join(QLatin1Char(' '));
}

QList<GlossaryEntry> glossary() {
    return {
        {Explanation::tr("Hessian"),
         Explanation::tr("All second derivatives of the loss: how the landscape bends in every direction.")},
        {Explanation::tr("eigenvalue"),
         Explanation::tr(
             "The bend along one of the Hessian's own directions; a negative one means downhill both ways.")},
        {Explanation::tr("exact and estimated eigenvalues"),
         Explanation::tr(
             "Up to a thousand unknowns all eigenvalues are computed. Above, only the smallest and "
             "the largest are found, and how the others are spread is estimated from random "
             "probes; the bars say how far that may be off.")},
        {Explanation::tr("gradient"),
         Explanation::tr("The direction of steepest ascent; it vanishes at the lowest point.")},
        {Explanation::tr("minimiser"),
         Explanation::tr("The lowest point x* of the landscape near which everything is measured.")},
        {Explanation::tr("saddle"),
         Explanation::tr(
             "A place where the slope vanishes although the landscape falls in some directions; from a "
             "hilltop it falls in all of them.")},
        {Explanation::tr("basin"), Explanation::tr("All starts from which a method reaches the minimiser.")},
        {Explanation::tr("contraction"),
         Explanation::tr("The factor by which one step shrinks the distance to the minimiser.")},
        {Explanation::tr("approximation error"),
         Explanation::tr("How much the Hessian that is used differs from the true one, at most.")},
        {Explanation::tr("kink"),
         Explanation::tr("A crease of the landscape: the slope jumps from one side to the other.")},
        {Explanation::tr("energy norm"),
         Explanation::tr(
             "A length that counts each direction by how strongly the landscape bends along it.")},
        {Explanation::tr("sketch"),
         Explanation::tr("A small random mixture of the data's rows that stands for all of them.")},
        {Explanation::tr("leverage"),
         Explanation::tr("How much one row of the data matters: how badly the others could replace it.")},
        {Explanation::tr("Pareto front"),
         Explanation::tr("The choices that no other one beats in both respects at once.")},
        {Explanation::tr("certificate"),
         Explanation::tr("Numbers from which a theorem promises that the method will arrive.")},
        {Explanation::tr("recurrent network"),
         Explanation::tr(
             "A network that reads a series step by step and remembers: its hidden units see what "
             "they were a step before.")},
        {Explanation::tr("hidden units"),
         Explanation::tr("The numbers in which a recurrent network keeps what it has seen.")},
        {Explanation::tr("d-stationary"),
         Explanation::tr("No direction leads downhill, with slopes taken on the side one goes to: the right "
                         "sense of a lowest point among kinks.")},
        {Explanation::tr("multipliers"),
         Explanation::tr("What a small violation of an equation would gain; found by going back in time.")},
        {Explanation::tr("penalty weights"),
         Explanation::tr(
             "The price β for each unit by which an equation of the network is broken. Large enough, "
             "it is never worth paying.")},
        {Explanation::tr("test steps"),
         Explanation::tr("The end of the series, kept back: how well the network does there, it was not "
                         "taught.")},
        {Explanation::tr("mean square error"),
         Explanation::tr(
             "The average over the steps of the squared distance between prediction and target.")},
    };
}

}  // namespace basin::ui
