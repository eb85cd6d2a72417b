// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <iostream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "app/command_line.h"
#include "app/commands.h"
#include "app/experiment_source.h"
#include "app/outcome_text.h"
#include "core/experiment/prepared_problem.h"
#include "core/io/json_text.h"
#include "core/io/network_json.h"
#include "core/numeric/memory.h"
#include "core/numeric/printable.h"
#include "core/numeric/symmetric_eigen.h"
#include "core/numeric/text.h"
#include "core/problems/network_measures.h"

namespace basin::app {

namespace {

struct Evaluation {
    double value = not_applicable;
    Vector gradient;          // d
    Matrix hessian;           // d x d
    Vector eigenvalues;       // d, ascending, exact
    NetworkMeasures network;  // recurrent networks only
    bool has_network = false;
    bool finite = false;
};

Evaluation evaluate_at(const Problem& problem, const Vector& x) {
    Evaluation result;
    const auto evaluator = problem.evaluator();
    result.finite = evaluator->gradient(x, result.value, result.gradient) == EvalStatus::ok &&
                    evaluator->hessian(x, result.hessian) == EvalStatus::ok;
    if (result.finite) symmetric_eigenvalues(result.hessian, result.eigenvalues);
    result.has_network = result.finite && evaluator->measure(x, result.network);
    return result;
}

std::vector<double> list(const Vector& values) {
    return {values.begin(), values.end()};
}

void print_json(const Evaluation& evaluation) {
    nlohmann::ordered_json json{{"value", evaluation.value}, {"gradient", list(evaluation.gradient)}};
    json["hessian"] = nlohmann::ordered_json::array();
    for (const auto& row : evaluation.hessian.rowwise()) json["hessian"].push_back(list(row.transpose()));
    json["eigenvalues"] = list(evaluation.eigenvalues);
    if (evaluation.has_network) json["network"] = measures_to_json(evaluation.network);
    std::cout << json_file_text(json);
}

/// Every digit of a number, or the word for what is none.
std::string all_digits(double value) {
    return std::isfinite(value) ? exact_number_text(value) : number_text(value);
}

void print_text(const Problem& problem, const Evaluation& evaluation, Index steps) {
    const Vector& eigenvalues = evaluation.eigenvalues;
    const bool known = evaluation.gradient.size() > 0;
    const double norm = known ? evaluation.gradient.norm() : not_applicable;
    std::cout << printable(problem.description()) << '\n'
              << "value          " << all_digits(evaluation.value) << '\n'
              << "|gradient|     " << all_digits(norm) << '\n';
    if (eigenvalues.size() == 0) return;
    std::cout << "eigenvalues    " << exact_number_text(eigenvalues.minCoeff()) << " to "
              << exact_number_text(eigenvalues.maxCoeff()) << ", exact, " << (eigenvalues.array() < 0).count()
              << " negative\n";
    if (!evaluation.has_network) return;
    for (const std::string& text : measure_lines(evaluation.network, steps)) std::cout << text << '\n';
}

}  // namespace

int evaluate(const EvaluateOptions& options) {
    const Experiment experiment = open_experiment(options.experiment);
    require_fits(options.experiment + ": the Hessian", unknowns(experiment), unknowns(experiment));
    const PreparedProblem prepared = prepare(experiment);
    const Evaluation evaluation = evaluate_at(*prepared.problem, prepared.x0);
    if (options.json) {
        print_json(evaluation);
    } else {
        print_text(*prepared.problem, evaluation, prepared.series() ? prepared.series()->steps() : 0);
    }
    if (!evaluation.finite) std::cerr << "the objective or a derivative is not finite at the start\n";
    return evaluation.finite ? exit_done : exit_ended_badly;
}

}  // namespace basin::app
