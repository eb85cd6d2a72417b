// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/softmax_answers.h"

#include <algorithm>
#include <cmath>
#include <initializer_list>

#include "core/analysis/cost_model.h"
#include "core/experiment/tradeoff_answers.h"
#include "core/numeric/text.h"

namespace basin {

namespace {

using enum Knowledge;

Evidence measurement(std::string key, double value, std::string meaning) {
    return {std::move(key), {}, measured, value, std::move(meaning)};
}

/// Entries of the certificate by their keys, as far as they are known, with kind and meaning as there.
void quote_certificate(const Certificate& certificate, std::initializer_list<std::string_view> keys,
                       Question& question) {
    for (const CertificateEntry& entry : certificate_entries()) {
        const double value = certificate.*entry.value;
        if (std::isnan(value) || std::ranges::find(keys, entry.key) == keys.end()) continue;
        question.figures.push_back(
            {std::string(entry.key), {}, entry.kind, value, std::string(entry.meaning)});
    }
}

std::string percent(double share) {
    return number_text(100 * share);
}

Question about_data(const SoftmaxFacts& facts) {
    Question question{"data", "Can these data be used?", Answer::yes, {}, {}};
    const bool dependent = facts.smallest_singular_value == 0;
    question.say("A1 is %1 x %2 with %3 entries, A2 is %4 x %1.",
                 {std::to_string(facts.n), std::to_string(facts.d), std::to_string(facts.entries),
                  std::to_string(facts.m)});
    if (dependent) question.answer = Answer::no;
    if (dependent && facts.d > facts.n) {
        question.say(
            "There are %1 unknowns but only %2 rows of A1: some directions of x change "
            "nothing, with any ridge. Bring more rows, or use at most %2 columns.",
            {std::to_string(facts.d), std::to_string(facts.n)});
    } else if (dependent) {
        question.say(
            "The columns of A1 depend on one another, to rounding: some directions of x "
            "change nothing, with any ridge. Leave out the columns that say nothing new.");
    } else {
        question.say("The columns of A1 are independent, so that the ridge reaches every direction.");
    }
    question.figures = {measurement("n", static_cast<double>(facts.n), "rows of A1"),
                        measurement("d", static_cast<double>(facts.d), "unknowns, columns of A1"),
                        measurement("m", static_cast<double>(facts.m), "outputs, rows of A2"),
                        measurement("nnz", static_cast<double>(facts.entries), "stored entries of A1"),
                        measurement("smallest_singular_value", facts.smallest_singular_value,
                                    "smallest singular value of A1; 0: dependent columns")};
    return question;
}

/// l with what it is: along the kinks where there are some, by Lanczos in many unknowns, of a mere point
/// where no minimum is known.
Evidence curvature(const Minimiser& minimiser) {
    const double l = minimiser.smallest_eigenvalue;
    if (minimiser.on_kink())
        return measurement("l", l, "smallest eigenvalue of the Hessian at the minimiser, along the kinks");
    if (minimiser.eigenvalue_error > 0)
        return {"l", {}, estimated, l, "smallest eigenvalue of the Hessian at the minimiser, by Lanczos"};
    if (!minimiser.verified)
        return measurement("l", l, "smallest eigenvalue of the Hessian where the search ended");
    return {"l", {}, certified, l, "smallest eigenvalue of the Hessian at the minimiser"};
}

Question about_minimum(const Minimiser& minimiser) {
    Question question{
        "minimum", "Is there a minimum that curves upward in every direction?", Answer::not_decided, {}, {}};
    if (!minimiser.verified) {
        question.say("Not decided: no minimum could be verified. %1", {minimiser.note});
    } else if (minimiser.on_kink()) {
        question.answer = Answer::no;
        question.say(
            "There is a minimum, but it sits on a kink (outputs there: %1): no gradient vanishes, and the "
            "theory of Newton's method does not reach it. An activation without kinks, such as tanh or "
            "softplus, would let it.",
            {std::to_string(minimiser.kinks.size())});
    } else {
        question.answer = Answer::yes;
        question.say("Yes: the gradient vanishes there, and the flattest direction has curvature %1.",
                     {number_text(minimiser.smallest_eigenvalue)});
    }
    question.figures = {curvature(minimiser),
                        measurement("gradient_norm", minimiser.gradient_norm, "norm of the gradient there")};
    return question;
}

/// What is proved of a start that meets the condition.
void say_what_is_promised(const Certificate& c, Question& question) {
    const std::string r0 = number_text(c.start_radius), proved = number_text(c.guaranteed_radius_certified);
    if (c.promised_iterations >= 0) {
        question.say(
            "Yes, proved: the start is at %1 from the minimum, and the condition holds up "
            "to %2. The theorem promises at most %3 steps.",
            {r0, proved, number_text(c.promised_iterations)});
        return;
    }
    question.say(
        "Yes, proved: the start is at %1 from the minimum, and the condition holds up to %2. "
        "How many steps a method with an approximate Hessian takes is not proved.",
        {r0, proved});
    if (c.energy_bound_certified < 1) {
        question.say("Proved is that its first step leaves at most %1 of the error in the energy norm.",
                     {number_text(c.energy_bound_certified)});
    }
}

Question about_start(const Certificate& c) {
    Question question{
        "start", "Is the start close enough for the theory, r0 M <= 0.1 l?", Answer::not_decided, {}, {}};
    const std::string r0 = number_text(c.start_radius), proved = number_text(c.guaranteed_radius_certified),
                      sampled = number_text(c.guaranteed_radius);
    if (c.good_start_certified) {
        question.answer = Answer::yes;
        say_what_is_promised(c, question);
    } else if (c.good_start) {
        question.say(
            "Probably, but it is not proved: the start is at %1. By the change of the "
            "Hessian that sampling found the condition holds up to %2; proved it is up to "
            "%3.",
            {r0, sampled, proved});
    } else if (c.guaranteed_radius >= 0) {
        question.answer = Answer::no;
        question.say(
            "No: the start is at %1, and the condition holds up to %2 at best (proved: "
            "%3). The run may arrive all the same: the theory is careful, and the measured "
            "radius below says how careful.",
            {r0, sampled, proved});
    } else {
        question.say("Not decided: the condition needs a minimum that curves upward.");
    }
    if (c.kantorovich_proves != KantorovichProves::nothing)
        question.say("Proved without any minimum known: exact Newton steps from the start converge to a %1.",
                     {std::string(to_string(c.kantorovich_proves))});
    quote_certificate(
        c,
        {"l", "start_radius", "M_certified", "guaranteed_radius_certified", "promised_iterations",
         "energy_bound_certified", "kantorovich_h_certified", "M_estimate", "guaranteed_radius"},
        question);
    return question;
}

/// A ridge that is nothing but a sign that one is needed is told as 0.
std::string ridge_text(double ridge) {
    return number_text(ridge < 1e-290 ? 0 : ridge);
}

Question about_ridge(const Certificate& c) {
    Question question{"ridge", "Is the ridge large enough?", Answer::not_decided, {}, {}};
    const double needed = std::max(c.ridge_needed_minimiser, c.ridge_needed_start);
    const double promised = std::max(c.ridge_promised_minimiser, c.ridge_promised_start);
    const std::string is = number_text(c.ridge);
    if (std::isnan(c.ridge_needed_minimiser) || std::isnan(c.ridge_needed_start)) {
        question.say("Not decided: the Hessian is not known there.");
    } else if (std::isinf(needed)) {
        question.answer = Answer::no;
        question.say("No ridge is: the columns of A1 are dependent.");
    } else if (needed == 0) {  // only where the Hessian is positive definite beyond rounding
        question.answer = Answer::yes;
        question.say(
            "Yes: the Hessian at the minimum and at the start is positive definite even without one. It "
            "is %1.",
            {is});
    } else if (c.ridge > needed) {
        question.answer = Answer::yes;
        question.say(
            "Yes: the ridge is %1, and any above %2 keeps the Hessian positive definite, at the minimum and "
            "at the start.",
            {is, ridge_text(needed)});
    } else {
        question.answer = Answer::no;
        question.say(
            "No: the ridge is %1, but a positive definite Hessian takes more than %2 at the "
            "minimum and more than %3 at the start. Raise it, or start closer.",
            {is, ridge_text(c.ridge_needed_minimiser), ridge_text(c.ridge_needed_start)});
    }
    if (std::isfinite(promised)) {
        question.say("The theory, to be sure of curvature l, asks for %1.", {number_text(promised)});
    }
    quote_certificate(c,
                      {"ridge", "ridge_needed_minimiser", "ridge_needed_start", "ridge_promised_minimiser",
                       "ridge_promised_start"},
                      question);
    return question;
}

Sentence measured_basin(const SoftmaxFacts& facts) {
    const Certificate& c = facts.certificate;
    if (!has_basin(facts.minimiser))
        return {"No basin was measured: that takes a minimum off all kinks.", {}};
    if (!(c.basin_trials > 0)) {
        return {facts.basin_complete
                    ? "Measured with %1: none; there is no radius at which 95 % of the starts arrive."
                    : "No basin was measured with %1: the time was over before.",
                {facts.method}};
    }
    const bool at_least = c.basin_radius_open || !facts.basin_complete;
    return {at_least
                ? "Measured with %1: at least up to %2, perhaps further. Of %3 random starts there so many "
                  "arrived that the true rate lies between %4 % and %5 %."
                : "Measured with %1: up to %2. Of %3 random starts there so many arrived that the true rate "
                  "lies between %4 % and %5 %.",
            {facts.method, number_text(c.basin_radius), number_text(c.basin_trials),
             percent(c.basin_rate_low), percent(c.basin_rate_high)}};
}

Question about_radius(const SoftmaxFacts& facts) {
    const Certificate& c = facts.certificate;
    Question question{"safe_radius", "Which start radius is safe?", Answer::not_decided, {}, {}};
    if (c.guaranteed_radius_certified > 0) {
        question.answer = Answer::yes;
        question.say("Proved: every start within %1 of the minimum meets the theorem's condition.",
                     {number_text(c.guaranteed_radius_certified)});
    }
    if (c.guaranteed_radius > 0) {
        question.say("Estimated: within %1, by the change of the Hessian that sampling found.",
                     {number_text(c.guaranteed_radius)});
    }
    if (c.basin_trials > 0) question.answer = Answer::yes;
    if (!facts.without_basin.empty())
        question.say("With %1 there is no radius at which 95 % of the starts arrive.", {facts.without_basin});
    question.words.push_back(measured_basin(facts));
    quote_certificate(c,
                      {"guaranteed_radius_certified", "guaranteed_radius", "basin_radius", "basin_rate_low",
                       "basin_rate_high", "basin_trials"},
                      question);
    return question;
}

}  // namespace

std::vector<Question> softmax_answers(const SoftmaxFacts& facts) {
    const ProblemSize size{static_cast<double>(facts.n), static_cast<double>(facts.d),
                           static_cast<double>(facts.entries)};
    return {about_data(facts),
            about_minimum(facts.minimiser),
            about_start(facts.certificate),
            about_ridge(facts.certificate),
            about_radius(facts),
            about_approximation(facts.tradeoff.get(), facts.tradeoff_radius, facts.minimiser.on_kink()),
            about_cost(facts.tradeoff.get(), data_bytes(size, static_cast<double>(facts.m)))};
}

}  // namespace basin
