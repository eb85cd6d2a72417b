// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/slope_rose.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>
#include <vector>

#include "core/analysis/plane_kinks.h"

namespace basin {

namespace {

using Direction = Eigen::Vector2d;

Direction direction_at(double angle) {
    return {std::cos(angle), std::sin(angle)};
}

/// Evenly, from 0 to 2 pi, and the directions in which a kink does not move.
std::vector<double> angles_for(Index samples, const Matrix& rows) {
    constexpr double turn = 2 * std::numbers::pi;
    std::vector<double> angles;
    for (Index k = 0; k <= samples; ++k)
        angles.push_back(turn * static_cast<double>(k) / static_cast<double>(samples));
    for (Index i = 0; i < rows.rows(); ++i) {
        if (rows.row(i).isZero(0)) continue;
        const double corner = std::atan2(rows(i, 0), -rows(i, 1));
        for (const double angle : {corner, corner + std::numbers::pi})
            angles.push_back(angle < 0 ? angle + turn : angle);
    }
    std::ranges::sort(angles);
    angles.erase(std::unique(angles.begin(), angles.end()), angles.end());
    return angles;
}

/// The largest <g, d> of the pieces that meet at the point, or of more where the kinks depend on each other.
class ClarkeSupport {
  public:
    explicit ClarkeSupport(const PlaneKinks& kinks) : kinks_(kinks) {
        if (kinks.separate() || kinks.count() > most_rose_kinks) return;
        const auto count = static_cast<unsigned>(kinks.count());
        Vector slopes(kinks.count());
        for (unsigned pattern = 0; pattern < 1U << count; ++pattern) {
            for (unsigned i = 0; i < count; ++i)
                slopes[static_cast<Index>(i)] = (pattern >> i & 1U) != 0 ? kinks.right : kinks.left;
            vertices_.push_back(kinks.gradient(slopes));
        }
    }

    ClarkeSet known() const {
        if (!kinks_.separate() && vertices_.empty()) return ClarkeSet::unknown;
        return kinks_.independent ? ClarkeSet::exact : ClarkeSet::outer;
    }
    double operator()(const Direction& d) const {
        if (known() == ClarkeSet::unknown) return not_applicable;
        if (!vertices_.empty()) {
            double largest = vertices_.front().dot(d);
            for (const Direction& vertex : vertices_) largest = std::max(largest, vertex.dot(d));
            return largest;
        }
        double sum = kinks_.smooth.dot(d);
        for (Index i = 0; i < kinks_.count(); ++i) {
            const double slope = kinks_.weights[i] * kinks_.rows.row(i).dot(d);
            sum += std::max(kinks_.left * slope, kinks_.right * slope);
        }
        return sum;
    }

  private:
    const PlaneKinks& kinks_;
    std::vector<Direction> vertices_;
};

void allot(SlopeRose& rose, const std::vector<double>& angles) {
    const auto count = std::ssize(angles);
    rose.angles = Eigen::Map<const Vector>(angles.data(), count);
    rose.one_sided.resize(count);
    rose.automatic.resize(count);
    rose.clarke.setConstant(count, not_applicable);
}

std::shared_ptr<SlopeRose> rose_of(const PlaneKinks& kinks, Index samples) {
    auto rose = std::make_shared<SlopeRose>();
    allot(*rose, angles_for(samples, kinks.rows));
    const ClarkeSupport clarke(kinks);
    const Direction automatic = kinks.gradient(Vector::Constant(kinks.count(), kinks.left));
    rose->kinks = kinks.count();
    rose->known = clarke.known();
    rose->automatic_gradient = automatic.norm();
    for (Index k = 0; k < rose->angles.size(); ++k) {
        const Direction d = direction_at(rose->angles[k]);
        rose->one_sided[k] = kinks.slope(d);
        rose->automatic[k] = automatic.dot(d);
        rose->clarke[k] = clarke(d);
    }
    return rose;
}

/// From the problem's own one-sided derivatives, direction by direction.
std::shared_ptr<SlopeRose> rose_of(const Problem& problem, const Vector& x, const Matrix& plane,
                                   Index samples, const std::stop_token& stop) {
    const auto evaluator = problem.evaluator();
    double value = 0, second = 0;
    Vector gradient;
    if (evaluator->gradient(x, value, gradient) != EvalStatus::ok) return nullptr;
    const Direction automatic = plane.transpose() * gradient;
    const bool smooth = problem.smoothness() == Smoothness::twice_differentiable;
    auto rose = std::make_shared<SlopeRose>();
    allot(*rose, angles_for(samples, Matrix(0, 2)));
    rose->known = smooth ? ClarkeSet::exact : ClarkeSet::unknown;
    rose->automatic_gradient = automatic.norm();
    for (Index k = 0; k < rose->angles.size(); ++k) {
        if (stop.stop_requested()) return nullptr;
        const Direction d = direction_at(rose->angles[k]);
        rose->automatic[k] = automatic.dot(d);
        rose->one_sided[k] = rose->automatic[k];
        if (smooth)
            rose->clarke[k] = rose->automatic[k];
        else if (evaluator->directional_derivative(x, plane * d, rose->one_sided[k], second) !=
                 EvalStatus::ok)
            return nullptr;
    }
    return rose;
}

std::optional<PlaneKinks> kinks_of(const Problem& problem, const Vector& x, const Matrix& plane,
                                   const std::stop_token& stop) {
    const ProblemStructure made = problem.structure();
    if (made.softmax != nullptr) return kinks_on_plane(*made.softmax, x, plane);
    if (made.network != nullptr) return kinks_on_plane(*made.network, x, plane, stop);
    return std::nullopt;
}

}  // namespace

std::shared_ptr<const SlopeRose> compute_slope_rose(const Problem& problem, const Vector& x,
                                                    const Plane& plane, Index samples,
                                                    const std::stop_token& stop) {
    const Index d = problem.dimension();
    if (x.size() != d || plane.p1.size() != d || plane.p2.size() != d || !x.allFinite()) return nullptr;
    Matrix directions(d, 2);
    directions << plane.p1, plane.p2;
    const auto kinks = kinks_of(problem, x, directions, stop);
    if (stop.stop_requested()) return nullptr;
    auto rose = kinks ? rose_of(*kinks, samples) : rose_of(problem, x, directions, samples, stop);
    if (rose == nullptr || !rose->one_sided.allFinite() || !rose->automatic.allFinite()) return nullptr;
    Index steepest = 0;
    rose->steepest = rose->one_sided.minCoeff(&steepest);
    rose->steepest_angle = rose->angles[steepest];
    return rose;
}

}  // namespace basin
