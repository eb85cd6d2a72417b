// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/assess/network_check.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "core/assess/network_answers.h"
#include "core/assess/series_check.h"
#include "core/experiment/problem_family.h"
#include "core/experiment/runner.h"

namespace basin {

std::vector<SolverSpec> assessed_solvers() {
    return {{"piecewise-affine", {}}, {"lbfgs", {}}};
}

Assessment assess_network(const Experiment& experiment, const AssessSpec& spec, const EventSink& sink,
                          const std::stop_token& stop) {
    Experiment bare = experiment;
    if (bare.solvers.empty()) bare.solvers = assessed_solvers();
    const bool own = std::get<ElmanProblemSpec>(experiment.problem).has_data();
    // Of own data, half of the time goes into the comparison of settings.
    const double seconds = own ? spec.max_seconds / 2 : spec.max_seconds;
    const double share = seconds / static_cast<double>(bare.solvers.size());
    bare.stopping.max_seconds = std::min(bare.stopping.max_seconds, share);
    const Results results = certify_only(bare, sink, stop);
    Assessment assessment;
    assessment.problem = family_of(experiment).sizes_text(experiment.problem);
    if (own) {
        assessment.questions = series_questions(experiment);
        if (!stop.stop_requested())
            assessment.questions.push_back(settings_question(experiment, seconds, stop));
    }
    for (Question& question : network_answers(results)) assessment.questions.push_back(std::move(question));
    if (own && !results.runs.empty()) assessment.questions.push_back(cost_question(results));
    assessment.verdict = network_verdict(assessment.questions);
    assessment.stopped = results.stopped;
    return assessment;
}

}  // namespace basin
