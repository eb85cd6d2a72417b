// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/assess/test_function_check.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <initializer_list>
#include <string>

#include "core/assess/start_words.h"
#include "core/experiment/certificate_stage.h"
#include "core/experiment/prepared_problem.h"
#include "core/numeric/deadline.h"
#include "core/numeric/text.h"

namespace basin {

namespace {

using Clock = std::chrono::steady_clock;

/// Entries of the certificate by their keys, as far as they are known.
void quote_keys(const Certificate& certificate, std::initializer_list<std::string_view> keys,
                Question& question) {
    for (const CertificateEntry& entry : certificate_entries()) {
        const double value = certificate.*entry.value;
        if (std::isnan(value) || std::ranges::find(keys, entry.key) == keys.end()) continue;
        question.figures.push_back(
            {std::string(entry.key), {}, entry.kind, value, std::string(entry.meaning)});
    }
}

std::string point_text(const Vector& x) {
    constexpr Index most_told = 4;
    std::string text = "(";
    for (Index i = 0; i < std::min(x.size(), most_told); ++i) text += (i > 0 ? ", " : "") + number_text(x[i]);
    return text + (x.size() > most_told ? ", ...)" : ")");
}

std::string points_text(const std::vector<Vector>& points) {
    std::string text;
    for (const Vector& x : points) text += (text.empty() ? "" : ", ") + point_text(x);
    return text;
}

Question about_known_minimum(const TestFunctionProblemSpec& problem, const Minimiser& minimiser,
                             const Certificate& certificate) {
    Question question{
        "minimum", "Is there a minimum that curves upward in every direction?", Answer::yes, {}, {}};
    const StandardFunctionInfo& info = info_of(problem.function);
    question.say("There are no data to check: the function is known, %1.", {std::string(info.formula)});
    question.say("Minimisers known: %1.",
                 {points_text(known_minimisers(problem.function, problem.unknowns()))});
    if (!info.is_regular) {
        question.answer = Answer::no;
        question.say("The minimum is flat in some direction: Newton's method gets there, but slowly.");
    } else if (!minimiser.verified) {
        question.answer = Answer::not_decided;
        question.say("Its curvature could not be verified. %1", {minimiser.note});
    }
    question.figures = {
        {"gradient_norm", {}, Knowledge::measured, minimiser.gradient_norm, "norm of the gradient there"},
        {"smallest_eigenvalue",
         {},
         Knowledge::measured,
         minimiser.smallest_eigenvalue,
         "smallest eigenvalue of the Hessian there"}};
    quote_keys(certificate, {"l"}, question);
    return question;
}

Question about_certified_radius(const Minimiser& minimiser, const Certificate& certificate) {
    Question question{"safe_radius", "Which start radius is safe?", Answer::not_decided, {}, {}};
    question.brief = safe_radius_brief(certificate, minimiser.verified);
    if (!minimiser.verified) {
        question.say("None is known: that takes a minimum that curves upward.");
        return question;
    }
    const double proved = certificate.guaranteed_radius_certified;
    if (std::isinf(proved)) {
        question.say(
            "Proved: every start meets the theorem's condition, since the Hessian is the same everywhere.");
    } else if (proved > 0) {
        question.say("Proved: every start within %1 of the minimum meets the theorem's condition.",
                     {number_text(proved)});
    }
    if (certificate.guaranteed_radius > 0 && !std::isinf(certificate.guaranteed_radius)) {
        question.say("Estimated: within %1, by the change of the Hessian that sampling found.",
                     {number_text(certificate.guaranteed_radius)});
    }
    if (proved > 0 || certificate.basin_radius > 0) question.answer = Answer::yes;
    question.say("Measured: %1.", {certificate.basin_text()});
    quote_keys(certificate,
               {"guaranteed_radius_certified", "guaranteed_radius", "basin_radius", "basin_rate_low",
                "basin_rate_high", "basin_trials", "basin_end_radius", "basin_failed_radius"},
               question);
    return question;
}

}  // namespace

std::vector<Question> test_function_answers(const TestFunctionProblemSpec& problem,
                                            const Minimiser& minimiser, const Certificate& certificate) {
    return {about_known_minimum(problem, minimiser, certificate),
            about_certified_radius(minimiser, certificate)};
}

Assessment assess_test_function(const Experiment& experiment, const AssessSpec& spec, const EventSink& sink,
                                const std::stop_token& stop) {
    const auto start = Clock::now();
    const EventSink emit = sink ? sink : [](const RunEvent&) {};
    const PreparedProblem prepared = prepare(experiment, stop);
    Assessment assessment;
    assessment.problem = prepared.problem->description();
    emit(ProblemReady{assessment.problem, prepared.problem->dimension(), prepared.x0, prepared.minimiser,
                      prepared.minimiser.smallest_eigenvalue, std::nullopt, nullptr});
    Certificate certificate;
    if (!stop.stop_requested()) certificate = certificate_stage(experiment, prepared, emit, stop);
    const Deadline deadline(spec.max_seconds / 2, stop);
    basin_radius_stage(experiment, prepared, certificate, emit, deadline.token());
    const auto& problem = std::get<TestFunctionProblemSpec>(experiment.problem);
    assessment.questions = test_function_answers(problem, prepared.minimiser, certificate);
    assessment.verdict = prepared.minimiser.verified
                             ? start_verdict("The minimum is known", certificate)
                             : Sentence{"The minimum could not be verified, so nothing can be promised.", {}};
    assessment.stopped = stop.stop_requested();
    emit(RunFinished{assessment.stopped, std::chrono::duration<double>(Clock::now() - start).count()});
    return assessment;
}

}  // namespace basin
