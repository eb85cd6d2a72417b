// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/local_convergence.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "core/numeric/random.h"
#include "core/numeric/symmetric_eigen.h"

namespace basin {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
// Enough to fill a plane; in many dimensions a Hessian costs too much for that.
constexpr Index lipschitz_samples(Index d) {
    return d <= 64 ? 64 : 16;
}

/// Largest quotient |H(y) - H(x)|_2 / |y - x| seen so far, in the ball about the centre.
class LipschitzSearch {
  public:
    LipschitzSearch(const Problem& problem, const Vector& centre, double radius)
        : evaluator_(problem.evaluator()), centre_(centre), radius_(radius) {}

    double largest() const { return largest_; }

    /// The quotient of two points; 0 where it has none.
    double quotient(const Vector& x, const Vector& y) {
        const double distance = (y - x).norm();
        if (!(distance > 0) || evaluator_->hessian(x, first_) != EvalStatus::ok ||
            evaluator_->hessian(y, second_) != EvalStatus::ok) {
            return 0;
        }
        symmetric_eigenvalues(second_ - first_, eigenvalues_);
        const double value = eigenvalues_.cwiseAbs().maxCoeff() / distance;
        if (!std::isfinite(value)) return 0;
        largest_ = std::max(largest_, value);
        return value;
    }

    /// Moves x and the direction from it in turn, at random and ever less far, where the quotient grows.
    void climb(RandomStream& stream, Index moves, const std::stop_token& stop) {
        // Near points: the quotient then is the third derivative along the direction, whose maximum is M.
        const double gap = gap_share * radius_;
        const Index d = centre_.size();
        Vector x = inside(random_point(stream)), direction = uniform_direction(stream, d);
        double best = quotient(x, x + gap * direction), size = 1;
        for (Index move = 0; move < moves && !stop.stop_requested(); ++move, size *= 0.95) {
            const Vector change = size * uniform_direction(stream, d);
            const bool turn = move % 2 == 1;
            const Vector next = turn ? x : inside(x + radius_ * change);
            const Vector turned = turn ? Vector((direction + change).normalized()) : direction;
            const double value = quotient(next, next + gap * turned);
            if (value <= best) continue;
            best = value;
            x = next;
            direction = turned;
        }
    }

    /// Uniform direction, distance uniform up to the radius.
    Vector random_point(RandomStream& stream) const {
        const double distance = radius_ * stream.uniform();
        return centre_ + distance * uniform_direction(stream, centre_.size());
    }

  private:
    /// The nearest point to x whose neighbours at the gap are all in the ball.
    Vector inside(const Vector& x) const {
        const double distance = (x - centre_).norm(), limit = (1 - gap_share) * radius_;
        return distance <= limit ? x : Vector(centre_ + limit / distance * (x - centre_));
    }

    static constexpr double gap_share = 1e-3;

    std::unique_ptr<Evaluator> evaluator_;
    const Vector& centre_;
    double radius_;
    double largest_ = 0;
    Matrix first_, second_;  // d x d
    Vector eigenvalues_;     // d
};

}  // namespace

double estimate_hessian_lipschitz(const Problem& problem, const Vector& centre, double radius, Index samples,
                                  std::uint64_t seed, std::stop_token stop) {
    LipschitzSearch search(problem, centre, radius);
    for (Index sample = 0; sample < samples && !stop.stop_requested(); ++sample) {
        RandomStream stream(seed, static_cast<std::uint64_t>(sample));
        const Vector x = search.random_point(stream), y = search.random_point(stream);
        search.quotient(centre, x);
        search.quotient(x, y);
    }
    // As much work again goes into climbing from a few of many possible places.
    const Index climbs = std::max<Index>(1, samples / 32);
    for (Index climb = 0; climb < climbs && !stop.stop_requested(); ++climb) {
        RandomStream stream(seed, static_cast<std::uint64_t>(samples + climb));
        search.climb(stream, samples * 3 / 4, stop);
    }
    return search.largest();
}

Certificate certify(const Problem& problem, const Minimiser& minimiser, const Vector& x0,
                    std::stop_token stop) {
    Certificate certificate;
    if (minimiser.x.size() != problem.dimension()) return certificate;
    certificate.l = minimiser.smallest_eigenvalue;
    certificate.start_radius = (x0 - minimiser.x).norm();
    // The ball that the theory needs reaches to the start; a start at x* itself still has a neighbourhood.
    const double radius = std::max(certificate.start_radius, 1e-3 * std::max(1.0, minimiser.x.norm()));
    const double estimate = estimate_hessian_lipschitz(problem, minimiser.x, radius,
                                                       lipschitz_samples(x0.size()), 1, std::move(stop));
    certificate.M_estimate = estimate;
    if (!(certificate.l > 0)) return certificate;
    certificate.guaranteed_radius = 0.1 * certificate.l / estimate;
    certificate.good_start = certificate.start_radius * estimate <= 0.1 * certificate.l;
    return certificate;
}

double published_contraction_bound(double eps0, double l, double M, double r) {
    const double rbar = M * r;
    return rbar < l ? 2 * (eps0 + rbar / (l - rbar)) : infinite;
}

double energy_contraction_bound(double eps0, double l, double M, double r) {
    const double rbar = M * r;
    return rbar < l && eps0 < 1 ? (eps0 + 0.5 * rbar / (l - rbar)) / (1 - eps0) : infinite;
}

Index promised_iterations(double r0, double eps) {
    if (!(r0 > eps)) return 0;
    const double target = std::max(eps, std::numeric_limits<double>::denorm_min());
    return static_cast<Index>(std::ceil((std::log(r0) - std::log(target)) / std::log(1 / 0.4)));
}

}  // namespace basin
