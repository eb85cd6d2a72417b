// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solvers/steihaug.h"

#include <cmath>

#include "core/numeric/norm.h"

namespace basin {

bool SteihaugSearch::solve(const Vector& x, const Vector& g, double radius, double tolerance) {
    p_.setZero();
    Hp_.setZero();
    // In units of |g|, so that squares neither over- nor underflow.
    const double unit = power_of_two_near(safe_norm(g));
    r_ = g / unit;
    if (!minimise(x, radius / unit, tolerance / unit)) return false;
    p_ *= unit;
    Hp_ *= unit;
    return true;
}

bool SteihaugSearch::minimise(const Vector& x, double radius, double tolerance) {
    s_ = -r_;
    at_border_ = false;
    double residual = r_.squaredNorm();
    // Twice d: rounding costs conjugacy, and exact arithmetic would need d.
    for (Index k = 0; k < 2 * x.size() && std::sqrt(residual) > tolerance; ++k) {
        if (k > 0 && recorder_.interrupted()) return false;
        if (recorder_.evaluator().hessian_product(x, s_, Hs_) != EvalStatus::ok) return false;
        const double curvature = s_.dot(Hs_);
        const double length = residual / curvature;
        if (!(curvature > 0) || (p_ + length * s_).norm() >= radius) {
            advance(to_border(radius));
            at_border_ = true;
            return true;
        }
        advance(length);
        const double next = r_.squaredNorm();
        s_ = (next / residual) * s_ - r_;
        residual = next;
    }
    return true;
}

void SteihaugSearch::advance(double length) {
    p_ += length * s_;
    Hp_ += length * Hs_;
    r_ += length * Hs_;
}

double SteihaugSearch::to_border(double radius) const {
    const double a = s_.squaredNorm(), b = p_.dot(s_), c = radius * radius - p_.squaredNorm();
    const double root = std::sqrt(b * b + a * c);
    // Of the two forms of the root the one without cancellation.
    return b > 0 ? c / (b + root) : (root - b) / a;
}

}  // namespace basin
