// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/assess/series_check.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <variant>

#include "core/experiment/catalogue.h"
#include "core/experiment/prepared_problem.h"
#include "core/experiment/series_columns.h"
#include "core/experiment/solver_labels.h"
#include "core/numeric/deadline.h"
#include "core/numeric/text.h"
#include "core/problems/series_judgement.h"

namespace basin {

namespace {

ElmanProblemSpec& network_of(Experiment& experiment) {
    return std::get<ElmanProblemSpec>(experiment.problem);
}
const ElmanProblemSpec& network_of(const Experiment& experiment) {
    return std::get<ElmanProblemSpec>(experiment.problem);
}

Question about_reading(const ElmanDataSpec& data) {
    Question question{"data", "What was read?", Answer::yes, {}, {}};
    const SeriesPlan plan = series_plan(data);
    if (data.table && plan.lags == 0) question.answer = Answer::not_decided;
    question.brief = {"two matrices", {}};
    if (data.table)
        question.brief = {"%1 rows, %2 columns",
                          {std::to_string(data.table->value->values.rows()),
                           std::to_string(data.table->value->values.cols())}};
    for (const std::string& line : series_lines(data)) question.say("%1.", {line});
    if (!data.table) question.say("Two matrices of numbers, which have no names and no time.");
    return question;
}

/// Of one target: how far the changes from row to row foretell one another.
struct Structure {
    double strongest = 0;  // of the autocorrelations of the changes, by absolute value
    Index lag = 0;         // where
    double noise = 0;      // what changes without any structure stay below, 19 times in 20
};

Structure structure_of(const SeriesFrame& frame, Index target) {
    std::vector<double> changes;
    const auto values = frame.columns().targets.row(target);
    for (Index t = 1; t < values.size(); ++t)
        if (std::isfinite(values[t]) && std::isfinite(values[t - 1]))
            changes.push_back(values[t] - values[t - 1]);
    const Vector all = Eigen::Map<const Vector>(changes.data(), std::ssize(changes));
    const Vector found =
        autocorrelation(all, std::min<Index>(std::max<Index>(12, frame.plan().season), all.size() / 3));
    Structure structure;
    for (Index k = 0; k < found.size(); ++k) {
        if (!(std::abs(found[k]) > std::abs(structure.strongest))) continue;
        structure.strongest = found[k];
        structure.lag = k + 1;
    }
    // The largest of so many, by Bonferroni: 2 stands for one of them at 1 in 20.
    const double each = std::sqrt(2 * std::log(20.0 * static_cast<double>(std::max<Index>(1, found.size()))));
    structure.noise = each / std::sqrt(static_cast<double>(std::max<Index>(1, all.size())));
    return structure;
}

Question about_learning(const ElmanSeries& series) {
    const SeriesFrame& frame = *series.frame;
    const NaiveErrors naive = naive_errors(series);
    Question question{"learnable", "Is there something to learn?", Answer::no, {}, {}};
    const auto figure = [&question](const char* key, const std::string& of, double value,
                                    const char* meaning) {
        question.figures.push_back({key, of, Knowledge::measured, value, meaning});
    };
    figure("naive_last_value", "", mean_of(naive.last_value),
           "error of saying the last value again, in the data's units");
    if (naive.last_season.size() > 0)
        figure("naive_last_season", "", mean_of(naive.last_season), "error of saying what was a season ago");
    figure("naive_mean", "", mean_of(naive.mean), "error of saying the mean of the training steps");
    for (Index i = 0; i < series.Y.rows(); ++i) {
        const std::string& name = frame.columns().target_names[static_cast<std::size_t>(i)];
        const Structure found = structure_of(frame, i);
        figure("autocorrelation", name, found.strongest, "the strongest of the changes from row to row");
        if (std::abs(found.strongest) > found.noise) {
            question.answer = Answer::yes;
            question.brief = {};
            question.say("Changes of %1 foretell those %2 rows later (correlation %3).",
                         {name, std::to_string(found.lag), number_text(found.strongest)});
        } else {
            if (question.answer != Answer::yes) question.brief = {"hardly: it looks like noise", {}};
            question.say("Changes of %1 look like noise: the last value is hard to beat.", {name});
        }
    }
    const BestNaive best = best_naive(naive);
    question.say("Of what needs no training, %1 is best: error %2.", {best.name, number_text(best.error)});
    return question;
}

/// One setting that is tried.
struct Setting {
    SolverSpec solver;
    Index hidden;
    double deviation;

    bool operator==(const Setting&) const = default;
    std::string text() const {
        return solver_text(solver) + ", " + std::to_string(hidden) + " units, deviation " +
               number_text(deviation);
    }
};

std::vector<Setting> settings_of(const Experiment& experiment) {
    std::vector<SolverSpec> solvers = experiment.solvers;
    if (solvers.empty()) solvers = {{"lbfgs", {}}, {"piecewise-affine", {}}};
    const Index width = network_of(experiment).hidden;
    std::vector<Setting> settings;
    for (const double deviation : {experiment.start.deviation, 0.1, 0.5})
        for (const Index hidden : {width, 2 * width, std::max<Index>(1, width / 2)})
            for (const SolverSpec& solver : solvers) {
                const Setting setting{solver, hidden, deviation};
                if (std::ranges::find(settings, setting) == settings.end()) settings.push_back(setting);
            }
    return settings;
}

/// The mean test error after training; not_applicable where training came to nothing.
std::optional<double> measure(const Experiment& experiment, const Setting& setting, double seconds,
                              const std::stop_token& stop) {
    Experiment tried = experiment;
    tried.solvers = {setting.solver};
    network_of(tried).hidden = setting.hidden;
    network_of(tried).lambdas.reset();
    tried.start = StartSpec{};
    tried.start.deviation = setting.deviation;
    tried.start.seed = experiment.start.seed;
    const PreparedProblem prepared = prepare(tried, stop);
    SolverOptions options;
    options.stopping = tried.stopping;
    options.stopping.max_seconds = std::min(options.stopping.max_seconds, seconds);
    options.spectrum.every = 0;
    const auto solver = make_solver(setting.solver, options);
    const Problem& problem = prepared.problem_for(*solver);
    if (solver->rejects(problem) || !prepared.start_for(*solver).allFinite()) return std::nullopt;
    const SolveResult end = solver->solve(problem, prepared.start_for(*solver), {}, stop);
    const ElmanTraining& training = *prepared.problem->structure().network;
    const Vector theta = end.x.head(training.shape().parameters());
    const SeriesJudgement found = judge_series(training, theta, predict(training, theta));
    const double error = mean_of(found.test_error.size() > 0 ? found.test_error : found.train_error);
    return std::isfinite(error) ? std::optional(error) : std::nullopt;
}

}  // namespace

std::vector<Question> series_questions(const Experiment& experiment) {
    const ElmanProblemSpec& problem = network_of(experiment);
    return {about_reading(*problem.data), about_learning(make_series(problem))};
}

Question settings_question(const Experiment& experiment, double max_seconds, const std::stop_token& stop) {
    Question question{
        "settings", "Which start, width and method pay on this series?", Answer::not_decided, {}, {}};
    const Deadline deadline(max_seconds, stop);
    const auto settings = settings_of(experiment);
    const double share = max_seconds / static_cast<double>(settings.size());
    const Setting* best = nullptr;
    double least = std::numeric_limits<double>::infinity();
    std::size_t tried = 0;
    for (const Setting& setting : settings) {
        if (deadline.token().stop_requested()) break;
        ++tried;
        const auto error = measure(experiment, setting, share, deadline.token());
        if (!error) continue;
        question.figures.push_back({"test_error", setting.text(), Knowledge::measured, *error,
                                    "root mean square, in the data's units"});
        if (*error >= least) continue;
        least = *error;
        best = &setting;
    }
    std::ranges::stable_sort(question.figures, {}, &Evidence::value);
    question.brief = {"not known", {}};
    if (!best) return question;
    const BestNaive naive = best_naive(naive_errors(make_series(network_of(experiment))));
    question.answer = least < naive.error ? Answer::yes : Answer::no;
    question.brief = {"%1", {best->text()}};
    if (question.answer == Answer::no) question.brief = {"none that was tried", {}};
    question.say("Best of %1 settings that were tried for %2 each: %3, with an error of %4 (%5 has %6).",
                 {std::to_string(tried), seconds_text(share), best->text(), number_text(least), naive.name,
                  number_text(naive.error)});
    if (question.answer == Answer::no) question.say("None is better than doing nothing.");
    return question;
}

Question cost_question(const Results& results) {
    Question question{"cost", "What does training cost?", Answer::yes, {}, {}};
    double least = std::numeric_limits<double>::infinity(), most = 0;
    for (const SolverRun& run : results.runs) {
        least = std::min(least, run.result.seconds);
        most = std::max(most, run.result.seconds);
        const double steps = static_cast<double>(std::max<Index>(1, run.result.iterations));
        const std::string name = solver_text(run.spec);
        question.figures.push_back(
            {"step_seconds", name, Knowledge::measured, run.result.seconds / steps, "seconds of a step"});
        question.say("%1 takes %2 a step, %3 for its %4 steps.",
                     {name, seconds_text(run.result.seconds / steps), seconds_text(run.result.seconds),
                      std::to_string(run.result.iterations)});
    }
    if (results.runs.size() == 1) question.brief = {"%1", {seconds_text(most)}};
    if (results.runs.size() > 1)
        question.brief = {"from %1 to %2", {seconds_text(least), seconds_text(most)}};
    return question;
}

}  // namespace basin
