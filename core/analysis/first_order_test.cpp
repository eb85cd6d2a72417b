// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/first_order_test.h"

#include <algorithm>
#include <cmath>

#include <Eigen/QR>

#include "core/numeric/linear_inequalities.h"

namespace basin {

namespace {

// Of the largest |dL/dh|, or of least_effect: below the one a flow outside its range is inside, below the
// other slack is none.
constexpr double no_violation = 1e-9, no_slack = 1e-6;
constexpr double no_slope = 1e-9, least_slope = 1e-6;  // of S_d: what counts as 0, and as a way down
constexpr double least_effect = 1e-3;                  // of S_d: what flows are at least measured by
constexpr int most_cells = 400;
constexpr double no_row = 1e-11;  // of the longest row: du that is always 0

}  // namespace

FirstOrderTest::FirstOrderTest(KinkLagrangian& lagrangian, const KinkFlows& flows, const Vector& lengths,
                               double size, ShownDescent& descent, const std::stop_token& stop)
    : lagrangian_(lagrangian),
      flows_(flows),
      lengths_(lengths),
      size_(size),
      descent_(descent),
      stop_(stop),
      left_(lagrangian.training().activation.left_slope()),
      right_(lagrangian.training().activation.right_slope()),
      mu_(flows.mu) {}

bool FirstOrderTest::has_effect(Index kink) const {
    return std::max(std::abs(state_[kink]), std::abs(mu_[kink])) > no_violation * scale_;
}

Vector FirstOrderTest::slacks(const Vector& mu) const {
    const Vector state = state_ + lagrangian_.reactions().transpose() * (mu - mu_);
    Vector both(2 * mu.size());
    both << mu - left_ * state, right_ * state - mu;
    return both;
}

void FirstOrderTest::take(const Vector& mu, const std::vector<bool>& is_strict) {
    const Vector slack = slacks(mu);
    const Index kinks = mu.size();
    level_.resize(static_cast<std::size_t>(kinks));
    for (Index k = 0; k < kinks; ++k) {
        const bool strict = is_strict[static_cast<std::size_t>(k)];
        level_[static_cast<std::size_t>(k)] = {!strict && slack[k] <= no_slack * scale_,
                                               !strict && slack[kinks + k] <= no_slack * scale_};
    }
    lagrangian_.gradient(mu);
    mu_ = mu;
    state_ = lagrangian_.state_gradients();
    has_flows_ = true;
}

bool FirstOrderTest::find_free_flows(const Matrix& rows, const Vector& slack) {
    const Index kinks = mu_.size();
    const Matrix moved = rows * flows_.freedom;
    const auto solve = [&](const Vector& wanted) -> std::optional<Vector> {
        if (stop_.stop_requested()) return std::nullopt;
        const auto change = least_distance(moved, wanted - slack / scale_);
        if (!change) return std::nullopt;
        return Vector(mu_ + scale_ * (flows_.freedom * *change));
    };
    for (double demand = 0.1; demand >= 0.9 * no_slack; demand /= 10) {
        const auto mu = solve(Vector::Constant(2 * kinks, demand));
        if (!mu) continue;
        take(*mu, std::vector<bool>(static_cast<std::size_t>(kinks), true));
        return true;
    }
    const Vector least = Vector::Constant(2 * kinks, -0.5 * no_violation);
    const auto any = solve(least);
    if (!any) return false;
    // The mean of flows that give one kink slack each gives slack to all that can have it.
    Vector sum = *any;
    double count = 1;
    std::vector<bool> is_strict(static_cast<std::size_t>(kinks), false);
    for (Index k = 0; k < kinks; ++k) {
        Vector wanted = least;
        wanted[k] = wanted[kinks + k] = 10 * no_slack;
        const auto mu = solve(wanted);
        if (!mu) continue;
        is_strict[static_cast<std::size_t>(k)] = true;
        sum += *mu;
        ++count;
    }
    take(sum / count, is_strict);
    return true;
}

bool FirstOrderTest::find_flows() {
    const Index kinks = mu_.size();
    if (scale_ == 0) {
        take(mu_, std::vector<bool>(static_cast<std::size_t>(kinks), false));
        return true;
    }
    const Vector slack = slacks(mu_);
    if (flows_.freedom.cols() == 0) {
        if (slack.minCoeff() < -no_violation * scale_) return false;
        std::vector<bool> is_strict;
        for (Index k = 0; k < kinks; ++k)
            is_strict.push_back(std::min(slack[k], slack[kinks + k]) > no_slack * scale_);
        take(mu_, is_strict);
        return true;
    }
    Matrix rows(2 * kinks, kinks);
    const Matrix reaction = lagrangian_.reactions().transpose(), one = Matrix::Identity(kinks, kinks);
    rows << one - left_ * reaction, right_ * reaction - one;
    return find_free_flows(rows, slack);
}

Answer FirstOrderTest::refute_kink_by_kink() {
    const Index kinks = mu_.size();
    const Vector slack = slacks(mu_);
    const Matrix& reaction = lagrangian_.reactions();
    Eigen::CompleteOrthogonalDecomposition<Matrix> mover(lagrangian_.jacobian() *
                                                         lengths_.cwiseInverse().asDiagonal());
    for (Index side = 0; side < 2 * kinks && !stop_.stop_requested(); ++side) {
        if (slack[side] >= -no_violation * scale_) continue;
        const Index k = side % kinks;
        const double sign = side < kinks ? -1 : 1;
        // Only kink k moves: the later ones are moved against what they would follow it by.
        Vector wanted = -reaction.col(k) * (sign > 0 ? right_ : -left_);
        wanted[k] = sign;
        const Vector lead = mover.solve(wanted);
        const double slope = -slack[side] / (2 * size_ * lead.stableNorm());
        steepest_ = std::max(steepest_, slope);
        if (slope > least_slope)
            descent_.follow_line(lagrangian_.theta(), lead.cwiseQuotient(lengths_),
                                 4 * size_ / lead.stableNorm());
    }
    if (descent_.is_shown()) return Answer::no;
    reason_ = "a slope at a kink leads down, but rounding hides how far";
    return Answer::not_decided;
}

Vector FirstOrderTest::row_of(const Cell& cell) const {
    const auto k = static_cast<Index>(cell.signs.size());
    Vector row = rows_.row(k);
    for (Index j = 0; j < k; ++j) {
        const double slope = cell.signs[static_cast<std::size_t>(j)] > 0 ? right_ : left_;
        row += lagrangian_.reactions()(k, j) * slope * cell.rows.row(j).transpose();
    }
    return row;
}

bool FirstOrderTest::visit(Cell& cell) {
    if (stop_.stop_requested()) return false;
    const auto k = static_cast<Index>(cell.signs.size());
    if (k == rows_.rows()) return ++cells_ <= most_cells && judge(cell);
    const Vector row = row_of(cell);
    const bool never_moves = row.norm() <= no_row * rows_.rowwise().norm().maxCoeff();
    for (const int sign : {1, -1}) {
        Cell next = cell;
        next.signs.push_back(never_moves ? 0 : sign);
        next.rows.conservativeResize(k + 1, row.size());
        next.rows.row(k) = never_moves ? Vector::Zero(row.size()) : row;
        if (never_moves) return visit(next);
        Matrix sides(0, row.size());
        for (Index j = 0; j <= k; ++j) {
            const int side = next.signs[static_cast<std::size_t>(j)];
            if (side == 0) continue;
            sides.conservativeResize(sides.rows() + 1, row.size());
            sides.row(sides.rows() - 1) = side * next.rows.row(j);
        }
        if (direction_into(sides) && !visit(next)) return false;
    }
    return true;
}

bool FirstOrderTest::judge(const Cell& cell) {
    Vector gradient = Vector::Zero(rows_.cols());
    Matrix generators = Matrix::Zero(rows_.cols(), rows_.rows());
    for (Index k = 0; k < rows_.rows(); ++k) {
        const int sign = cell.signs[static_cast<std::size_t>(k)];
        if (sign == 0) continue;
        const Vector row = cell.rows.row(k);
        gradient += ((sign > 0 ? right_ : left_) * state_[k] - mu_[k]) * row;
        generators.col(k) = sign * row.normalized();
    }
    // By Moreau's decomposition minus the rest leads into the cell, downhill.
    const Vector rest = gradient - generators * nonnegative_least_squares(generators, gradient);
    const double slope = rest.norm() / (2 * size_);
    steepest_ = std::max(steepest_, slope);
    if (slope <= least_slope) return true;
    const Vector lead = (flows_.span * -rest).cwiseQuotient(lengths_);
    return !descent_.follow_line(lagrangian_.theta(), lead, 4 * size_ / rest.norm());
}

Answer FirstOrderTest::try_cells() {
    rows_ = lagrangian_.jacobian() * lengths_.cwiseInverse().asDiagonal() * flows_.span;
    Cell none{{}, Matrix(0, rows_.cols())};
    const bool all = visit(none);
    if (descent_.is_shown()) return Answer::no;
    if (all && steepest_ <= no_slope) return Answer::yes;
    reason_ = stop_.stop_requested() ? "stopped"
              : cells_ > most_cells  ? "the kinks have more than 400 sides"
                                     : "a slope at the kinks leads down, but rounding hides how far";
    return Answer::not_decided;
}

Answer FirstOrderTest::run() {
    lagrangian_.gradient(mu_);
    state_ = lagrangian_.state_gradients();
    has_flows_ = mu_.size() == 0;
    if (has_flows_) return Answer::yes;
    // A kink whose whole effect is a slope far below what counts as one is without effect.
    double steepest = 0;
    for (Index k = 0; k < mu_.size(); ++k)
        steepest = std::max(steepest, dual_norm(lagrangian_.jacobian().row(k).transpose(), lengths_));
    const double unseen = steepest > 0 ? least_effect * 2 * size_ / steepest : 0;
    scale_ = std::max(lagrangian_.largest_state_gradient(), unseen);
    if (find_flows()) return Answer::yes;
    if (stop_.stop_requested()) {
        reason_ = "stopped";
        return Answer::not_decided;
    }
    return flows_.freedom.cols() == 0 ? refute_kink_by_kink() : try_cells();
}

}  // namespace basin
