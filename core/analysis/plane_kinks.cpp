// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/plane_kinks.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "core/analysis/free_directions.h"
#include "core/analysis/kink_flows.h"
#include "core/analysis/softmax_kinks.h"
#include "core/problems/lifted.h"

namespace basin {

namespace {

constexpr std::size_t most_near = 100;  // units whose reach is computed
/// Kinks x unknowns x (time steps + kinks): beyond it, decomposing their rows takes more than seconds.
constexpr double most_plane_work = 1e8;

bool is_finite(const PlaneKinks& kinks) {
    return kinks.smooth.allFinite() && kinks.rows.allFinite() && kinks.reactions.allFinite() &&
           kinks.weights.allFinite();
}

bool are_independent(const Matrix& rows) {
    return rows.rows() == 0 || (rows.rows() <= rows.cols() && FreeDirections(rows).rank() == rows.rows());
}

/// The units that are nearest to their kinks, off them.
std::vector<Index> nearest_units(const Matrix& U) {
    std::vector<Index> units;
    for (Index unit = 0; unit < U.size(); ++unit)
        if (U.data()[unit] != 0) units.push_back(unit);
    const auto distance = [&U](Index unit) { return std::abs(U.data()[unit]); };
    const auto kept = static_cast<std::ptrdiff_t>(std::min(units.size(), most_near));
    std::ranges::partial_sort(units, units.begin() + kept, {}, distance);
    units.resize(static_cast<std::size_t>(kept));
    return units;
}

/// Moves the Lagrangian to theta with the units on their kinks held there.
bool move_onto_kinks(KinkLagrangian& lagrangian, const Vector& theta) {
    const ElmanTraining& training = lagrangian.training();
    const Vector z = lift(training, theta);
    KinkSigns signs = signs_of(states_of(lifted_layout(training), z).u);
    if (!lagrangian.move(theta, signs)) return false;
    if (!training.activation.kinked() || lagrangian.sizes().parts.empty()) return true;
    const double size = lagrangian.sizes().residual + lagrangian.sizes().reference;
    const Vector lengths = lengths_of(lagrangian);
    bool moved = false;
    for (const Index unit : nearest_units(lagrangian.U())) {
        if (std::abs(lagrangian.U().data()[unit]) > rounding_reach(lagrangian, unit, lengths, size)) continue;
        signs.data()[unit] = 0;
        moved = true;
    }
    return !moved || lagrangian.move(theta, signs);
}

/// With h held at 0 on the kinks (d); empty where it is not finite.
Vector gradient_off_kinks(const SoftmaxRegression& problem, const Vector& x, const Vector& z,
                          const std::vector<Index>& on) {
    double value = 0;
    Vector gradient;
    const SoftmaxData& data = problem.data();
    EvalStatus status = EvalStatus::ok;
    if (on.empty()) {
        status = problem.evaluator()->gradient(x, value, gradient);
    } else {
        const Vector held = slopes_at(data.activation, z, on, Vector::Zero(std::ssize(on)));
        status = piece_with(data, held).evaluator()->gradient(x, value, gradient);
    }
    return status == EvalStatus::ok ? gradient : Vector();
}

/// s_i along d, where h has the slopes that `slope_of(i, s_i)` says; what they add to smooth . d.
template <class SlopeOf>
double carried(const PlaneKinks& kinks, const Eigen::Vector2d& d, const SlopeOf& slope_of) {
    Vector h(kinks.count());
    double sum = 0;
    for (Index i = 0; i < kinks.count(); ++i) {
        const double s = kinks.rows.row(i).dot(d) + kinks.reactions.row(i).head(i).dot(h.head(i));
        h[i] = slope_of(i, s) * s;
        sum += kinks.weights[i] * h[i];
    }
    return sum;
}

}  // namespace

double PlaneKinks::slope(const Eigen::Vector2d& d) const {
    return smooth.dot(d) + carried(*this, d, [this](Index, double s) { return s > 0 ? right : left; });
}

Eigen::Vector2d PlaneKinks::gradient(const Vector& slopes) const {
    const auto along = [&](const Eigen::Vector2d& d) {
        return carried(*this, d, [&](Index i, double) { return slopes[i]; });
    };
    return smooth + Eigen::Vector2d(along(Eigen::Vector2d::UnitX()), along(Eigen::Vector2d::UnitY()));
}

std::optional<PlaneKinks> kinks_on_plane(const SoftmaxRegression& problem, const Vector& x,
                                         const Matrix& plane) {
    const SoftmaxData& data = problem.data();
    const bool kinked = has_kink(data.activation);
    const std::vector<Index> on = kinked ? kinks_in_reach(problem, x, {}) : std::vector<Index>();
    const auto count = std::ssize(on);
    const SoftmaxOutputs at(problem, x);
    const Matrix slopes = at.slopes(on);
    const Vector gradient = gradient_off_kinks(problem, x, at.z, on);
    if (gradient.size() == 0) return std::nullopt;
    PlaneKinks kinks{.smooth = plane.transpose() * gradient,
                     .rows = slopes * plane,
                     .reactions = Matrix::Zero(count, count),
                     .weights = Vector(count),
                     .left = left_slope(data.activation),
                     .right = info_of(data.activation).right_slope,
                     .independent = are_independent(slopes)};
    for (Index i = 0; i < count; ++i) kinks.weights[i] = -data.b[on[static_cast<std::size_t>(i)]];
    return is_finite(kinks) ? std::optional(std::move(kinks)) : std::nullopt;
}

std::optional<PlaneKinks> kinks_on_plane(const ElmanTraining& training, const Vector& theta,
                                         const Matrix& plane, const std::stop_token& stop) {
    KinkLagrangian lagrangian(training);
    if (!move_onto_kinks(lagrangian, theta)) return std::nullopt;
    const auto count = static_cast<Index>(lagrangian.kinks().size());
    const auto size = static_cast<double>(count) * static_cast<double>(theta.size());
    if (size * static_cast<double>(training.steps() + count) > most_plane_work) return std::nullopt;
    if (!lagrangian.find_columns(stop)) return std::nullopt;
    PlaneKinks kinks{.smooth = plane.transpose() * lagrangian.gradient(Vector::Zero(count)),
                     .rows = lagrangian.jacobian() * plane,
                     .reactions = lagrangian.reactions(),
                     .weights = lagrangian.state_gradients(),
                     .left = training.activation.left_slope(),
                     .right = training.activation.right_slope(),
                     .independent = are_independent(lagrangian.jacobian())};
    return is_finite(kinks) ? std::optional(std::move(kinks)) : std::nullopt;
}

}  // namespace basin
