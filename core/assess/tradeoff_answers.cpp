// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/assess/tradeoff_answers.h"

#include <cmath>

#include "core/experiment/tradeoff_words.h"
#include "core/numeric/text.h"

namespace basin {

namespace {

// A gain that two runs of one program can differ by is none.
constexpr double worth_it = 0.9;

Evidence of_setting(const TradeoffPoint& point, const char* key, double value, const char* meaning) {
    return {key, setting_text(point), Knowledge::measured, value, meaning};
}

void add_setting(const TradeoffPoint& point, Question& question) {
    question.figures.push_back(
        of_setting(point, "seconds", point.seconds, "time to the tolerance, in seconds"));
    question.figures.push_back(of_setting(point, "steps", point.steps, "steps to the tolerance"));
    question.figures.push_back(
        of_setting(point, "step_seconds", point.step_seconds, "time of one step, in seconds"));
    question.figures.push_back(of_setting(point, "achieved_error", point.achieved_error,
                                          "error of the Hessian, relative, median over the steps"));
}

/// The fastest setting of that approximation that arrived every time, or null.
const TradeoffPoint* best_of(const Tradeoff& tradeoff, Approximation approximation) {
    const TradeoffPoint* best = nullptr;
    for (const TradeoffPoint& point : tradeoff.points) {
        if (point.approximation != approximation || !std::isfinite(point.seconds)) continue;
        if (!best || point.seconds < best->seconds) best = &point;
    }
    return best;
}

/// One entry for every approximation: its best setting.
void add_bests(const Tradeoff& tradeoff, Question& question) {
    const Approximation* last = nullptr;
    for (const TradeoffPoint& point : tradeoff.points) {
        if (last && *last == point.approximation) continue;
        last = &point.approximation;
        if (const TradeoffPoint* best = best_of(tradeoff, point.approximation)) add_setting(*best, question);
    }
}

/// The sentence; answer and brief are the question's.
Sentence comparison(const TradeoffPoint& fastest, const TradeoffPoint* exact, Answer& answer,
                    Sentence& brief) {
    const std::string name = setting_text(fastest), time = seconds_text(fastest.seconds);
    if (!exact) {
        answer = Answer::yes;
        brief = {"%1", {name}};
        return {"%1 is the fastest: %2 to the tolerance, in %3 steps.",
                {name, time, number_text(fastest.steps)}};
    }
    if (fastest.seconds >= worth_it * exact->seconds) {
        answer = Answer::no;
        brief = {"none at this size", {}};
        return {
            "None at this size: the exact Hessian takes %1 to the tolerance, in %2 steps, and nothing is "
            "clearly faster.",
            {seconds_text(exact->seconds), number_text(exact->steps)}};
    }
    answer = Answer::yes;
    brief = {"%1, %2 times faster", {name, number_text(exact->seconds / fastest.seconds)}};
    return {
        "%1: %2 to the tolerance, in %3 steps, against %4 in %5 steps with the exact Hessian, %6 times "
        "faster.",
        {name, time, number_text(fastest.steps), seconds_text(exact->seconds), number_text(exact->steps),
         number_text(exact->seconds / fastest.seconds)}};
}

}  // namespace

Question about_approximation(const Tradeoff* tradeoff, double start_radius, bool on_kink) {
    Question question{"approximation", "Which Hessian approximation pays?", Answer::not_decided, {}, {}};
    question.brief = {"not known", {}};
    const TradeoffPoint* fastest = tradeoff ? tradeoff->fastest() : nullptr;
    if (!tradeoff || tradeoff->measured == 0) {
        question.say("Not known: there was no time to compare them.");
        return question;
    }
    if (fastest) {
        question.words.push_back(
            comparison(*fastest, best_of(*tradeoff, Approximation::exact), question.answer, question.brief));
    } else if (on_kink) {
        question.brief = {"none: a kink", {}};
        question.say("None: the minimum sits on a kink, where no gradient comes down to the tolerance.");
    } else {
        question.say("Not known: from a start at %1 from the minimum %2.",
                     {number_text(start_radius), none_fastest_reason(*tradeoff)});
        if (start_radius > 0) question.say("Start closer, or raise the ridge.");
    }
    question.say("Measured from a start at %1 from the minimum; %2 of %3 settings were compared.",
                 {number_text(start_radius), std::to_string(tradeoff->measured),
                  std::to_string(tradeoff->points.size())});
    question.figures.push_back({"start_radius",
                                {},
                                Knowledge::measured,
                                start_radius,
                                "distance from the minimiser at which they started"});
    add_bests(*tradeoff, question);
    return question;
}

Question about_cost(const Tradeoff* tradeoff, double data_bytes) {
    Question question{"cost", "What will it cost?", Answer::not_decided, {}, {}};
    question.brief = {"%1; time not known", {bytes_text(data_bytes)}};
    const TradeoffPoint* fastest = tradeoff ? tradeoff->fastest() : nullptr;
    if (fastest) {
        question.answer = Answer::yes;
        question.brief = {"%1 a run, %2", {seconds_text(fastest->seconds), bytes_text(data_bytes)}};
        question.say("One run takes %1 on this machine with the fastest setting, %2.",
                     {seconds_text(fastest->seconds), setting_text(*fastest)});
        question.figures.push_back(
            of_setting(*fastest, "seconds", fastest->seconds, "time to the tolerance, in seconds"));
    }
    question.say(
        "The data take %1. What other sizes would cost is estimated by the verb estimate, "
        "in the window by Estimate for another size.",
        {bytes_text(data_bytes)});
    question.figures.push_back({"data_bytes", {}, Knowledge::measured, data_bytes, "of A1 and A2 in memory"});
    return question;
}

}  // namespace basin
