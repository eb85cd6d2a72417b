// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/numeric/linear_inequalities.h"

#include <algorithm>
#include <limits>
#include <vector>

#include <Eigen/QR>

namespace basin {

namespace {

constexpr double rounding = std::numeric_limits<double>::epsilon();
constexpr double longest = 1e7;  // what counts as infinitely far

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

std::optional<Vector> least_distance(const Matrix& rows, const Vector& bounds) {
    const Index m = rows.rows(), n = rows.cols();
    if (m == 0) return Vector::Zero(n);
    // The dual is a projection: what is left of e_{n+1} by (rows^T; bounds^T) lambda, lambda >= 0.
    Matrix generators(n + 1, m);
    for (Index i = 0; i < m; ++i) {
        const double size = std::max(rows.row(i).norm(), std::abs(bounds[i]));
        if (size == 0) {
            generators.col(i).setZero();
            continue;
        }
        generators.col(i).head(n) = rows.row(i).transpose() / size;
        generators(n, i) = bounds[i] / size;
    }
    const Vector target = Vector::Unit(n + 1, n);
    const Vector rest = target - generators * nonnegative_least_squares(generators, target);
    if (!(rest.norm() * longest > 1) || !(rest[n] > 0)) return std::nullopt;
    return Vector(rest.head(n) / -rest[n]);
}

std::optional<Vector> direction_into(const Matrix& rows) {
    if (rows.rows() == 0) return std::nullopt;
    const Matrix unit = rows.rowwise().normalized();
    auto inside = least_distance(unit, Vector::Ones(rows.rows()));
    if (!inside) return std::nullopt;
    inside->normalize();
    if (!((unit * *inside).minCoeff() > 1 / longest)) return std::nullopt;
    return inside;
}

}  // namespace basin
