// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/numeric/minimal_residual.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "core/numeric/interruption.h"

namespace basin {

namespace {

constexpr Index patience = 100;                                          // iterations
constexpr double progress = 0.99;                                        // what they leave at most
constexpr double rounding = 4 * std::numeric_limits<double>::epsilon();  // of the size of A

/// Lanczos vectors v and the plane rotations that make their tridiagonal matrix triangular.
class MinimalResidual {
  public:
    explicit MinimalResidual(const Vector& b)
        : v_(b), before_(Vector::Zero(b.size())), way_(before_), way_before_(before_), image_(b.size()) {}

    double left() const { return left_; }

    /// One more vector; false when the product fails.
    bool advance(const SymmetricProduct& product, Vector& x) {
        if (!product(v_, image_) || !image_.allFinite()) return false;
        const double alpha = v_.dot(image_);
        image_ -= alpha * v_ + beta_ * before_;
        before_ = v_;
        const double next = image_.norm();
        const double lower = std::exchange(second_, sin_ * next);
        const double upper = cos_ * diagonal_ + sin_ * alpha;
        const double rest = sin_ * diagonal_ - cos_ * alpha;
        diagonal_ = -cos_ * next;
        const double length = std::hypot(rest, next);
        size_ = std::max({size_, std::abs(alpha), next});
        const double none = rounding * size_;
        is_whole_ = !(next > none);
        if (length > none) take(rest / length, is_whole_ ? 0 : next / length, lower, upper, length, x);
        beta_ = next;
        if (!is_whole_) v_ = image_ / next;
        return true;
    }
    /// Whether the Krylov space grows no more.
    bool is_whole() const { return is_whole_; }

  private:
    void take(double cos, double sin, double lower, double upper, double length, Vector& x) {
        cos_ = cos;
        sin_ = sin;
        fresh_ = (before_ - lower * way_before_ - upper * way_) / length;
        way_before_.swap(way_);
        way_.swap(fresh_);
        x += cos * left_ * way_;
        left_ *= sin;
    }

    Vector v_, before_, way_, way_before_, image_, fresh_;
    double beta_ = 0, cos_ = -1, sin_ = 0, diagonal_ = 0, second_ = 0;
    double left_ = 1;  // |b - A x| for |b| = 1
    double size_ = 0;  // of A, as far as it was met
    bool is_whole_ = false;
};

}  // namespace

std::optional<double> minimal_residual(const SymmetricProduct& product, const Vector& b,
                                       const MinimalResidualOptions& options, Vector& x) {
    x.setZero(b.size());
    // By a unit, so that the square of a small right-hand side does not vanish.
    const double unit = b.stableNorm();
    if (unit == 0) return 0;
    MinimalResidual state(b / unit);
    double checked = 1;
    for (Index k = 1; k <= options.iterations; ++k) {
        if (interruption_point() || !state.advance(product, x)) return std::nullopt;
        if (state.left() <= options.tolerance || state.is_whole()) break;
        if (k % patience != 0) continue;
        if (state.left() > progress * checked) break;
        checked = state.left();
    }
    x *= unit;
    if (!x.allFinite()) return std::nullopt;
    return state.left();
}

}  // namespace basin
