// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/families/results_answers.h"

#include <algorithm>
#include <variant>

#include "core/assess/network_answers.h"
#include "core/assess/softmax_answers.h"
#include "core/assess/test_function_check.h"
#include "core/experiment/method_of_theory.h"
#include "core/experiment/solver_labels.h"

namespace basin {

namespace {

std::vector<Question> answers_about(const SoftmaxProblemSpec& problem, const Results& results) {
    SoftmaxFacts facts;
    facts.n = problem.instance.n;
    facts.d = problem.instance.d;
    facts.m = problem.instance.m;
    facts.minimiser = results.minimiser;
    facts.method = solver_text(method_of_theory(results.experiment));
    facts.certificate = results.certificate;
    facts.basin_wanted = results.experiment.basin_radius.trials > 0;
    facts.basin_complete = results.cut_off.empty() && !results.stopped;
    facts.tradeoff = results.tradeoff;
    facts.tradeoff_radius = results.certificate.start_radius;
    std::vector<Question> questions = softmax_answers(facts);
    // Those take the data themselves, or a comparison.
    std::erase_if(questions, [&](const Question& question) {
        return question.key == "data" || question.key == "cost" ||
               (question.key == "approximation" && !results.tradeoff);
    });
    return questions;
}

std::vector<Question> answers_about(const TestFunctionProblemSpec& problem, const Results& results) {
    return test_function_answers(problem, results.minimiser, results.certificate);
}

std::vector<Question> answers_about(const ElmanProblemSpec&, const Results& results) {
    return network_answers(results);
}

}  // namespace

std::vector<Question> answers_of(const Results& results) {
    return std::visit([&results](const auto& problem) { return answers_about(problem, results); },
                      results.experiment.problem);
}

}  // namespace basin
