// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/lipschitz_estimate.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/analysis/lipschitz_search.h"
#include "core/numeric/parallel.h"
#include "core/numeric/random.h"

namespace basin {

namespace {

// In units of X: smaller balls are so small that the Hessian changes at one rate throughout.
constexpr double small_ball = 0.05, large_ball = 1e3;
constexpr int most_balls = 100;

/// How long a ball is searched.
struct Effort {
    Index samples, climbs, moves;
};

/// Enough to fill a plane; in many dimensions the directions matter more than the points. The places found in
/// smaller balls are climbed from again, so that the efforts add up.
Effort effort_of(bool briefly, Index d) {
    if (briefly) return {d <= 64 ? 2 : 1, 1, 2};
    return d <= 64 ? Effort{16, 8, 16} : Effort{2, 1, 6};
}

/// The balls from the smallest outwards.
class Balls {
  public:
    Balls(const Problem& problem, const Vector& centre, const LipschitzSearchSpec& spec,
          const HessianRounding& rounding, std::stop_token stop)
        : problem_(problem), centre_(centre), spec_(spec), rounding_(rounding), stop_(std::move(stop)) {}

    LipschitzEstimate search() {
        look_at_centre();
        double radius = spec_.first;
        for (int k = 0; k < most_balls && goes_on(radius) && !stop_.stop_requested(); ++k, radius *= 2)
            examine(radius, k);
        estimate_.stopped = stop_.stop_requested();
        return std::move(estimate_);
    }

  private:
    bool goes_on(double radius) const {
        if (radius <= spec_.reach) return true;
        // Without a change there is no end.
        return radius * largest_ <= spec_.limit && spec_.limit > 0 && radius <= large_ball * spec_.length;
    }

    void look_at_centre() {
        const Index count = centre_.size() <= 64 ? 8 : 2;
        places_.resize(static_cast<std::size_t>(count));
        for_each(count, spec_.first, [&](LipschitzSearch& search, Index i) {
            RandomStream stream(spec_.seed, static_cast<std::uint64_t>(i));
            place(i) = search.start(centre_, stream);
        });
        keep_best(static_cast<std::size_t>(effort_of(false, centre_.size()).climbs));
        estimate_.at_centre = largest_;
    }

    void examine(double radius, int k) {
        const Effort effort = effort_of(radius < small_ball * spec_.length, centre_.size());
        const auto stream_of = [&](Index i) {
            return RandomStream(spec_.seed,
                                (static_cast<std::uint64_t>(k + 1) << 32) | static_cast<std::uint64_t>(i));
        };
        const auto known = std::ssize(places_);
        places_.resize(static_cast<std::size_t>(known + effort.samples));
        Vector far = Vector::Zero(known + effort.samples);
        for_each(known + effort.samples, radius, [&](LipschitzSearch& search, Index i) {
            RandomStream stream = stream_of(i);
            if (i < known)
                search.look_again(place(i));
            else
                place(i) = search.sample(stream, far[i]);
        });
        largest_ = std::max(largest_, far.maxCoeff());
        keep_best(places_.size());
        for_each(std::min<Index>(effort.climbs, std::ssize(places_)), radius,
                 [&](LipschitzSearch& search, Index i) {
                     RandomStream stream = stream_of(1000 + i);
                     search.climb(place(i), stream, effort.moves);
                 });
        keep_best(static_cast<std::size_t>(effort_of(false, centre_.size()).climbs));
        if (stop_.stop_requested()) return;
        estimate_.radii.push_back(radius);
        estimate_.values.push_back(largest_);
    }

    LipschitzPlace& place(Index i) { return places_[static_cast<std::size_t>(i)]; }

    template <class Work>
    void for_each(Index count, double radius, const Work& work) {
        parallel_for(count, hardware_threads(), stop_, [&](Index i) {
            LipschitzSearch search(problem_, centre_, radius, rounding_, stop_);
            work(search, i);
        });
    }

    void keep_best(std::size_t count) {
        for (const LipschitzPlace& place : places_) largest_ = std::max(largest_, place.proved);
        std::ranges::stable_sort(places_, std::ranges::greater(), &LipschitzPlace::value);
        places_.resize(std::min(places_.size(), count));
    }

    const Problem& problem_;
    const Vector& centre_;
    const LipschitzSearchSpec& spec_;
    const HessianRounding& rounding_;
    std::stop_token stop_;
    std::vector<LipschitzPlace> places_;  // the best first
    double largest_ = 0;
    LipschitzEstimate estimate_;
};

}  // namespace

double LipschitzEstimate::on_ball(double r) const {
    const auto above = std::ranges::upper_bound(radii, r) - radii.begin();
    return above == 0 ? at_centre : values[static_cast<std::size_t>(above - 1)];
}

double LipschitzEstimate::largest_radius(double limit) const {
    double value = at_centre;
    for (std::size_t i = 0; i < radii.size(); ++i) {
        // r M-hat(r) grows, with a jump at each radius.
        if (limit / value <= radii[i]) return limit / value;
        if (radii[i] * values[i] > limit) return radii[i];
        value = values[i];
    }
    return limit / value;
}

LipschitzEstimate estimate_hessian_lipschitz(const Problem& problem, const Vector& centre,
                                             const LipschitzSearchSpec& spec, const HessianRounding& rounding,
                                             std::stop_token stop) {
    return Balls(problem, centre, spec, rounding, std::move(stop)).search();
}

}  // namespace basin
