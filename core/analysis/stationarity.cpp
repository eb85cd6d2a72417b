// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/stationarity.h"

#include <algorithm>
#include <array>
#include <limits>
#include <vector>

#include <Eigen/QR>

namespace basin {

namespace {

constexpr std::array answer_names{std::string_view("yes"), std::string_view("no"),
                                  std::string_view("not decided")};
constexpr double rounding = std::numeric_limits<double>::epsilon();

/// The columns whose lambda is free, and the least-squares solution in them.
class FreeSet {
  public:
    FreeSet(const Matrix& generators, const Vector& target) : generators_(generators), target_(target) {}

    void add(Index column) { columns_.push_back(column); }
    void drop_zeros(const Vector& lambda) {
        std::erase_if(columns_, [&](Index column) { return lambda[column] == 0; });
    }
    bool holds(Index column) const {
        return std::find(columns_.begin(), columns_.end(), column) != columns_.end();
    }
    const std::vector<Index>& columns() const { return columns_; }

    /// The unconstrained minimiser over the free columns, 0 elsewhere.
    Vector solve() const {
        const Matrix chosen = generators_(Eigen::all, columns_);
        Vector lambda = Vector::Zero(generators_.cols());
        const Vector in_use = chosen.completeOrthogonalDecomposition().solve(target_);
        lambda(columns_) = in_use;
        return lambda;
    }

  private:
    const Matrix& generators_;
    const Vector& target_;
    std::vector<Index> columns_;
};

/// Moves lambda towards `wanted` as far as no entry turns negative; that entry becomes 0.
void move_towards(const Vector& wanted, const FreeSet& free, Vector& lambda) {
    double share = 1;
    Index blocking = -1;
    for (const Index i : free.columns()) {
        if (wanted[i] > 0) continue;
        const double reach = lambda[i] > 0 ? lambda[i] / (lambda[i] - wanted[i]) : 0;
        if (reach <= share) {
            share = reach;
            blocking = i;
        }
    }
    lambda += share * (wanted - lambda);
    if (blocking >= 0) lambda[blocking] = 0;
    lambda = lambda.cwiseMax(0);
}

}  // namespace

std::string_view to_string(Answer answer) {
    return answer_names[static_cast<std::size_t>(answer)];
}

std::optional<Answer> parse_answer(std::string_view name) {
    for (const Answer answer : {Answer::yes, Answer::no, Answer::not_decided}) {
        if (to_string(answer) == name) return answer;
    }
    return std::nullopt;
}

Vector nonnegative_least_squares(const Matrix& generators, const Vector& target) {
    const Index k = generators.cols();
    Vector lambda = Vector::Zero(k);
    FreeSet free(generators, target);
    const double noise = 10 * rounding * generators.norm() * target.norm();
    // Each round frees one column for good or ends; three times k is never needed in practice.
    for (Index round = 0; round < 3 * k; ++round) {
        const Vector pull = generators.transpose() * (target - generators * lambda);
        Index best = -1;
        for (Index i = 0; i < k; ++i) {
            if (!free.holds(i) && pull[i] > noise && (best < 0 || pull[i] > pull[best])) best = i;
        }
        if (best < 0) break;
        free.add(best);
        for (Vector wanted = free.solve();; wanted = free.solve()) {
            bool inside = true;
            for (const Index i : free.columns()) inside = inside && wanted[i] > 0;
            if (inside) {
                lambda = wanted;
                break;
            }
            move_towards(wanted, free, lambda);
            free.drop_zeros(lambda);
            if (free.columns().empty()) break;
        }
    }
    return lambda;
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
        for (double t = 1; t > rounding; t /= 2) {
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
