// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/stationary_search.h"

#include <algorithm>
#include <cmath>

#include "core/analysis/free_directions.h"
#include "core/numeric/interruption.h"
#include "core/numeric/symmetric_eigen.h"
#include "core/problems/lifted.h"

namespace basin {

namespace {

constexpr double near_stationary = 1e-4;  // of S, from which on Newton's method is tried
constexpr double farthest_kink = 1e-2;    // of |F| + F_ref
constexpr std::size_t most_added = 25;
constexpr std::size_t most_swept = 100;  // units whose derivative is computed to find the nearest
constexpr int most_search_steps = 200;
constexpr double joins = 0.9;             // of the way to its kink, where a unit is taken to it
constexpr double flat_curvature = 1e-12;  // of the largest eigenvalue
/// Kinks x weights x (time steps + the fewer of kinks and weights): beyond it, decomposing J takes more than
/// seconds; a step of a wide network takes longer than that.
constexpr double most_kink_work = 1e8, most_wide_kink_work = 1e9;

double kink_work(const KinkLagrangian& lagrangian) {
    const auto kinks = static_cast<double>(lagrangian.kinks().size());
    const auto weights = static_cast<double>(lagrangian.theta().size());
    return kinks * weights * (static_cast<double>(lagrangian.U().cols()) + std::min(kinks, weights));
}

}  // namespace

bool StationarySearch::too_many_kinks() const {
    return kink_work(lagrangian_) > (is_wide_ ? most_wide_kink_work : most_kink_work);
}

StationarySearch::Outcome StationarySearch::fail(const std::string& reason) {
    reason_ = stop_.stop_requested() ? "stopped" : reason;
    return Outcome::not_decided;
}

bool StationarySearch::measure() {
    if (!lagrangian_.find_columns(stop_)) return false;
    lengths_ = lengths_of(lagrangian_);
    flows_ = best_flows(lagrangian_, lengths_);
    return flows_.residual.allFinite() && !lagrangian_.sizes().parts.empty();
}

void StationarySearch::keep_start() {
    start_ = flows_;
    start_kinks_ = static_cast<Index>(lagrangian_.kinks().size());
}

std::vector<StationarySearch::Near> StationarySearch::nearest(std::size_t most) {
    const ElmanShape shape = lagrangian_.training().shape();
    const ConstWeights length = weights_of(shape, lengths_.data());
    std::vector<Near> candidates;
    const Matrix& U = lagrangian_.U();
    const Interruption* interruption = Interruption::current();
    for (Index unit = 0; unit < U.size(); ++unit) {
        if (signs_.data()[unit] == 0) continue;
        if (unit % 4096 == 0 && interruption_point(interruption)) return {};
        // The part of du/dtheta that does not go through earlier steps; the weights of a row are alike.
        const Index t = unit / shape.hidden;
        double squares = std::pow(1 / length.b[0], 2);
        if (t > 0) squares += (lagrangian_.H().col(t - 1) / length.W(0, 0)).squaredNorm();
        for (Index j = 0; j < shape.inputs; ++j)
            squares += std::pow(lagrangian_.training().series.X(j, t) / length.V(0, j), 2);
        candidates.push_back({std::abs(U.data()[unit]) / std::sqrt(squares), unit});
    }
    const auto nearer = [](const Near& a, const Near& b) { return a.distance < b.distance; };
    const std::size_t swept = std::min(most_swept, candidates.size());
    std::partial_sort(candidates.begin(), candidates.begin() + static_cast<std::ptrdiff_t>(swept),
                      candidates.end(), nearer);
    candidates.resize(swept);
    for (Near& near : candidates) {
        if (stop_.stop_requested()) return {};
        near.distance =
            std::abs(U.data()[near.unit]) / dual_norm(lagrangian_.derivative_of(near.unit), lengths_);
    }
    std::ranges::sort(candidates, nearer);
    candidates.resize(std::min(most, candidates.size()));
    return candidates;
}

bool StationarySearch::fix_within_rounding() {
    if (!lagrangian_.training().activation.kinked()) return true;
    bool moved = false;
    for (const Near& near : nearest(most_swept)) {
        const bool far = near.distance > 1e-8 * size_ &&
                         std::abs(lagrangian_.U().data()[near.unit]) > 1e-8 * lagrangian_.terms_of(near.unit);
        if (far || std::abs(lagrangian_.U().data()[near.unit]) >
                       rounding_reach(lagrangian_, near.unit, lengths_, size_))
            continue;
        signs_.data()[near.unit] = 0;
        moved = true;
    }
    return !moved || lagrangian_.move(theta_, signs_);
}

StationarySearch::Outcome StationarySearch::run(const Vector& theta) {
    theta_ = theta;
    const LiftedLayout layout = lifted_layout(lagrangian_.training());
    const Vector z = lift(lagrangian_.training(), theta_);
    signs_ = signs_of(states_of(layout, z).u);
    if (!lagrangian_.move(theta_, signs_)) return fail("a weight or state is not finite");
    start_kinks_ = static_cast<Index>(lagrangian_.kinks().size());
    if (too_many_kinks()) return fail("too many units are on their kinks");
    const GradientSizes& sizes = lagrangian_.sizes();
    if (sizes.parts.empty()) return fail("the derivatives overflow");
    size_ = sizes.residual + sizes.reference;
    lengths_ = lengths_of(lagrangian_);
    if (!fix_within_rounding() || !measure()) return fail("the derivatives overflow");
    keep_start();
    if (flows_.share > near_stationary) {
        const Outcome outcome = add_kinks();
        if (outcome != Outcome::found) return outcome;
    }
    return polish();
}

StationarySearch::Outcome StationarySearch::add_kinks() {
    std::vector<Vector> leads{flows_.residual.cwiseQuotient(lengths_.cwiseAbs2())};
    const std::vector<Near> near =
        lagrangian_.training().activation.kinked() ? nearest(most_added) : std::vector<Near>{};
    for (const Near& kink : near) {
        if (!(kink.distance <= farthest_kink * size_)) break;
        signs_.data()[kink.unit] = 0;
        if (!lagrangian_.move(theta_, signs_) || !measure()) return fail("the derivatives overflow");
        if (flows_.share <= near_stationary) {
            keep_start();
            return Outcome::found;
        }
        leads.push_back(flows_.residual.cwiseQuotient(lengths_.cwiseAbs2()));
    }
    for (const Vector& lead : leads) {
        if (stop_.stop_requested()) return fail("");
        const double slope = lead.cwiseProduct(lengths_).stableNorm();
        if (slope > 0) descent_.follow_line(theta_, -lead, 4 * size_ / slope);
    }
    if (descent_.is_shown()) return Outcome::descends;
    return fail("the gradient does not vanish here, and no step along it lowers the objective");
}

bool StationarySearch::newton_step(Vector& step) {
    return is_wide_ ? wide_.step(flows_.residual, flows_.share, step) : dense_step(step);
}

bool StationarySearch::dense_step(Vector& step) {
    Matrix hessian;
    Vector columns;
    if (!lagrangian_.hessian(hessian, columns, stop_)) return false;
    const Vector scale = curvature_lengths(hessian, columns);
    hessian = (scale.asDiagonal() * hessian * scale.asDiagonal()).eval();
    const Vector gradient = flows_.residual.cwiseProduct(scale);
    const Matrix rows = lagrangian_.jacobian() * scale.asDiagonal();
    const FreeDirections free(rows);
    Vector onto = straight_onto(rows, free.span(), lagrangian_.kink_values());
    const Matrix basis = free.basis();
    SymmetricEigen eigen;
    if (basis.cols() > 0) {
        if (stop_.stop_requested() || !eigen.compute(restricted(hessian, basis))) return false;
        const Vector pull = eigen.vectors().transpose() * (basis.transpose() * (gradient + hessian * onto));
        const double cut = flat_curvature * eigen.values().cwiseAbs().maxCoeff();
        const Vector along = pull.binaryExpr(
            eigen.values(), [cut](double p, double value) { return std::abs(value) > cut ? -p / value : 0; });
        onto += basis * (eigen.vectors() * along);
    }
    step = scale.cwiseProduct(onto);
    return step.allFinite();
}

bool StationarySearch::advance(const Vector& step) {
    double share = 1;
    if (lagrangian_.training().activation.kinked()) {
        const Matrix& U = lagrangian_.U();
        const Matrix& dU = lagrangian_.along(step);
        double farthest = joins;
        for (Index unit = 0; unit < U.size(); ++unit) {
            if (signs_.data()[unit] != 0) farthest = std::max(farthest, -dU.data()[unit] / U.data()[unit]);
        }
        if (farthest > joins) {
            share = std::min(1.0, 1 / farthest);
            for (Index unit = 0; unit < U.size(); ++unit) {
                if (signs_.data()[unit] == 0) continue;
                const double way = -dU.data()[unit] / U.data()[unit];
                if (way >= farthest * (1 - 1e-12)) signs_.data()[unit] = 0;
            }
        }
    }
    theta_ = lagrangian_.theta() + share * step;
    if (!lagrangian_.move(theta_, signs_)) return false;
    // The step is a straight line, the units are not: who is on the other side now joins too.
    bool crossed = false;
    for (Index unit = 0; unit < signs_.size(); ++unit) {
        const double u = lagrangian_.U().data()[unit];
        if (!lagrangian_.training().activation.kinked() || signs_.data()[unit] * u >= 0) continue;
        signs_.data()[unit] = 0;
        crossed = true;
    }
    return !crossed || lagrangian_.move(theta_, signs_);
}

bool StationarySearch::is_on_kinks() {
    return std::ranges::all_of(lagrangian_.kinks(), [this](Index unit) {
        return std::abs(lagrangian_.U().data()[unit]) <= rounding_reach(lagrangian_, unit, lengths_, size_);
    });
}

StationarySearch::Outcome StationarySearch::polish() {
    Vector step(theta_.size());
    for (int k = 0; k < most_search_steps; ++k) {
        if (stop_.stop_requested()) return fail("");
        if (flows_.at_rounding && is_on_kinks()) return Outcome::found;
        if (wide_.is_spent())
            return fail("the gradient does not vanish to rounding after " + std::to_string(wide_.products()) +
                        " products with the Hessian");
        if (!newton_step(step)) return fail("the curvature overflows");
        if (!advance(step)) return fail("no point where the gradient vanishes is near");
        if (too_many_kinks()) return fail("too many units are near their kinks");
        if (!measure()) return fail("no point where the gradient vanishes is near");
    }
    return fail("no point nearby where the gradient vanishes to rounding was found");
}

}  // namespace basin
