// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/assess/scales_check.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>
#include <variant>

#include <Eigen/Eigenvalues>

#include "core/experiment/catalogue.h"
#include "core/experiment/certificate_stage.h"
#include "core/experiment/prepared_problem.h"
#include "core/numeric/deadline.h"
#include "core/numeric/text.h"

namespace basin {

namespace {

const SoftmaxProblemSpec& softmax_keys(const Experiment& experiment) {
    return std::get<SoftmaxProblemSpec>(experiment.problem);
}

/// One form of the keys and what was measured on it.
struct Form {
    std::string name;
    Matrix keys;
    double radius = not_applicable, condition = not_applicable, steps = not_applicable;
};

double condition_at(const Problem& problem, const Vector& x) {
    Matrix H;
    if (problem.evaluator()->hessian(x, H) != EvalStatus::ok) return not_applicable;
    const Eigen::SelfAdjointEigenSolver<Matrix> solver(H, Eigen::EigenvaluesOnly);
    const double least = solver.eigenvalues().minCoeff(), most = solver.eigenvalues().maxCoeff();
    return least > 0 ? most / least : std::numeric_limits<double>::infinity();
}

void measure_scales(const Experiment& experiment, const std::stop_token& stop, Form& form) {
    Experiment tried = experiment;
    auto& problem = std::get<SoftmaxProblemSpec>(tried.problem);
    problem.A1 = DesignSource{std::make_shared<const DesignMatrix>(form.keys), {}};
    tried.start.forget_given();
    const PreparedProblem prepared = prepare(tried, stop);
    const Vector& minimiser = prepared.minimiser.x;
    form.condition = condition_at(*prepared.problem, minimiser);
    SolverOptions options;
    options.stopping = tried.stopping;
    options.spectrum.every = 0;
    const SolveResult end =
        make_solver({"damped-newton", {}}, options)->solve(*prepared.problem, prepared.x0, {}, stop);
    if (end.termination == Termination::converged) form.steps = static_cast<double>(end.iterations);
    if (!prepared.minimiser.verified || stop.stop_requested()) return;
    const EventSink quiet = [](const RunEvent&) {};
    Certificate certificate = certificate_stage(tried, prepared, quiet, stop);
    basin_radius_stage(tried, prepared, certificate, quiet, stop);
    if (stop.stop_requested()) return;  // before its edge was found
    // In the length of the minimiser, because the forms have x in other units.
    form.radius = certificate.basin_radius / minimiser.norm();
}

void add_figures(const Form& form, Question& question) {
    const auto figure = [&](const char* key, double value, const char* meaning) {
        question.figures.push_back({key, form.name, Knowledge::measured, value, meaning});
    };
    figure("basin_radius", form.radius, "measured, over the length of the minimiser");
    figure("condition", form.condition, "of the Hessian at the minimiser");
    figure("steps", form.steps, "of damped-newton from the experiment's start radius");
}

}  // namespace

ColumnLikeness column_likeness(const Matrix& A) {
    ColumnLikeness found;
    Matrix centred = A.rowwise() - A.colwise().mean();
    std::vector<Index> varying;
    double least = std::numeric_limits<double>::infinity(), most = 0;
    for (Index j = 0; j < A.cols(); ++j) {
        const double norm = centred.col(j).norm();
        if (!(norm > 1e-12 * A.col(j).norm())) continue;
        least = std::min(least, norm);
        most = std::max(most, norm);
        centred.col(j) /= norm;
        varying.push_back(j);
    }
    if (varying.size() > 1) found.spread = most / least;
    for (std::size_t a = 0; a < varying.size(); ++a) {
        for (std::size_t b = a + 1; b < varying.size(); ++b) {
            const double correlation = std::abs(centred.col(varying[a]).dot(centred.col(varying[b])));
            if (correlation > found.correlation) found = {found.spread, correlation, varying[a], varying[b]};
        }
    }
    return found;
}

std::optional<Question> scales_question(const Experiment& experiment, double max_seconds,
                                        const std::stop_token& stop) {
    const SoftmaxProblemSpec& problem = softmax_keys(experiment);
    const bool fits = problem.A1 && !problem.standardise && !problem.A1->value->is_sparse();
    if (!fits || problem.A1->value->cols() > most_compared_columns) return std::nullopt;
    const Matrix& A = problem.A1->value->dense();
    const ColumnLikeness likeness = column_likeness(A);
    if (likeness.spread < wide_spread && likeness.correlation < near_repeat) return std::nullopt;
    Question question{"scales", "Do the columns of A1 suit each other?", Answer::no, {}, {}};
    question.brief = {likeness.spread >= wide_spread ? "no: standardise them" : "no: two repeat one another",
                      {}};
    if (likeness.spread >= wide_spread)
        question.say("Columns differ in scale by a factor of %1.", {number_text(likeness.spread)});
    if (likeness.correlation >= near_repeat)
        question.say("Columns %1 and %2 nearly repeat one another (correlation %3).",
                     {std::to_string(likeness.first + 1), std::to_string(likeness.second + 1),
                      number_text(likeness.correlation, 4)});
    const Matrix centred = A.rowwise() - A.colwise().mean();
    std::vector<Form> forms{{"as given", A},
                            {"centred", centred},
                            {"standardised", centred * column_deviations(A).cwiseInverse().asDiagonal()}};
    for (Form& form : forms) {
        const Deadline deadline(max_seconds / static_cast<double>(forms.size()), stop);
        measure_scales(experiment, deadline.token(), form);
        add_figures(form, question);
    }
    const Form &given = forms.front(), &scaled = forms.back();
    question.say(
        "Standardised (\"standardise\": true), the Hessian's condition is %1 instead of %2, and "
        "damped-newton "
        "takes %3 steps instead of %4.",
        {number_text(scaled.condition), number_text(given.condition), number_text(scaled.steps),
         number_text(given.steps)});
    if (std::isfinite(scaled.radius) && std::isfinite(given.radius)) {
        question.say("The measured basin then reaches %1 instead of %2 lengths of the minimiser.",
                     {number_text(scaled.radius), number_text(given.radius)});
    } else {
        question.say("The time was too short to measure both basins.");
    }
    return question;
}

}  // namespace basin
