// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/stationarity.h"

#include <algorithm>
#include <array>
#include <limits>

#include "core/numeric/linear_inequalities.h"
#include "core/numeric/name_table.h"

namespace basin {

namespace {

constexpr auto answer_names =
    name_table<Answer>({{Answer::yes, "yes"}, {Answer::no, "no"}, {Answer::not_decided, "not_decided"}});
constexpr double residual_rounding = std::numeric_limits<double>::epsilon();

}  // namespace

std::string_view to_string(Answer answer) {
    return answer_names.name(answer);
}

std::string_view in_words(Answer answer) {
    return answer == Answer::not_decided ? "not decided" : to_string(answer);
}

std::optional<Answer> parse_answer(std::string_view name) {
    if (name == in_words(Answer::not_decided)) return Answer::not_decided;  // as older files say it
    return answer_names.value(name);
}

Stationarity test_stationarity(Index kinks, const PieceOf& piece_of, double tolerance) {
    Stationarity result;
    result.kinks = kinks;
    if (kinks > most_kinks) return result;
    double steepest = 0;
    for (std::uint32_t pattern = 0; pattern < (1U << kinks); ++pattern) {
        const Piece piece = piece_of(pattern);
        const Matrix generators = piece.cone.transpose();
        // By Moreau's decomposition the rest lies in the polar cone: minus it leads into the piece, downhill.
        const Vector rest =
            piece.gradient - generators * nonnegative_least_squares(generators, piece.gradient);
        ++result.patterns;
        const double size = rest.norm();
        if (!(size <= std::numeric_limits<double>::max())) return result;
        if (size > steepest) {
            steepest = size;
            if (size > tolerance) result.descent = -rest / size;
        }
    }
    result.answer = steepest > tolerance ? Answer::no : Answer::yes;
    result.slope = steepest > tolerance ? -steepest : 0;
    return result;
}

void show_descent(const Problem& problem, const Vector& x, Stationarity& stationarity) {
    if (stationarity.answer != Answer::no) return;
    const auto evaluator = problem.evaluator();
    double here = 0, there = 0;
    if (evaluator->value(x, here) == EvalStatus::ok) {
        for (double t = 1; t > residual_rounding; t /= 2) {
            if (evaluator->value(x + t * stationarity.descent, there) != EvalStatus::ok) continue;
            if (!(here - there >= -0.1 * t * stationarity.slope)) continue;
            stationarity.drop_step = t;
            stationarity.drop = here - there;
            return;
        }
    }
    stationarity.answer = Answer::not_decided;
}

}  // namespace basin
