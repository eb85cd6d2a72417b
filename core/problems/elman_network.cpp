// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/problems/elman_network.h"

#include <algorithm>
#include <cmath>

#include "core/numeric/check.h"
#include "core/numeric/text.h"
#include "core/problems/spec_fields.h"

namespace basin {

namespace {

template <class Views, class Pointer>
Views make_views(const ElmanShape& shape, Pointer theta) {
    const Index h = shape.hidden, x = shape.inputs, y = shape.outputs;
    Pointer W = theta + shape.offset_W();
    Pointer V = theta + shape.offset_V();
    return {{theta, y, h},
            {W, h, h},
            {V, h, x},
            {theta + shape.offset_b(), h},
            {theta + shape.offset_c(), y},
            {W, h, shape.regressors()},
            {V, h, x + 1}};
}

void require_weight(double value, const char* name) {
    require(std::isfinite(value) && value >= 0, name, value, "a finite value >= 0");
}

}  // namespace

void ElmanShape::validate() const {
    constexpr Index largest = 100'000;  // keeps every product of two sizes far from overflow
    require(hidden >= 1 && hidden <= largest, "hidden", hidden, "1 <= hidden <= 100000");
    require(inputs >= 1 && inputs <= largest, "inputs", inputs, "1 <= inputs <= 100000");
    require(outputs >= 1 && outputs <= largest, "outputs", outputs, "1 <= outputs <= 100000");
}

ConstWeights weights_of(const ElmanShape& shape, const double* theta) {
    return make_views<ConstWeights>(shape, theta);
}

MutableWeights parts_of(const ElmanShape& shape, double* theta) {
    return make_views<MutableWeights>(shape, theta);
}

TikhonovWeights TikhonovWeights::from_tau(double tau, const ElmanShape& shape) {
    require_weight(tau, "tau");
    const auto h = static_cast<double>(shape.hidden);
    const auto x = static_cast<double>(shape.inputs);
    const auto y = static_cast<double>(shape.outputs);
    return {tau / (h * y), tau / (h * h), tau / (x * h), tau / h, tau / y};
}

Vector TikhonovWeights::per_entry(const ElmanShape& shape) const {
    Vector all(shape.parameters());
    MutableWeights part = parts_of(shape, all.data());
    part.A.setConstant(A);
    part.W.setConstant(W);
    part.V.setConstant(V);
    part.b.setConstant(b);
    part.c.setConstant(c);
    return all;
}

void TikhonovWeights::validate() const {
    check_ranges(*this, "lambdas.");
}

void ElmanActivation::apply(std::span<const double> u, std::span<double> h, std::span<double> d1,
                            std::span<double> d2) const {
    const LeftFactor factor = info_of(kind).left_factor;
    if (factor == LeftFactor::leaky_slope && leaky_slope != leaky_relu_slope) {
        for (std::size_t i = 0; i < h.size(); ++i) h[i] = u[i] > 0 ? u[i] : leaky_slope * u[i];
        for (std::size_t i = 0; i < d1.size(); ++i) d1[i] = u[i] > 0 ? 1 : leaky_slope;
        std::ranges::fill(d2, 0);
        return;
    }
    activate(kind, u, h, d1, d2);
    if (factor != LeftFactor::alpha || alpha == elu_alpha) return;
    for (std::size_t i = 0; i < u.size(); ++i) {
        if (u[i] > 0) continue;
        h[i] *= alpha;
        if (!d1.empty()) d1[i] *= alpha;
        if (!d2.empty()) d2[i] *= alpha;
    }
}

OneSided ElmanActivation::one_sided(double u, double du, double d2u) const {
    OneSided result = one_sided_derivatives(kind, u, du, d2u);
    const double side = u != 0 ? u : du != 0 ? du : d2u;
    if (side > 0) return result;
    const LeftFactor factor = info_of(kind).left_factor;
    if (factor == LeftFactor::leaky_slope) return {leaky_slope * du, leaky_slope * d2u};
    if (factor == LeftFactor::alpha) return {alpha * result.first, alpha * result.second};
    return result;
}

LeftPiece ElmanActivation::left_piece(double u) const {
    const LeftPiece piece = info_of(kind).left_piece(u);
    const double factor = info_of(kind).left_factor == LeftFactor::alpha ? alpha : 1;
    return {factor * piece.h, factor * piece.slope, factor * piece.bend};
}

double ElmanActivation::left_slope() const {
    const ActivationInfo& info = info_of(kind);
    if (info.left_factor == LeftFactor::leaky_slope) return leaky_slope;
    return info.left_factor == LeftFactor::alpha ? alpha * info.left_slope : info.left_slope;
}

double ElmanActivation::left_bend() const {
    const ActivationInfo& info = info_of(kind);
    return info.left_factor == LeftFactor::alpha ? alpha * info.left_bend : info.left_bend;
}

double ElmanActivation::lipschitz() const {
    return std::max(1.0, std::abs(left_slope()));
}

void ElmanActivation::validate() const {
    if (!info_of(kind).of_networks) {
        throw InputError("activation", "found " + std::string(to_string(kind)) + "; expected " +
                                           joined(names_of(network_activations()), "or"));
    }
    require(leaky_slope >= 0 && leaky_slope < 1, "leaky_slope", leaky_slope, "0 <= leaky_slope < 1");
    require(std::isfinite(alpha) && alpha > 0, "alpha", alpha, "a finite value > 0");
}

}  // namespace basin
