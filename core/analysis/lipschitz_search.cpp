// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/lipschitz_search.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace basin {

LipschitzSearch::LipschitzSearch(const Problem& problem, const Vector& centre, double radius,
                                 const HessianRounding& rounding, const std::stop_token& stop)
    : here_(problem.evaluator()),
      there_(problem.evaluator()),
      centre_(centre),
      radius_(radius),
      gap_(1e-3 * radius),
      rounding_(rounding),
      stop_(stop) {}

LipschitzPlace LipschitzSearch::start(const Vector& x, RandomStream& stream) {
    LipschitzPlace place{x, uniform_direction(stream, x.size()), {}, 0, 0};
    place.v = place.u;
    turn(place, 8);
    return place;
}

LipschitzPlace LipschitzSearch::sample(RandomStream& stream, double& far) {
    const Vector x = random_point(stream), y = random_point(stream);
    far = std::max({far, far_quotient(centre_, x), far_quotient(x, y)});
    return start(inside(x), stream);
}

void LipschitzSearch::look_again(LipschitzPlace& place) {
    place.value = 0;
    turn(place, 2);
}

void LipschitzSearch::climb(LipschitzPlace& place, RandomStream& stream, Index moves) {
    double uphill_size = 0.5, random_size = 1;
    for (Index move = 0; move < moves && !stop_.stop_requested(); ++move) {
        if (move % 2 == 0) {
            if (!advance(place, uphill_size * radius_ * slope(place))) uphill_size /= 3;
        } else {
            advance(place, random_size * radius_ * uniform_direction(stream, place.x.size()));
            random_size *= 0.8;
        }
    }
}

/// |H(y) v - H(x) v| / |y - x|, 0 where it has no value; the vector itself is left in image_.
double LipschitzSearch::quotient(const Vector& x, const Vector& y, const Vector& v) {
    const double distance = (y - x).stableNorm();
    if (!(distance > 0) || here_->hessian_product(x, v, product_) != EvalStatus::ok ||
        there_->hessian_product(y, v, image_) != EvalStatus::ok) {
        return 0;
    }
    image_ = (image_ - product_) / distance;
    const double value = image_.stableNorm();
    return std::isfinite(value) ? value : 0;
}

double LipschitzSearch::proved(double value, const Vector& x, const Vector& y) const {
    const double distance = (y - x).stableNorm();
    if (!(value > 0)) return 0;
    // Where the problem states no bound, that of the last product's own sums.
    const double both = rounding_ ? rounding_(x) + rounding_(y)
                                  : 8 * std::numeric_limits<double>::epsilon() *
                                        (2 * product_.stableNorm() + distance * value);
    return std::max(0.0, value - both / distance);
}

/// Power iteration on H(y) - H(x), whose quotients never fall.
double LipschitzSearch::far_quotient(const Vector& x, const Vector& y) {
    Vector v = (y - x).stableNormalized();
    double value = 0;
    for (int step = 0; step < 3 && !stop_.stop_requested(); ++step) {
        const double next = quotient(x, y, v);
        value = std::max(value, next);
        if (!(next > 0)) break;
        v = image_.stableNormalized();
    }
    return proved(value, x, y);
}

/// The third derivative T is a symmetric form: w = T[u, v] / |T[u, v]| gives |T[w, u]| >= T[w, u, v] = |T[u,
/// v]|, so that taking w for u and u for v never lowers the value.
void LipschitzSearch::turn(LipschitzPlace& place, int steps) {
    Vector best;
    for (int step = 0; step < steps && !stop_.stop_requested(); ++step) {
        const Vector there = place.x + gap_ * place.u;
        const double value = quotient(place.x, there, place.v);
        if (!(value > 0)) break;
        if (value > place.value) best = there;
        place.value = std::max(place.value, value);
        place.v = std::exchange(place.u, image_ / value);
    }
    if (place.value > place.proved && best.size() > 0)
        place.proved = std::max(place.proved, proved(place.value, place.x, best));
}

/// Moves x when that gives a larger value; returns whether it did.
bool LipschitzSearch::advance(LipschitzPlace& place, const Vector& step) {
    LipschitzPlace next{inside(place.x + step), place.u, place.v, 0, place.proved};
    turn(next, 2);
    if (!(next.value > place.value)) return false;
    place = std::move(next);
    return true;
}

/// Direction of the gradient in x of |T(x)[u, u, u]|: the second difference of H(.) u along u, 0 if none.
Vector LipschitzSearch::slope(const LipschitzPlace& place) {
    const double step = 10 * gap_;
    Vector before, after;
    if (here_->hessian_product(place.x, place.u, product_) != EvalStatus::ok ||
        there_->hessian_product(place.x - step * place.u, place.u, before) != EvalStatus::ok ||
        there_->hessian_product(place.x + step * place.u, place.u, after) != EvalStatus::ok) {
        return Vector::Zero(place.x.size());
    }
    const double sign = (after - before).dot(place.u) < 0 ? -1 : 1;
    return sign * (after - 2 * product_ + before).stableNormalized();
}

/// Uniform direction, distance uniform up to the radius.
Vector LipschitzSearch::random_point(RandomStream& stream) const {
    const double distance = radius_ * stream.uniform();
    return centre_ + distance * uniform_direction(stream, centre_.size());
}

/// The nearest point to x whose neighbours at the gap are all in the ball.
Vector LipschitzSearch::inside(const Vector& x) const {
    const double distance = (x - centre_).stableNorm(), limit = radius_ - gap_;
    return distance <= limit ? x : Vector(centre_ + limit / distance * (x - centre_));
}

}  // namespace basin
