// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/numeric/norm.h"
#include "core/solvers/recorder.h"

namespace basin {

/// Conjugate gradients for H p = -g within |p| <= radius ([Steihaug 1983]; [Nocedal, Wright 2006],
/// algorithm 7.2). Owns its scratch memory.
class SteihaugSearch {
  public:
    SteihaugSearch(Recorder& recorder, Index d) : recorder_(recorder), p_(d), Hp_(d), r_(d), s_(d), Hs_(d) {}

    /// Computes step() at x with gradient g, until |H p + g| <= tolerance. Returns false when a product with
    /// the Hessian is not finite or the run is interrupted.
    bool solve(const Vector& x, const Vector& g, double radius, double tolerance);
    const Vector& step() const { return p_; }
    /// -(g^T p + p^T H p / 2) > 0, what the model promises.
    double predicted_decrease(const Vector& g) const { return -(safe_dot(g, p_) + 0.5 * safe_dot(p_, Hp_)); }
    /// Whether the step ends on the border of the ball.
    bool at_border() const { return at_border_; }

  private:
    /// From p = 0 with r = g, which is near 1.
    bool minimise(const Vector& x, double radius, double tolerance);
    void advance(double length);
    /// The length t >= 0 with |p + t s| = radius.
    double to_border(double radius) const;

    Recorder& recorder_;
    Vector p_, Hp_;  // d, the step and H times it
    Vector r_;       // d, H p + g
    Vector s_, Hs_;  // d, search direction and H times it
    bool at_border_ = false;
};

}  // namespace basin
