// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <stop_token>

#include "core/analysis/lipschitz_estimate.h"
#include "core/numeric/random.h"

namespace basin {

/// A point x with two unit directions: value = |H'(x)[u] v|, up to the gap used.
struct LipschitzPlace {
    Vector x, u, v;     // d
    double value = 0;   // as computed
    double proved = 0;  // less what rounding may have added: a lower bound on M
};

/// Looks for large quotients |H(y) v - H(x) v| / |y - x|, |v| = 1, in one ball. One per thread.
class LipschitzSearch {
  public:
    /// All must outlive this.
    LipschitzSearch(const Problem& problem, const Vector& centre, double radius,
                    const HessianRounding& rounding, const std::stop_token& stop);

    /// A place at x with the directions that a random one turns to.
    LipschitzPlace start(const Vector& x, RandomStream& stream);
    /// The same at a random point; raises `far` to quotients across the ball.
    LipschitzPlace sample(RandomStream& stream, double& far);
    /// Values a place of a smaller ball anew; what it has proved stays.
    void look_again(LipschitzPlace& place);
    /// Moves x in turn uphill and at random, ever less far, where the value grows.
    void climb(LipschitzPlace& place, RandomStream& stream, Index moves);

  private:
    double quotient(const Vector& x, const Vector& y, const Vector& v);
    double proved(double value, const Vector& x, const Vector& y) const;
    double far_quotient(const Vector& x, const Vector& y);
    void turn(LipschitzPlace& place, int steps);
    bool advance(LipschitzPlace& place, const Vector& step);
    Vector slope(const LipschitzPlace& place);
    Vector random_point(RandomStream& stream) const;
    Vector inside(const Vector& x) const;

    // One for each end of a quotient, because an evaluator remembers its last point.
    std::unique_ptr<Evaluator> here_, there_;
    const Vector& centre_;
    double radius_;
    double gap_;  // of near points: their quotient is the third derivative along the direction
    const HessianRounding& rounding_;
    const std::stop_token& stop_;
    Vector product_, image_;  // d
};

}  // namespace basin
