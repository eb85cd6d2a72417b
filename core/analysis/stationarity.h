// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>

#include "core/problems/problem.h"

namespace basin {

// First-order stationarity of a piecewise smooth L at a point where some components sit on kinks ([JWC];
// mathematics.md 2.2, 3): d-stationary means L'(x; d) >= 0 for every direction d, one-sided.

/// The third answer is an honest one.
enum class Answer { yes, no, not_decided };
std::string_view to_string(Answer answer);  // in files: yes, no, not_decided
std::string_view in_words(Answer answer);   // for people: yes, no, not decided
std::optional<Answer> parse_answer(std::string_view name);

/// One smooth piece of L that meets the point: L'(x; d) = gradient . d for the directions that lead into it,
/// cone d >= 0 (row by row). cone has one row a kink and may have dependent rows.
struct Piece {
    Vector gradient;  // d
    Matrix cone;      // kinks x d
};
/// Makes the piece of a sign pattern: bit i set means that component i leaves its kink to the right.
using PieceOf = std::function<Piece(std::uint32_t pattern)>;

/// Whether a point on kinks is d-stationary, with the evidence (mathematics.md 2.2, 3).
struct Stationarity {
    Answer answer = Answer::not_decided;
    Index kinks = 0;                    // components on their kinks
    Index patterns = 0;                 // sign patterns looked at
    double slope = not_applicable;      // most negative L'(x; d) found over unit d; 0 when there is none
    Vector descent;                     // d, the unit direction with that slope; empty when there is none
    double drop_step = not_applicable;  // t > 0 with L(x + t descent) < L(x), once shown
    double drop = not_applicable;       // L(x) - L(x + t descent) there
};

/// Beyond this many kinks the patterns are too many, and the answer is not_decided.
inline constexpr Index most_kinks = 12;

/// Looks at all 2^kinks pieces: their cones cover the space, so that x is d-stationary exactly when the
/// gradient of every piece lies in the dual of its cone (non-negative least squares tells, and else yields
/// the steepest descent). tolerance > 0 is the size of a slope that counts as 0, in the unit of gradients.
Stationarity test_stationarity(Index kinks, const PieceOf& piece_of, double tolerance);

/// Fills drop_step and drop in: the first t = 2^-k, k >= 0, whose decrease is at least a tenth of what the
/// slope promises. Turns the answer into not_decided when rounding hides every decrease.
void show_descent(const Problem& problem, const Vector& x, Stationarity& stationarity);

}  // namespace basin
