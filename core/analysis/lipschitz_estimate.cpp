// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/lipschitz_estimate.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>
#include <vector>

#include "core/numeric/parallel.h"
#include "core/numeric/random.h"

namespace basin {

namespace {

/// A point x with two unit directions: value = |H'(x)[u] v|, a lower bound on M up to the gap used.
struct Place {
    Vector x, u, v;  // d
    double value = 0;
};

/// Looks for large quotients |H(y) - H(x)|_2 / |y - x| in a ball by Hessian-vector products alone: for |v| =
/// 1, |H(y) v - H(x) v| <= |H(y) - H(x)|_2, so that whatever it finds is a lower bound on M. One per thread.
class LipschitzSearch {
  public:
    LipschitzSearch(const Problem& problem, const Vector& centre, double radius, std::stop_token stop)
        : here_(problem.evaluator()),
          there_(problem.evaluator()),
          centre_(centre),
          radius_(radius),
          stop_(std::move(stop)) {}

    /// Raises `largest` to the quotients at a random place, far and near, and returns the place to climb
    /// from.
    Place sample(RandomStream& stream, double& largest) {
        const Vector x = random_point(stream), y = random_point(stream);
        largest = std::max({largest, far_quotient(centre_, x), far_quotient(x, y)});
        Place place{inside(x), uniform_direction(stream, x.size()), {}, 0};
        place.v = place.u;
        turn(place, 8);
        largest = std::max(largest, place.value);
        return place;
    }

    /// Moves x in turn uphill and at random, ever less far, where the value grows.
    void climb(Place& place, RandomStream& stream, Index moves) {
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

  private:
    /// |H(y) v - H(x) v| / |y - x|, 0 where it has no value; the vector itself is left in image_.
    double quotient(const Vector& x, const Vector& y, const Vector& v) {
        const double distance = (y - x).norm();
        if (!(distance > 0) || here_->hessian_product(x, v, product_) != EvalStatus::ok ||
            there_->hessian_product(y, v, image_) != EvalStatus::ok) {
            return 0;
        }
        image_ = (image_ - product_) / distance;
        const double value = image_.norm();
        return std::isfinite(value) ? value : 0;
    }

    /// Power iteration on H(y) - H(x), whose quotients never fall.
    double far_quotient(const Vector& x, const Vector& y) {
        Vector v = (y - x).normalized();
        double value = 0;
        for (int step = 0; step < 3 && !stop_.stop_requested(); ++step) {
            value = std::max(value, quotient(x, y, v));
            if (!(value > 0)) break;
            v = image_.normalized();
        }
        return value;
    }

    /// The third derivative T is a symmetric form: w = T[u, v] / |T[u, v]| gives |T[w, u]| >= T[w, u, v] =
    /// |T[u, v]|, so that taking w for u and u for v never lowers the value.
    void turn(Place& place, int steps) {
        for (int step = 0; step < steps && !stop_.stop_requested(); ++step) {
            const double value = quotient(place.x, place.x + gap() * place.u, place.v);
            if (!(value > 0)) return;
            place.value = std::max(place.value, value);
            place.v = std::exchange(place.u, image_ / value);
        }
    }

    /// Moves x when that gives a larger value; returns whether it did.
    bool advance(Place& place, const Vector& step) {
        Place next{inside(place.x + step), place.u, place.v, 0};
        turn(next, 2);
        if (!(next.value > place.value)) return false;
        place = std::move(next);
        return true;
    }

    /// Direction of the gradient in x of |T(x)[u, u, u]|: the second difference of H(.) u along u, 0 if none.
    Vector slope(const Place& place) {
        const double step = 10 * gap();
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
    Vector random_point(RandomStream& stream) const {
        const double distance = radius_ * stream.uniform();
        return centre_ + distance * uniform_direction(stream, centre_.size());
    }

    /// The nearest point to x whose neighbours at the gap are all in the ball.
    Vector inside(const Vector& x) const {
        const double distance = (x - centre_).norm(), limit = radius_ - gap();
        return distance <= limit ? x : Vector(centre_ + limit / distance * (x - centre_));
    }

    /// Near points: their quotient is the third derivative along the direction, whose maximum is M.
    double gap() const { return 1e-3 * radius_; }

    // One for each end of a quotient, because an evaluator remembers its last point.
    std::unique_ptr<Evaluator> here_, there_;
    const Vector& centre_;
    double radius_;
    std::stop_token stop_;
    Vector product_, image_;  // d
};

}  // namespace

double estimate_hessian_lipschitz(const Problem& problem, const Vector& centre, double radius, Index samples,
                                  std::uint64_t seed, std::stop_token stop) {
    // Every sample has its own stream and place in the lists: the result does not depend on the threads.
    std::vector<Place> places(static_cast<std::size_t>(samples));
    Vector largest = Vector::Zero(samples);
    parallel_for(samples, hardware_threads(), stop, [&](Index i) {
        RandomStream stream(seed, static_cast<std::uint64_t>(i));
        places[static_cast<std::size_t>(i)] =
            LipschitzSearch(problem, centre, radius, stop).sample(stream, largest[i]);
    });
    std::ranges::stable_sort(places, std::ranges::greater(), &Place::value);
    const Index climbs = std::max<Index>(1, samples / 4), moves = std::min<Index>(24, 8 + samples / 4);
    parallel_for(climbs, hardware_threads(), stop, [&](Index i) {
        RandomStream stream(seed, static_cast<std::uint64_t>(samples + i));
        Place& place = places[static_cast<std::size_t>(i)];
        LipschitzSearch(problem, centre, radius, stop).climb(place, stream, moves);
        largest[i] = std::max(largest[i], place.value);
    });
    return samples > 0 ? largest.maxCoeff() : 0;
}

}  // namespace basin
