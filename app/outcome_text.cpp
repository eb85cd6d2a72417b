// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/outcome_text.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/numeric/text.h"

namespace basin::app {

namespace {

std::string thresholds(const char* name, const PenaltyThresholds& found) {
    const auto part = [](const char* letter, double log10, bool capped) {
        return std::string(letter) + (capped ? "at least " : "") + power_text(log10);
    };
    return std::string(name) + part(" h ", found.log10_h, found.capped_h) +
           part(", u ", found.log10_u, found.capped_u) + part(", v ", found.log10_v, found.capped_v);
}

std::string targets_text(const TargetErrors& errors) {
    std::string text;
    for (const double error : errors) text += (text.empty() ? "" : ", ") + number_text(error);
    return text.empty() ? "none" : text;
}

std::vector<std::string> forecast_lines(const SeriesForecast& ahead) {
    constexpr Index most = 12;
    std::vector<std::string> lines;
    for (Index h = 0; h < std::min(most, ahead.values.cols()); ++h) {
        std::string line = "forecast " + ahead.times[static_cast<std::size_t>(h)] + ":";
        if (!ahead.values.col(h).allFinite()) {
            lines.push_back(line +
                            " none, for a value is missing that it rests on (\"missing\": \"hold\" or "
                            "\"interpolate\" fills it)");
            continue;
        }
        for (Index i = 0; i < ahead.values.rows(); ++i)
            line += (i == 0 ? " " : ", ") + ahead.targets[static_cast<std::size_t>(i)] + " = " +
                    number_text(ahead.values(i, h)) + " +- " + number_text(ahead.half_width[i]);
        lines.push_back(line + (h == 0 ? " (nine in ten)" : ""));
    }
    if (ahead.values.cols() > most) lines.push_back("forecast: the rest is in forecast.csv");
    return lines;
}

/// In the units of the data.
std::vector<std::string> judgement_lines(const SeriesJudgement& found) {
    std::string naive = "naive: last value " + targets_text(found.naive.last_value);
    if (found.naive.last_season.size() > 0) naive += ", last season " + targets_text(found.naive.last_season);
    std::vector<std::string> lines{"in the data's units: train error " + targets_text(found.train_error) +
                                       ", test error " + targets_text(found.test_error) +
                                       " (root mean square)",
                                   naive + ", mean " + targets_text(found.naive.mean)};
    if (is_judged(found)) lines.push_back("the network is " + skill_words(found));
    if (found.free_run_error.size() > 0)
        lines.push_back("free run, on its own predictions over the test steps: " +
                        targets_text(found.free_run_error));
    for (std::string& line : forecast_lines(found.forecast)) lines.push_back(std::move(line));
    return lines;
}

std::string errors(const NetworkOutcome& outcome) {
    if (outcome.judgement) return "objective of the network " + number_text(outcome.objective);
    std::string text = "objective of the network " + number_text(outcome.objective) + ", train error " +
                       number_text(outcome.train_error);
    if (!std::isnan(outcome.test_error)) text += ", test error " + number_text(outcome.test_error);
    return text;
}

std::string feasibility(const NetworkOutcome& outcome) {
    return "violation of the network's equations: h " + number_text(outcome.feasibility_h) + ", u " +
           number_text(outcome.feasibility_u) + ", v " + number_text(outcome.feasibility_v);
}

/// "yes", or "not decided: stopped".
std::string answer(Answer answer, const std::string& reason) {
    std::string text(in_words(answer));
    if (answer == Answer::not_decided && !reason.empty()) text += ": " + reason;
    return text;
}

std::string lowers(double step, double drop) {
    return " (a step of " + number_text(step) + " lowers it by " + number_text(drop) + ")";
}

std::string least_curvature(const NetworkStationarity& found) {
    const std::string text = "least curvature " + number_text(found.least_curvature);
    if (!(found.curvature_error > 0)) return text;
    return text + ", estimated, +- " + number_text(found.curvature_error);
}

std::string stationarity(const NetworkStationarity& found) {
    std::string text = "d-stationary: first order " + answer(found.first_order, found.reason);
    if (found.first_order == Answer::no) text += lowers(found.drop_step, found.drop);
    if (found.first_order == Answer::yes) {
        text += ", second order " + answer(found.second_order, found.reason);
        if (found.second_order_estimated) text += ", estimated by Lanczos";
        if (found.second_order == Answer::no) text += lowers(found.drop_step, found.drop);
        if (!std::isnan(found.least_curvature)) text += " (" + least_curvature(found) + ")";
    } else {
        text += ", second order " + std::string(in_words(found.second_order));
    }
    if (!std::isnan(found.residual)) text += "; residual " + number_text(found.residual);
    return text + ", units on their kinks " + std::to_string(found.zeros);
}

std::string certified_point(const NetworkStationarity& found) {
    if (found.distance == 0) return "tested at this very point";
    return "tested at the nearest point where the gradient vanishes: the residuals differ by " +
           number_text(found.distance) + " of their size, the objective by " + number_text(found.change);
}

std::string penalised(const PenaltyStationarity& found) {
    std::string text = "of the penalised problem: " + answer(found.answer, found.reason);
    if (found.patterns > 0) text += " (" + std::to_string(found.patterns) + " sign choices)";
    if (found.answer == Answer::no)
        text += ", a step of " + number_text(found.drop_step) + " lowers it by " + number_text(found.drop);
    return text;
}

std::string kinks(const NetworkMeasures& measures) {
    std::string text = "kinks          " + number_text(measures.zeros) + " units exactly on theirs, " +
                       number_text(measures.near_zeros) + " near: ";
    if (measures.zeros == 0) return text + "the loss is smooth here, and its gradient tells every slope";
    return text + "slopes ahead and behind differ along " +
           number_text(100 * measures.nondifferentiable_share) + " % of directions, by up to " +
           number_text(measures.slope_jump) + "; a gradient does not tell them";
}

std::string growth(const NetworkMeasures& measures, Index steps) {
    const double factor = measures.multiplier_growth;
    const std::string text = "gradients      change by " + number_text(factor) + " a step back in time: ";
    switch (gradient_fate(factor, steps)) {
        case GradientFate::vanishes:
            return text + "over the series they vanish, and early steps teach little";
        case GradientFate::explodes:
            return text + "over the series they explode; clip them, or take small steps";
        case GradientFate::kept:
        case GradientFate::unknown:
            break;
    }
    return text + "over the series they neither vanish nor explode";
}

}  // namespace

std::vector<std::string> measure_lines(const NetworkMeasures& measures, Index steps) {
    std::string error = "error          " + number_text(measures.train_error) + " over the training steps";
    if (!std::isnan(measures.test_error))
        error += ", " + number_text(measures.test_error) + " over the test steps";
    std::vector<std::string> lines{error};
    if (!std::isnan(measures.zeros)) lines.push_back(kinks(measures));
    lines.push_back("recurrence     spectral radius of W " + number_text(measures.spectral_radius) +
                    ", norm " + number_text(measures.recurrent_norm) +
                    (measures.spectral_radius < 1    ? ": the memory fades"
                     : measures.spectral_radius >= 1 ? ": the state may grow"
                                                     : ""));
    if (!std::isnan(measures.multiplier_growth)) lines.push_back(growth(measures, steps));
    return lines;
}

std::vector<std::string> outcome_lines(const NetworkOutcome& outcome) {
    std::vector<std::string> lines{errors(outcome)};
    if (outcome.judgement)
        for (std::string& line : judgement_lines(*outcome.judgement)) lines.push_back(std::move(line));
    if (!std::isnan(outcome.feasibility_h)) lines.push_back(feasibility(outcome));
    lines.push_back(stationarity(outcome.stationarity));
    if (!std::isnan(outcome.stationarity.distance)) lines.push_back(certified_point(outcome.stationarity));
    if (outcome.penalised) lines.push_back(penalised(*outcome.penalised));
    lines.push_back("penalty weights are large enough above " + thresholds("a priori:", outcome.a_priori) +
                    thresholds("; at this point:", outcome.at_point) +
                    thresholds("; by the multipliers:", outcome.a_posteriori));
    if (!outcome.note.empty()) lines.push_back(outcome.note);
    return lines;
}

}  // namespace basin::app
