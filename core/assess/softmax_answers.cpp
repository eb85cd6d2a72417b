// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/assess/softmax_answers.h"

#include <algorithm>
#include <cmath>
#include <initializer_list>

#include "core/assess/start_words.h"
#include "core/assess/tradeoff_answers.h"
#include "core/experiment/softmax_sizes.h"
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

/// What more than one answer rests on, told once.
struct Grounds {
    Answer minimum;  // that it curves upward in every direction
    bool dependent;  // the columns of A1, so that no Hessian is positive definite
    bool bends;      // the Hessian where the search ended is positive definite

    explicit Grounds(const SoftmaxFacts& facts)
        : minimum(Answer::not_decided), bends(facts.minimiser.smallest_eigenvalue > 0) {
        const double proved = facts.certificate.l;
        // What is proved of a Hessian A1^T (...) A1 outdoes what rounding hides of A1.
        dependent = facts.smallest_singular_value == 0 && !(proved > 0);
        if (dependent || (facts.minimiser.verified && facts.minimiser.on_kink())) {
            minimum = Answer::no;
        } else if (facts.minimiser.verified && bends && !(proved <= 0)) {
            minimum = Answer::yes;
        }
    }
};

Question about_data(const SoftmaxFacts& facts, const Grounds& grounds) {
    Question question{"data", "Can these data be used?", Answer::yes, {}, {}};
    const bool dependent = grounds.dependent;
    question.say("A1 is %1 x %2 with %3 entries, A2 is %4 x %1.",
                 {std::to_string(facts.n), std::to_string(facts.d), std::to_string(facts.entries),
                  std::to_string(facts.m)});
    if (dependent) {
        question.answer = Answer::no;
        question.brief = {facts.d > facts.n ? "no: more unknowns than rows" : "no: its columns are dependent",
                          {}};
    }
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
Evidence curvature(const Minimiser& minimiser, const Certificate& certificate) {
    const double l = minimiser.smallest_eigenvalue;
    if (minimiser.on_kink())
        return measurement("l", l, "smallest eigenvalue of the Hessian at the minimiser, along the kinks");
    if (minimiser.eigenvalue_error > 0)
        return {"l", {}, estimated, l, "smallest eigenvalue of the Hessian at the minimiser, by Lanczos"};
    if (!minimiser.verified)
        return measurement("l", l, "smallest eigenvalue of the Hessian where the search ended");
    if (std::isnan(certificate.l))  // for want of time
        return measurement("l", l, "smallest eigenvalue of the Hessian at the minimiser");
    return {"l",
            {},
            certified,
            certificate.l,
            "smallest eigenvalue of the Hessian at the minimiser, or a proved bound below it"};
}

Question about_minimum(const SoftmaxFacts& facts, const Grounds& grounds) {
    const Minimiser& minimiser = facts.minimiser;
    Question question{
        "minimum", "Is there a minimum that curves upward in every direction?", grounds.minimum, {}, {}};
    const Evidence flattest = curvature(minimiser, facts.certificate);
    if (grounds.minimum == Answer::yes) {
        question.say(
            flattest.kind == certified
                ? "Yes: the gradient vanishes there, and the flattest direction has curvature %1 or more."
                : "Yes: the gradient vanishes there, and the flattest direction has curvature %1.",
            {number_text(flattest.value)});
    } else if (minimiser.verified && minimiser.on_kink()) {
        question.brief = {"no: it sits on a kink", {}};
        question.say(
            "There is a minimum, but it sits on a kink (outputs there: %1): no gradient vanishes, and the "
            "theory of Newton's method does not reach it. An activation without kinks, such as tanh or "
            "softplus, would let it.",
            {std::to_string(minimiser.kinks.size())});
    } else if (grounds.dependent) {
        question.say(
            "No: the columns of A1 are dependent, so that L is flat along some direction everywhere.");
    } else if (minimiser.verified) {
        question.say("Not decided: the curvature of the flattest direction is 0 to rounding.");
    } else {
        question.say("Not decided: no minimum could be verified. %1", {minimiser.note});
    }
    question.figures = {flattest,
                        measurement("gradient_norm", minimiser.gradient_norm, "norm of the gradient there")};
    return question;
}

/// What is proved of a start that meets the condition.
void add_promise(const Certificate& c, Question& question) {
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

Question about_start(const Certificate& c, const Grounds& grounds) {
    Question question{
        "start", "Is the start close enough for the theory, r0 M <= 0.1 l?", Answer::not_decided, {}, {}};
    const std::string r0 = number_text(c.start_radius), proved = number_text(c.guaranteed_radius_certified),
                      sampled = number_text(c.guaranteed_radius);
    if (grounds.minimum != Answer::yes) {
        question.say("Not decided: the condition needs a minimum that curves upward.");
    } else if (c.good_start_certified) {
        question.answer = Answer::yes;
        question.brief = {"yes, proved", {}};
        add_promise(c, question);
    } else if (std::isnan(c.guaranteed_radius_certified)) {
        question.say("Not decided: no radius is proved.");
    } else if (std::isnan(c.guaranteed_radius)) {
        question.say("Not decided: the start is at %1, and proved is that the condition holds up to %2.",
                     {r0, proved});
    } else if (c.good_start) {
        question.brief = {"probably, not proved", {}};
        question.say(
            "Probably, but it is not proved: the start is at %1. By the change of the "
            "Hessian that sampling found the condition holds up to %2; proved it is up to "
            "%3.",
            {r0, sampled, proved});
    } else {
        question.answer = Answer::no;
        question.say(
            "No: the start is at %1, and the condition holds up to %2 at best (proved: "
            "%3). The run may arrive all the same: the theory is careful, and the measured "
            "radius below says how careful.",
            {r0, sampled, proved});
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

/// Whether the ridge keeps a Hessian positive definite that needs more than `needed`, told from singular
/// above `hidden`.
Answer keeps(double ridge, double needed, double hidden) {
    if (needed == 0 && hidden == 0) return Answer::yes;
    if (ridge > std::max(needed, hidden)) return Answer::yes;
    return ridge <= needed ? Answer::no : Answer::not_decided;
}

/// Whether the ridge keeps both Hessians positive definite; words and answer alone.
void judge_ridge(const SoftmaxFacts& facts, const Grounds& grounds, Question& question) {
    const Certificate& c = facts.certificate;
    const double needed = std::max(c.ridge_needed_minimiser, c.ridge_needed_start);
    const double hidden = std::max(facts.ridge_hidden_minimiser, facts.ridge_hidden_start);
    const std::string is = number_text(c.ridge);
    const Answer at_start = keeps(c.ridge, c.ridge_needed_start, facts.ridge_hidden_start);
    const Answer at_minimum =
        c.l > 0 ? Answer::yes : keeps(c.ridge, c.ridge_needed_minimiser, facts.ridge_hidden_minimiser);
    if (std::isnan(c.ridge_needed_minimiser) || std::isnan(c.ridge_needed_start)) {
        question.say("Not decided: the Hessian is not known there.");
    } else if (grounds.dependent) {
        question.answer = Answer::no;
        question.say("No ridge is: the columns of A1 are dependent.");
    } else if (std::isinf(needed)) {
        question.say("Not decided: the columns of A1 are dependent, to rounding.");
    } else if (at_minimum == Answer::no || at_start == Answer::no) {
        question.answer = Answer::no;
        question.say(
            "No: the ridge is %1, but a positive definite Hessian takes more than %2 at the "
            "minimum and more than %3 at the start. Raise it, or start closer.",
            {is, number_text(c.ridge_needed_minimiser), number_text(c.ridge_needed_start)});
    } else if (!grounds.bends || at_minimum != Answer::yes || at_start != Answer::yes) {
        question.say("Not decided: with a ridge of %1 the Hessian is singular to rounding.", {is});
    } else if (grounds.minimum != Answer::yes) {
        question.say("Not decided: no minimum is known whose Hessian it could keep positive definite.");
    } else if (needed == 0 && hidden == 0) {  // positive definite beyond rounding
        question.answer = Answer::yes;
        question.say(
            "Yes: the Hessian at the minimum and at the start is positive definite even without one. It "
            "is %1.",
            {is});
    } else {
        question.answer = Answer::yes;
        question.say(
            "Yes: the ridge is %1, and any above %2 keeps the Hessian positive definite, at the minimum and "
            "at the start.",
            {is, number_text(needed)});
    }
}

Question about_ridge(const SoftmaxFacts& facts, const Grounds& grounds) {
    const Certificate& c = facts.certificate;
    Question question{"ridge", "Is the ridge large enough?", Answer::not_decided, {}, {}};
    judge_ridge(facts, grounds, question);
    const double promised = std::max(c.ridge_promised_minimiser, c.ridge_promised_start);
    if (std::isfinite(promised)) {
        question.say("The theory, to be sure of curvature l, asks for %1.", {number_text(promised)});
    }
    quote_certificate(c,
                      {"ridge", "ridge_needed_minimiser", "ridge_needed_start", "ridge_promised_minimiser",
                       "ridge_promised_start"},
                      question);
    return question;
}

/// How the row of radii ended, and what lies beyond.
void add_ending(const Certificate& c, Question& question) {
    const bool failed = c.basin_failed_radius == c.basin_end_radius;
    if (c.basin_end_trials > 0) {
        question.say(
            failed ? "At %1 %2 % of %3 arrived: fewer than 95 % do."
                   : "At %1 %2 % of %3 arrived, which does not decide whether 95 % do.",
            {number_text(c.basin_end_radius), percent(c.basin_end_rate), number_text(c.basin_end_trials)});
    }
    if (c.basin_failed_radius > 0 && !failed)
        question.say("At %1 fewer than 95 % arrive.", {number_text(c.basin_failed_radius)});
    if (c.basin_beyond_radius > 0) {
        question.say("At %1 more than 95 % arrive again: success is not monotone.",
                     {number_text(c.basin_beyond_radius)});
    }
}

void add_measurement(const SoftmaxFacts& facts, Question& question) {
    const Certificate& c = facts.certificate;
    const std::string radius = number_text(c.basin_radius), trials = number_text(c.basin_trials),
                      low = percent(c.basin_rate_low), high = percent(c.basin_rate_high);
    if (!facts.basin_wanted) {
        question.say("The basin was not measured: no trials were asked for.");
        return;
    }
    switch (c.basin_knowledge()) {
        case BasinKnowledge::not_measured:
            question.say("No basin was measured with %1: the time was over before.", {facts.method});
            return;
        case BasinKnowledge::none:
            question.say("Measured with %1: none, from the smallest radius tried on.", {facts.method});
            add_ending(c, question);
            return;
        case BasinKnowledge::at_least:
            question.say(
                "Measured with %1: at least up to %2, perhaps further. Of %3 random starts there so many "
                "arrived that the true rate lies between %4 % and %5 %.",
                {facts.method, radius, trials, low, high});
            break;
        case BasinKnowledge::up_to:
            question.say(
                "Measured with %1: every radius tried up to %2 keeps 95 %. Of %3 random starts there so many "
                "arrived that the true rate lies between %4 % and %5 %.",
                {facts.method, radius, trials, low, high});
    }
    add_ending(c, question);
    if (!facts.basin_complete) question.say("The time was over before the search ended.");
}

Question about_radius(const SoftmaxFacts& facts, const Grounds& grounds) {
    const Certificate& c = facts.certificate;
    Question question{"safe_radius", "Which start radius is safe?", Answer::not_decided, {}, {}};
    question.brief = safe_radius_brief(c, grounds.minimum == Answer::yes);
    if (grounds.minimum != Answer::yes) {
        question.say("None is known: that takes a minimum off all kinks that curves upward.");
        return question;
    }
    if (c.guaranteed_radius_certified > 0) {
        question.answer = Answer::yes;
        question.say("Proved: every start within %1 of the minimum meets the theorem's condition.",
                     {number_text(c.guaranteed_radius_certified)});
    }
    if (c.guaranteed_radius > 0) {
        question.say("Estimated: within %1, by the change of the Hessian that sampling found.",
                     {number_text(c.guaranteed_radius)});
    }
    if (c.basin_radius > 0) question.answer = Answer::yes;
    if (!facts.without_basin.empty())
        question.say("With %1 fewer than 95 % of the starts arrive at the smallest radius tried.",
                     {facts.without_basin});
    add_measurement(facts, question);
    quote_certificate(c,
                      {"guaranteed_radius_certified", "guaranteed_radius", "basin_radius", "basin_rate_low",
                       "basin_rate_high", "basin_trials", "basin_end_radius", "basin_end_rate",
                       "basin_end_trials", "basin_failed_radius", "basin_beyond_radius"},
                      question);
    return question;
}

Sentence verdict_of(const SoftmaxFacts& facts, const Grounds& grounds) {
    if (grounds.dependent && facts.d > facts.n)
        return {"These data cannot be used as they are: there are more unknowns than rows of A1.", {}};
    if (grounds.dependent)
        return {"These data cannot be used as they are: the columns of A1 depend on one another.", {}};
    if (facts.minimiser.verified && facts.minimiser.on_kink())
        return {"These data can be used, but their minimum sits on a kink, where theory does not reach.", {}};
    if (grounds.minimum != Answer::yes)
        return {"No minimum that curves upward could be verified, so nothing can be promised of a start.",
                {}};
    return start_verdict("These data can be used", facts.certificate);
}

}  // namespace

Sentence softmax_verdict(const SoftmaxFacts& facts) {
    return verdict_of(facts, Grounds(facts));
}

std::vector<Question> softmax_answers(const SoftmaxFacts& facts) {
    const SoftmaxSize size{static_cast<double>(facts.n), static_cast<double>(facts.d),
                           static_cast<double>(facts.entries)};
    const Grounds grounds(facts);
    return {about_data(facts, grounds),
            about_minimum(facts, grounds),
            about_start(facts.certificate, grounds),
            about_ridge(facts, grounds),
            about_radius(facts, grounds),
            about_approximation(facts.tradeoff.get(), facts.tradeoff_radius, facts.minimiser.on_kink()),
            about_cost(facts.tradeoff.get(), data_bytes(size, static_cast<double>(facts.m)))};
}

}  // namespace basin
