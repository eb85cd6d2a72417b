// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/explanation.h"

#include <algorithm>

#include <QCoreApplication>

#include "core/experiment/solver_labels.h"
#include "ui/families/family_view.h"
#include "ui/panels/number_text.h"
#include "ui/plots/cause_look.h"
#include "ui/plots/sweep_words.h"
#include "ui/runs/run_model.h"

namespace basin::ui {

namespace {

struct Explanation {
    Q_DECLARE_TR_FUNCTIONS(Explanation)
};

/// Of a run that a limit ended although it was not on its way; else empty.
QString explainLimit(const QString& solver, const SolverRun& run) {
    const Termination how = run.result.termination;
    if (how != Termination::iteration_limit && how != Termination::time_limit) return {};
    const QString steps = stepsText(run.result.iterations);
    switch (run.cause) {
        case FailureCause::kink_cycle:
            return Explanation::tr(
                       "%1 leapt to and fro across a kink, no lower and with steps no shorter, until the "
                       "limit of %2: lower its step, or choose a method for kinks.")
                .arg(solver, steps);
        case FailureCause::overshot:
            return Explanation::tr(
                       "%1 overshot: its steps led up as well as down, and it came no lower until the limit "
                       "of %2. Lower its step, start closer, or choose a method that searches along the "
                       "line.")
                .arg(solver, steps);
        case FailureCause::stalled:
            return Explanation::tr(
                       "%1 came no lower for long before the limit of %2: it cannot get any "
                       "lower at this precision.")
                .arg(solver, steps);
        default:
            return {};
    }
}

}  // namespace

QString explainEnd(const QString& solver, const SolverRun& run) {
    const Index steps = run.result.iterations;
    switch (run.end.kind) {
        case EndKind::maximum:
            return Explanation::tr(
                       "%1 came to rest on a hilltop after %2: the slope vanishes there, but the landscape "
                       "bends downward in every direction. Start elsewhere.")
                .arg(solver)
                .arg(stepsText(steps));
        case EndKind::saddle:
            return Explanation::tr(
                       "%1 came to rest on a saddle after %2: the slope vanishes there, but the landscape "
                       "bends downward in some directions. Start elsewhere.")
                .arg(solver)
                .arg(stepsText(steps));
        case EndKind::plateau:
            return Explanation::tr(
                       "%1 came to rest on a plateau after %2: it is flat there, but lower ground lies "
                       "further on. Start elsewhere.")
                .arg(solver)
                .arg(stepsText(steps));
        case EndKind::slope:
            return Explanation::tr(
                       "%1 came to rest at a kink after %2, and yet a direction leads downhill from there. "
                       "Start elsewhere.")
                .arg(solver)
                .arg(stepsText(steps));
        case EndKind::far:
            return Explanation::tr(
                       "%1 stopped after %2 because the slope is very small, but the lowest point is still "
                       "%3 away: lower the gradient tolerance.")
                .arg(solver)
                .arg(stepsText(steps))
                .arg(numberText(run.end.away));
        case EndKind::not_decided:
            return Explanation::tr("%1 came to rest after %2; whether that is a lowest point is not decided.")
                .arg(solver)
                .arg(stepsText(steps));
        case EndKind::none:
        case EndKind::minimum:
        case EndKind::valley:
        case EndKind::stationary:
            break;
    }
    // What broke off, and where, is in the run's own sentence alone.
    const Termination how = run.result.termination;
    const bool brokeOff = how == Termination::indefinite || how == Termination::evaluation_failed ||
                          how == Termination::diverged;
    if (brokeOff && !run.result.message.empty())
        return QStringLiteral("%1: %2").arg(solver, QString::fromStdString(run.result.message));
    if (const QString limit = explainLimit(solver, run); !limit.isEmpty()) return limit;
    return explainTermination(solver, how, steps);
}

QString explainTermination(const QString& solver, Termination termination, Index iterations) {
    switch (termination) {
        case Termination::converged:
            return Explanation::tr("%1 arrived after %2.").arg(solver).arg(stepsText(iterations));
        case Termination::not_a_minimum:
            return Explanation::tr("%1 came to rest after %2, but not at a lowest point: start elsewhere.")
                .arg(solver)
                .arg(stepsText(iterations));
        case Termination::iteration_limit:
            if (solver == QLatin1String("adam"))
                return Explanation::tr(
                           "%1 was still on its way after %2: its steps keep their length, so lower its "
                           "learning rate to settle, or allow more of them.")
                    .arg(solver)
                    .arg(stepsText(iterations));
            return Explanation::tr(
                       "%1 was still on its way after %2: allow more iterations, or start closer.")
                .arg(solver)
                .arg(stepsText(iterations));
        case Termination::time_limit:
            return Explanation::tr("%1 ran out of time: allow more seconds, or choose a smaller problem.")
                .arg(solver);
        case Termination::stopped:
            return Explanation::tr("%1 was stopped after %2.").arg(solver).arg(stepsText(iterations));
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

namespace {

/// Whether methods are still on their way, in the run or as it is played; pictures may come after them.
bool isPlaying(const RunModel& model) {
    if (model.playhead() < model.lastIteration()) return true;
    const Results& results = model.results();
    const bool ended =
        results.runs.size() == results.experiment.solvers.size() &&
        std::ranges::none_of(results.runs, [](const SolverRun& run) { return run.result.message.empty(); });
    return model.isRunning() && !ended;
}

/// Behind another sentence; empty where it is not known.
QString explainFailures(const Repeats& repeats) {
    const CauseCounts causes = repeats.causes();
    if (causes.total() == 0) return {};
    Index runs = 0;
    for (const RepeatedSolver& solver : repeats.solvers) runs += solver.done();
    return QLatin1Char(' ') + Explanation::tr("%1 of the %2 runs did not arrive: %3.")
                                  .arg(causes.total())
                                  .arg(runs)
                                  .arg(causeShares(causes));
}

/// How often the solvers arrive from other seeds; empty while that is not known.
QString explainRepeats(const Results& results) {
    if (!is_whole(results.repeats)) return {};
    const std::vector<std::string> labels = solver_labels(results.experiment.solvers);
    QStringList always, others;
    for (std::size_t i = 0; i < results.repeats->solvers.size(); ++i) {
        const RepeatedSolver& solver = results.repeats->solvers[i];
        const QString label = QString::fromStdString(labels[i]);
        if (solver.arrived() == solver.done())
            always << label;
        else
            others << Explanation::tr("%1 %2 times").arg(label).arg(solver.arrived());
    }
    const QString separator = QStringLiteral(", "), why = explainFailures(*results.repeats);
    const Index count = results.repeats->count;
    if (others.isEmpty()) return Explanation::tr("From %1 seeds, every method arrived each time.").arg(count);
    if (always.isEmpty())
        return Explanation::tr("From %1 seeds, arrived: %2.").arg(count).arg(others.join(separator)) + why;
    return Explanation::tr("From %1 seeds, %2 arrived each time; %3.")
               .arg(count)
               .arg(always.join(separator), others.join(separator)) +
           why;
}

}  // namespace

QString explainRun(const RunModel& model) {
    if (!model.failure().isEmpty())
        return Explanation::tr("This experiment could not be run. Nothing was changed; see the message.");
    const FamilyView& family = familyShown(&model);
    if (!model.problem()) return family.explainWaiting(model.isRunning());
    const bool playing = isPlaying(model);
    QStringList sentences = family.explain(model, playing);
    const Results& results = model.results();
    if (!playing) sentences << explainRepeats(results);
    if (!playing && results.sweep) sentences << explainSweep(results.experiment, *results.sweep);
    QStringList said;
    std::ranges::copy_if(sentences, std::back_inserter(said), [](const QString& s) { return !s.isEmpty(); });
    for (const FailedPart& failed : results.failed)
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
        {Explanation::tr("root mean square"),
         Explanation::tr("The root of the mean square error: an error in the units of the data.")},
        {Explanation::tr("naive forecast"),
         Explanation::tr("One that needs no training: the last value, the last season, or the mean.")},
        {Explanation::tr("skill"),
         Explanation::tr("How much smaller the error is than that of the best naive forecast: 0.3 is 30 % "
                         "smaller, and below 0 it is worse than doing nothing.")},
        {Explanation::tr("lags"),
         Explanation::tr("How many past values the network is shown when it predicts the next one.")},
        {Explanation::tr("horizon"), Explanation::tr("How many rows ahead is forecast.")},
        {Explanation::tr("free run"),
         Explanation::tr("The test steps once more, with the network's own predictions as their past instead "
                         "of what was measured.")},
    };
}

}  // namespace basin::ui
