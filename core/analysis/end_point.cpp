// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/end_point.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <memory>
#include <numeric>
#include <utility>

#include "core/analysis/arrival.h"
#include "core/analysis/bend_patterns.h"
#include "core/analysis/end_curvature.h"
#include "core/analysis/falls.h"
#include "core/analysis/point_curvature.h"
#include "core/analysis/softmax_kinks.h"
#include "core/numeric/activations.h"
#include "core/numeric/interruption.h"
#include "core/numeric/name_table.h"
#include "core/numeric/random.h"
#include "core/problems/gradient_sizes.h"
#include "core/problems/softmax_regression.h"

namespace basin {

namespace {

constexpr double epsilon = std::numeric_limits<double>::epsilon();
// A minimum is that near, in units of X, where a run has arrived.
constexpr double nearness = 1e-3;
// Steps along flat directions are at most so long, in units of X: it is X back to 0.
constexpr double longest_step = 4;
// Flat directions that are tried, seeded mixtures of them, and directions in which an output changes.
constexpr Index most_directions = 24, mixtures = 8, most_outputs = 16;
// Steps across kinks: longer ones would find other minima.
constexpr double longest_across = 1e-3;
// Steps along directions that are known to bend downward.
constexpr double longest_bent = 0.1;

constexpr auto words = name_table<EndKind>({
    {EndKind::none, "none"},
    {EndKind::minimum, "minimum"},
    {EndKind::valley, "valley"},
    {EndKind::stationary, "stationary"},
    {EndKind::maximum, "maximum"},
    {EndKind::saddle, "saddle"},
    {EndKind::plateau, "plateau"},
    {EndKind::slope, "slope"},
    {EndKind::far, "far"},
    {EndKind::not_decided, "not_decided"},
});

/// The point, evaluated.
struct Place {
    std::unique_ptr<Evaluator> evaluator;
    const Vector& x;
    double length;  // X
    double objective = 0;
    Vector g;
    double noise = 0;           // a smaller difference of two values is rounding
    double slope_rounding = 0;  // and so is a smaller gradient

    Place(const Problem& problem, const Vector& at)
        : evaluator(problem.evaluator()), x(at), length(point_length(problem, at)) {}

    bool evaluate() {
        if (evaluator->gradient(x, objective, g) != EvalStatus::ok) return false;
        noise = 100 * epsilon * std::abs(objective);
        GradientSizes sizes;
        if (evaluator->gradient_sizes(x, sizes) != EvalStatus::ok || sizes.parts.empty()) return true;
        // R is |F'| times the rounding of F.
        const GradientPart& part = sizes.parts.front();
        if (std::isfinite(part.rounding)) slope_rounding = part.rounding;
        const double rounding = part.jacobian > 0 ? part.rounding / part.jacobian : 0;
        if (std::isfinite(sizes.residual * rounding)) noise += 16 * rounding * (sizes.residual + rounding);
        return true;
    }
    /// Steps up to so many X; falls that are not rounding, nor the `left` by which L is above its floor.
    Fall fall_along(const Matrix& directions, double longest, double left) {
        return find_fall(*evaluator, x, objective, g, directions, longest * length, noise + left,
                         slope_rounding);
    }
};

/// The directions in which the worst outputs change fastest (d x outputs): where an activation is saturated
/// or dead, the loss does not tell them.
Matrix output_directions(const Problem& problem, const Vector& x) {
    const SoftmaxRegression* softmax = problem.structure().softmax;
    if (!softmax) return Matrix(x.size(), 0);
    const SoftmaxData& data = softmax->data();
    const SoftmaxOutputs at(*softmax, x);
    Vector h(at.z.size());
    activate(data.activation, entries(at.z), entries(h), {}, {});
    const Vector wrong = (h - data.b).cwiseAbs();
    std::vector<Index> order(static_cast<std::size_t>(h.size()));
    std::iota(order.begin(), order.end(), Index{0});
    std::ranges::sort(order, std::greater<>(), [&](Index i) { return wrong[i]; });
    order.resize(std::min(order.size(), static_cast<std::size_t>(most_outputs)));
    return at.slopes(order).transpose();
}

/// Soft directions, the way back to 0 and those of outputs along them, and mixtures; of unit length.
Matrix flat_directions(const Problem& problem, const EndCurvature& curvature, const Vector& x) {
    const auto soft = curvature.softest.leftCols(curvature.soft_count);
    const Index first = std::min(soft.cols(), most_directions);
    if (soft.cols() <= 1) return soft;
    const Matrix outputs = output_directions(problem, x);
    Matrix directions(x.size(), first + 1 + outputs.cols() + mixtures);
    directions.leftCols(first) = soft.leftCols(first);
    directions.col(first) = soft * (soft.transpose() * x);
    directions.middleCols(first + 1, outputs.cols()) = soft * (soft.transpose() * outputs);
    RandomStream stream(1);
    for (Index k = 0; k < mixtures; ++k)
        directions.col(directions.cols() - 1 - k) = soft * uniform_direction(stream, soft.cols());
    for (auto column : directions.colwise()) column.stableNormalize();
    return directions;
}

EndKind kind_of_fall(const EndCurvature& curvature) {
    if (!(curvature.smallest < -curvature.rounding)) return EndKind::plateau;
    return curvature.largest + curvature.error <= curvature.rounding ? EndKind::maximum : EndKind::saddle;
}

EndKind kind_without_fall(const EndCurvature& curvature, bool at_kinks, double length) {
    const bool bends_down = curvature.smallest < -curvature.rounding;
    // Without kinks a bend that no step finds is what is left of the gradient, seen from beside a valley.
    if (bends_down && at_kinks) return EndKind::not_decided;
    if (!(curvature.newton_step <= nearness * length)) return EndKind::far;
    return curvature.soft_count > 0 ? EndKind::valley : EndKind::minimum;
}

/// Where h'' jumps, the bend is that of the piece a direction leads into: downward ones are shown by steps.
void judge_jumps(const SoftmaxRegression& problem, Place& place, const std::vector<Index>& jumps,
                 const EndCurvature& found, EndPoint& end) {
    if (jumps.empty() || place.x.size() > dense_dimension) return;
    // Not found.rounding, which takes the jump for what the Newton step changes.
    const double size = std::max(std::abs(found.smallest), std::abs(found.largest));
    const double rounding = 16 * static_cast<double>(place.x.size()) * epsilon * size;
    const BendPatterns bends = judge_bend_patterns(problem, place.x, jumps, rounding);
    if (bends.known && bends.upward) return;
    const Fall fall = place.fall_along(bends.downward, longest_bent, 0);
    end.steps_tried += fall.tried;
    end.kind = EndKind::not_decided;
    if (!fall.found()) return;
    end.drop_step = fall.step;
    end.drop = fall.drop;
    end.kind = EndKind::saddle;
}

/// The kinks at x, or that the Newton step meets (mathematics.md 1.4), as directions across them (d x kinks).
/// Settles the kind where one-sided slopes do.
Matrix judge_kinks(const Problem& problem, Place& place, const EndCurvature& found, EndPoint& end) {
    const Vector& x = place.x;
    const SoftmaxRegression* softmax = problem.structure().softmax;
    if (!softmax || is_twice_differentiable(softmax->data().activation)) return Matrix(x.size(), 0);
    const std::vector<Index> kinks = kinks_in_reach(*softmax, x, found.step);
    end.kinks = std::ssize(kinks);
    const SoftmaxOutputs at(*softmax, x);
    Matrix across = at.slopes(kinks).transpose();
    // What is left of the gradient, and what it lacks where the outputs are taken for 0.
    double left = place.g.stableNorm();
    for (Index k = 0; k < across.cols(); ++k)
        left += std::abs(at.z[kinks[static_cast<std::size_t>(k)]]) * across.col(k).stableNorm();
    for (auto column : across.colwise()) column.stableNormalize();
    if (!has_kink(softmax->data().activation)) {
        judge_jumps(*softmax, place, kinks, found, end);
        return across;
    }
    if (kinks.empty()) return across;
    const Stationarity slopes = test_stationarity(*softmax, x, kinks);
    end.drop_step = slopes.drop_step;
    end.drop = slopes.drop;
    // A slope that is only what is left, whether or not rounding lets its descent be seen.
    const bool explained = slopes.slope < 0 && -slopes.slope <= 2 * left;
    if (slopes.answer == Answer::no && !explained) end.kind = EndKind::slope;
    if (slopes.answer == Answer::not_decided && !explained) end.kind = EndKind::not_decided;
    return across;
}

/// By steps where the Hessian does not tell, along its soft directions and across kinks.
void judge_curvature(const Problem& problem, Place& place, const EndCurvature& found, const Matrix& across,
                     EndPoint& end) {
    // Beside a valley L falls by what is left of the gradient, whichever way one crosses it.
    const double left = std::isfinite(found.newton_drop) ? 2 * found.newton_drop : 0;
    const auto try_steps = [&](const Matrix& directions, double longest) {
        const Fall fall = place.fall_along(directions, longest, left);
        end.steps_tried += fall.tried;
        if (!fall.found()) return false;
        end.drop_step = fall.step;
        end.drop = fall.drop;
        return true;
    };
    if (try_steps(flat_directions(problem, found, place.x), longest_step)) {
        end.kind = kind_of_fall(found);
    } else if (try_steps(across, longest_across)) {
        end.kind = EndKind::saddle;
    } else {
        end.kind = kind_without_fall(found, across.cols() > 0, place.length);
    }
}

EndPoint classify_here(const Problem& problem, const Vector& x, const std::stop_token& stop) {
    EndPoint end;
    end.kind = EndKind::not_decided;
    Place place(problem, x);
    if (!place.evaluate()) return end;
    const auto found = measure_end_curvature(problem, x, place.objective, place.g, place.length,
                                             nearness * place.length, stop);
    if (!found) return end;
    end.smallest_eigenvalue = found->smallest;
    end.largest_eigenvalue = found->largest;
    end.eigenvalue_error = found->error;
    end.flat_directions = found->soft_count;
    end.away = found->newton_step;
    end.kind = EndKind::none;
    const Matrix across = judge_kinks(problem, place, *found, end);
    if (end.kind == EndKind::none) judge_curvature(problem, place, *found, across, end);
    return end;
}

}  // namespace

std::string_view to_string(EndKind kind) {
    return words.name(kind);
}

std::optional<EndKind> parse_end_kind(std::string_view word) {
    return words.value(word);
}

EndPoint classify_end(const Problem& problem, const Vector& x, const std::stop_token& stop) {
    if (const ElmanTraining* training = problem.structure().network)
        return classify_network_end(test_network_stationarity(*training, x, stop));
    EndPoint end;
    if (!until_stopped(stop, [&] { end = classify_here(problem, x, stop); })) end.kind = EndKind::not_decided;
    return end;
}

EndPoint classify_network_end(const NetworkStationarity& certificate) {
    EndPoint end;
    end.kinks = certificate.zeros;
    end.smallest_eigenvalue = certificate.least_curvature;
    end.eigenvalue_error = certificate.curvature_error;
    end.drop_step = certificate.drop_step;
    end.drop = certificate.drop;
    end.away = certificate.distance;
    switch (certificate.first_order) {
        case Answer::no:
            end.kind = EndKind::slope;
            break;
        case Answer::not_decided:
            end.kind = EndKind::not_decided;
            break;
        case Answer::yes:
            end.kind = certificate.second_order == Answer::no    ? EndKind::saddle
                       : end.away > nearness                     ? EndKind::far
                       : certificate.second_order == Answer::yes ? EndKind::minimum
                                                                 : EndKind::stationary;
    }
    return end;
}

KnownEnds::KnownEnds(const Problem& problem)
    : problem_(problem), least_length_(point_length(problem, Vector::Zero(problem.dimension()))) {
    if (problem.minimiser()) known_.push_back({*problem.minimiser(), true});
}

double KnownEnds::radius(const Vector& x) const {
    constexpr double same_point = 1e-4;  // a run stops at a gradient, not at a distance
    return same_point * std::max(least_length_, x.stableNorm());
}

bool KnownEnds::arrived(const Vector& x) {
    constexpr std::size_t most_known = 128;
    const double near = radius(x);
    const auto same =
        std::ranges::find_if(known_, [&](const Known& end) { return (end.x - x).stableNorm() <= near; });
    if (same != known_.end()) return same->arrived;
    const bool arrived = classify_end(problem_, x).arrived();
    if (known_.size() < most_known) known_.push_back({x, arrived});
    return arrived;
}

}  // namespace basin
