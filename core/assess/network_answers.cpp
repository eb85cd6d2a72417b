// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/assess/network_answers.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "core/experiment/catalogue.h"
#include "core/experiment/problem_family.h"
#include "core/experiment/solver_labels.h"
#include "core/numeric/text.h"

namespace basin {

namespace {

/// A run and what its whole history says about kinks.
struct Trace {
    const SolverRun* run = nullptr;
    std::string name;
    double crossed = 0, largest_jump = 0, largest_share = 0, end_zeros = 0;

    const NetworkMeasures& end() const { return run->history.back().network; }
};

Trace trace_of(const SolverRun& run) {
    Trace trace{&run, solver_text(run.spec)};
    for (const IterationRecord& record : run.history) {
        const NetworkMeasures& now = record.network;
        if (now.kinks_crossed > 0) trace.crossed += now.kinks_crossed;
        trace.largest_jump = std::fmax(trace.largest_jump, now.slope_jump);
        trace.largest_share = std::fmax(trace.largest_share, now.nondifferentiable_share);
    }
    trace.end_zeros = static_cast<double>(run.network->stationarity.zeros);
    return trace;
}

Evidence measured_of(const char* key, const Trace& trace, double value, const char* meaning) {
    return {key, trace.name, Knowledge::measured, value, meaning};
}

Question smoothness(const std::vector<Trace>& traces) {
    Question question{"smooth", "Is the loss smooth where training goes?", Answer::yes, {}, {}};
    for (const Trace& trace : traces) {
        if (trace.crossed > 0 || trace.end_zeros > 0) question.answer = Answer::no;
        question.figures.push_back(measured_of("kinks_crossed", trace, trace.crossed,
                                               "units that went over their kinks, all steps together"));
        question.figures.push_back(
            measured_of("zeros", trace, trace.end_zeros, "units exactly on theirs at the end"));
        question.figures.push_back(measured_of("slope_jump", trace, trace.largest_jump,
                                               "largest difference of slopes ahead and behind"));
        question.figures.push_back(measured_of("nondifferentiable_share", trace, trace.largest_share,
                                               "largest share of directions with two slopes"));
    }
    if (question.answer == Answer::yes) {
        question.say(
            "No run met a kink: gradients tell every slope, and methods for smooth problems are safe.");
        return question;
    }
    question.brief = {"no: runs went over kinks", {}};
    question.say(
        "Runs went over kinks: a gradient tells the slope on one side only. Where a run ends on kinks, "
        "judge it by one-sided slopes, not by the length of the gradient.");
    return question;
}

Question gradients(const Trace& best, Index steps) {
    const double growth = best.end().multiplier_growth, radius = best.end().spectral_radius;
    Question question{"gradients", "Do gradients reach the early steps?", Answer::not_decided, {}, {}};
    question.figures = {
        measured_of("multiplier_growth", best, growth, "mean factor of the gradient per step back in time"),
        measured_of("spectral_radius", best, radius, "of W: above 1 the state may grow for ever")};
    const GradientFate fate = gradient_fate(growth, steps);
    if (fate == GradientFate::unknown) return question;
    question.answer = fate == GradientFate::kept ? Answer::yes : Answer::no;
    if (fate == GradientFate::vanishes) {
        question.brief = {"no: they fade", {}};
        question.say("They fade by %1 a step: what lies more than about %2 steps back teaches nothing.",
                     {number_text(growth), number_text(std::ceil(std::log(0.01) / std::log(growth)))});
    } else if (fate == GradientFate::explodes) {
        question.brief = {"no: they grow", {}};
        question.say("They grow by %1 a step: clip them, or take small steps.", {number_text(growth)});
    } else {
        question.say("They neither vanish nor explode over the series (%1 a step).", {number_text(growth)});
    }
    return question;
}

Question stationary(const std::vector<Trace>& traces) {
    Question question{
        "stationary", "Does training end where nothing leads down?", Answer::not_decided, {}, {}};
    for (const Trace& trace : traces) {
        const NetworkStationarity& end = trace.run->network->stationarity;
        question.figures.push_back({"residual", trace.name, Knowledge::certified, end.residual,
                                    "length of the best gradient at the kinks"});
        if (end.first_order == Answer::yes) {
            question.answer = Answer::yes;
            question.say("The end of %1 is proved d-stationary.", {trace.name});
        } else if (end.first_order == Answer::no) {
            if (question.answer != Answer::yes) question.answer = Answer::no;
            question.say("From the end of %1 a step of %2 still lowers the objective by %3.",
                         {trace.name, number_text(end.drop_step), number_text(end.drop)});
        } else if (!end.reason.empty()) {
            question.say("Of the end of %1 it is not decided: %2.", {trace.name, end.reason});
        }
    }
    return question;
}

Question penalty(const Trace& affine, const PenaltyWeights& betas) {
    const PenaltyThresholds& least = affine.run->network->a_posteriori;
    Question question{"penalty", "Are the penalty weights large enough?", Answer::not_decided, {}, {}};
    const auto figure = [&](const char* key, double log10, bool capped) {
        question.figures.push_back({key, affine.name, Knowledge::estimated, std::pow(10, log10),
                                    capped
                                        ? "largest multiplier at the end, which touches the weight: what is "
                                          "needed is at least this"
                                        : "largest multiplier at the end: the weight must be above it"});
    };
    figure("beta_h", least.log10_h, least.capped_h);
    figure("beta_u", least.log10_u, least.capped_u);
    figure("beta_v", least.log10_v, least.capped_v);
    if (!least.is_known()) return question;
    if (least.is_capped()) {
        question.say(
            "Multipliers touch the weights they were computed with: the figures are lower bounds, and how "
            "large the weights must be is not known from this run.");
        return question;
    }
    question.answer = least.exceeded_by(betas) ? Answer::yes : Answer::no;
    question.say(question.answer == Answer::yes
                     ? "Near this end the penalised problem keeps the network's equations."
                     : "The penalised problem may break the network's equations: raise the weights above the "
                       "figures.");
    return question;
}

/// Whether every target keeps its value over all steps, up to rounding.
bool is_constant(const ElmanSeries& series) {
    constexpr double rounding = 1e-12;  // over the largest entry, as where rows are standardised
    for (Index i = 0; i < series.Y.rows(); ++i) {
        const double low = std::min(series.Y.row(i).minCoeff(), series.Y_test.row(i).minCoeff());
        const double high = std::max(series.Y.row(i).maxCoeff(), series.Y_test.row(i).maxCoeff());
        if (high - low > rounding * std::max(std::abs(low), std::abs(high))) return false;
    }
    return true;
}

/// Of own data, in their units: against what needs no training.
void judge(const SeriesJudgement& found, const Trace& best, Question& question) {
    question.figures = {measured_of("test_error", best, mean_of(found.test_error),
                                    "root mean square over the test steps, in the data's units"),
                        {"naive_error", "", Knowledge::measured, best_naive(found.naive).error,
                         "the same of the best naive forecast"},
                        measured_of("free_run_error", best, mean_of(found.free_run_error),
                                    "the same on its own predictions")};
    if (std::isnan(found.skill)) return;
    question.answer = found.skill > 0 ? Answer::yes : Answer::no;
    question.say("It is %1.", {skill_words(found)});
}

/// Against the mean of the training targets, what one would say without a network.
Question prediction(const Trace& best, const ElmanSeries& series) {
    const double error = best.run->network->test_error;
    const Vector mean = series.Y.rowwise().mean();
    const double plain = mean_square_error(mean.replicate(1, series.test_steps()), series.Y_test);
    Question question{"prediction", "Does it predict steps it has not seen?", Answer::not_decided, {}, {}};
    question.figures = {
        measured_of("test_error", best, error, "mean squared error over the test steps"),
        {"mean_error", "", Knowledge::measured, plain, "the same of the mean of the training targets"}};
    if (is_constant(series)) {
        question.say("The targets are constant: there is nothing to be predicted.");
        return question;
    }
    if (best.run->network->judgement && std::isfinite(error)) {
        judge(*best.run->network->judgement, best, question);
        return question;
    }
    if (!(plain > 0)) {
        question.say(
            "Not to be told from these test steps: all of them are the mean of the training targets, which "
            "no "
            "network can predict better.");
        return question;
    }
    question.answer = error < plain ? Answer::yes : Answer::no;
    if (!std::isfinite(error)) {
        question.say("What it says of the test steps is not finite.");
        return question;
    }
    question.say(error < plain
                     ? "Its error is %1 of what the mean of the targets has."
                     : "Its error is %1 of what the mean of the targets has: it has learned the training "
                       "steps only.",
                 {number_text(error / plain)});
    return question;
}

/// Of runs that ended before their first point: why they did.
Question no_beginning(const std::vector<const SolverRun*>& runs) {
    Question question{"training", "Can training begin?", Answer::no, {}, {}};
    for (const SolverRun* run : runs)
        question.say("%1 did not: %2", {solver_text(run->spec), run->result.message});
    return question;
}

}  // namespace

Sentence network_verdict(const std::vector<Question>& questions) {
    const auto answer = [&questions](std::string_view key) -> std::optional<Answer> {
        const auto found = std::ranges::find(questions, key, &Question::key);
        return found == questions.end() ? std::nullopt : std::optional(found->answer);
    };
    if (answer("training") == Answer::no && !answer("stationary")) return {"Training could not begin.", {}};
    if (answer("prediction") == Answer::yes)
        return {
            "Training pays: the network predicts steps that it has not seen better than the simple guess.",
            {}};
    if (answer("prediction") == Answer::no)
        return {"Training does not pay yet: a simple guess predicts the steps ahead as well as the network.",
                {}};
    if (answer("stationary") == Answer::yes) return {"Training ends where nothing leads down.", {}};
    if (answer("stationary") == Answer::no) return {"Training ends where a step still leads down.", {}};
    return {"Training ends, but whether anything still leads down is not decided.", {}};
}

std::vector<Question> network_answers(const Results& results) {
    std::vector<Trace> traces;
    std::vector<const SolverRun*> unbegun;
    for (const SolverRun& run : results.runs) {
        if (run.network && !run.history.empty()) {
            traces.push_back(trace_of(run));
        } else if (run.result.termination != Termination::stopped) {
            unbegun.push_back(&run);
        }
    }
    std::vector<Question> questions;
    if (!unbegun.empty()) questions.push_back(no_beginning(unbegun));
    if (traces.empty()) return questions;
    const auto objective = [](const Trace& trace) {
        const double value = trace.run->network->objective;
        return std::isfinite(value) ? value : std::numeric_limits<double>::infinity();
    };
    const Trace& best = *std::ranges::min_element(traces, {}, objective);
    questions.push_back(smoothness(traces));
    questions.push_back(gradients(best, results.series ? results.series->steps() : 1));
    questions.push_back(stationary(traces));
    const auto affine = std::ranges::find_if(
        traces, [](const Trace& trace) { return trace.run->network->penalised.has_value(); });
    if (affine != traces.end())
        questions.push_back(
            penalty(*affine, *family_of(results.experiment).penalty_weights(results.experiment.problem)));
    if (results.series->test_steps() > 0) questions.push_back(prediction(best, *results.series));
    return questions;
}

}  // namespace basin
