// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/numeric/activations.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/numeric/elementwise.h"

namespace basin {

namespace {

using Input = std::span<const double>;
using Output = std::span<double>;

/// slope_left z for z <= 0, z for z > 0.
void activate_lines(double slope_left, Input z, Output h, Output d1, Output d2) {
    for (std::size_t i = 0; i < h.size(); ++i) h[i] = z[i] > 0 ? z[i] : slope_left * z[i];
    for (std::size_t i = 0; i < d1.size(); ++i) d1[i] = z[i] > 0 ? 1 : slope_left;
    std::ranges::fill(d2, 0);
}

void activate_identity(Input z, Output h, Output d1, Output d2) {
    activate_lines(1, z, h, d1, d2);
}

void activate_relu(Input z, Output h, Output d1, Output d2) {
    activate_lines(0, z, h, d1, d2);
}

void activate_leaky_relu(Input z, Output h, Output d1, Output d2) {
    activate_lines(leaky_relu_slope, z, h, d1, d2);
}

void activate_softplus(Input z, Output h, Output d1, Output d2) {
    softplus_each(z, h);
    if (!d1.empty()) sigmoid_each(z, d1);
    if (!d2.empty()) sigmoid_slope_each(z, d2);
}

/// -tanh(z / 2), the factor from sigmoid'(z) to sigmoid''(z).
void sigmoid_curvature_factor(Input z, Output out) {
    std::ranges::transform(z, out.begin(), [](double v) { return -v / 2; });
    tanh_each(out, out);
}

void activate_sigmoid(Input z, Output h, Output d1, Output d2) {
    sigmoid_each(z, h);
    if (d1.empty()) return;
    sigmoid_slope_each(z, d1);
    if (d2.empty()) return;
    sigmoid_curvature_factor(z, d2);
    for (std::size_t i = 0; i < d2.size(); ++i) d2[i] *= d1[i];
}

/// tanh'(z) = 4 sigmoid'(2 z), which stays accurate where 1 - tanh(z)^2 cancels.
void activate_tanh(Input z, Output h, Output d1, Output d2) {
    tanh_each(z, h);
    if (d1.empty()) return;
    std::ranges::transform(z, d1.begin(), [](double v) { return 2 * v; });
    sigmoid_slope_each(d1, d1);
    for (double& slope : d1) slope *= 4;
    for (std::size_t i = 0; i < d2.size(); ++i) d2[i] = -2 * h[i] * d1[i];
}

void activate_elu(Input z, Output h, Output d1, Output d2) {
    static_assert(elu_alpha == 1, "the formulas below are those of alpha = 1");
    elu_each(z, h);
    if (d1.empty()) return;
    exp_each(z, d1);
    for (std::size_t i = 0; i < d2.size(); ++i) d2[i] = z[i] > 0 ? 0 : d1[i];
    for (std::size_t i = 0; i < d1.size(); ++i) d1[i] = z[i] > 0 ? 1 : d1[i];
}

constexpr double infinity = std::numeric_limits<double>::infinity();
// Of the bounds below, where nothing cancels.
constexpr double few_roundings = 8 * std::numeric_limits<double>::epsilon();

/// No smaller than a value >= 0 that was computed with a few roundings, or has vanished in underflow.
double at_least(double value) {
    return value * (1 + few_roundings) + std::numeric_limits<double>::min();
}

DerivativeSuprema bounds_of_identity(double, bool) {
    return {1, 0, 0};
}

DerivativeSuprema bounds_of_relu(double, bool right) {
    return {right ? 1.0 : 0.0, 0, 0};
}

DerivativeSuprema bounds_of_leaky_relu(double, bool right) {
    return {right ? 1 : leaky_relu_slope, 0, 0};
}

DerivativeSuprema bounds_of_elu(double z, bool right) {
    if (right) return {1, 0, 0};
    const double top = at_least(elu_alpha * std::exp(z));
    return {top, top, top};
}

/// By e = exp(-|z|): 1 - s, and 1 - tanh^2, would cancel where sigmoid saturates.
DerivativeSuprema bounds_of_sigmoid(double z, bool) {
    const double e = std::exp(-std::abs(z));
    const double v = e / ((1 + e) * (1 + e));
    const double t = -std::expm1(-std::abs(z)) / (1 + e);  // |1 - 2 s| = |tanh(z / 2)|
    // What 1 - 6 v loses where it vanishes is bounded by the sum of its terms.
    return {at_least(v), at_least(v * t), at_least(v * (std::abs(1 - 6 * v) + few_roundings * (1 + 6 * v)))};
}

DerivativeSuprema bounds_of_softplus(double z, bool right) {
    const DerivativeSuprema at = bounds_of_sigmoid(z, right);
    const double e = std::exp(-std::abs(z));
    return {at_least((z < 0 ? e : 1) / (1 + e)), at.first, at.second};
}

/// tanh(z) = 2 sigmoid(2 z) - 1.
DerivativeSuprema bounds_of_tanh(double z, bool right) {
    const DerivativeSuprema at = bounds_of_sigmoid(2 * z, right);
    return {4 * at.first, 8 * at.second, 16 * at.third};
}

double logit(double s) {
    return std::log(s / (1 - s));
}

const std::array extremal_of_tanh{0.0, std::atanh(1 / std::sqrt(3.0)), std::atanh(std::sqrt(2.0 / 3.0))};
// sigmoid: s = 1/2, 1/2 + sqrt(3)/6 (of h''), 1/2 + sqrt(1/6) (of h'''); softplus shares the first two.
const std::array extremal_of_sigmoid{0.0, logit(0.5 + std::sqrt(3.0) / 6), logit(0.5 + std::sqrt(1.0 / 6))};

ExtendedActivation extended_identity(const DoubleDouble& z) {
    return {z, 1.0};
}

ExtendedActivation extended_relu(const DoubleDouble& z) {
    return z.high > 0 ? ExtendedActivation{z, 1.0} : ExtendedActivation{0.0, 0.0};
}

ExtendedActivation extended_leaky_relu(const DoubleDouble& z) {
    return z.high > 0 ? ExtendedActivation{z, 1.0}
                      : ExtendedActivation{z * leaky_relu_slope, leaky_relu_slope};
}

ExtendedActivation extended_elu(const DoubleDouble& z) {
    return z.high > 0 ? ExtendedActivation{z, 1.0} : ExtendedActivation{expm1(z), exp(z)};
}

/// -|z|, with which exp() does not overflow.
DoubleDouble minus_size(const DoubleDouble& z) {
    return z.high > 0 ? -z : z;
}

ExtendedActivation extended_softplus(const DoubleDouble& z) {
    const DoubleDouble e = exp(minus_size(z));
    const DoubleDouble sum = e + 1.0, rest = log1p(e);
    return z.high > 0 ? ExtendedActivation{z + rest, DoubleDouble(1.0) / sum}
                      : ExtendedActivation{rest, e / sum};
}

ExtendedActivation extended_sigmoid(const DoubleDouble& z) {
    const DoubleDouble e = exp(minus_size(z));
    const DoubleDouble sum = e + 1.0, below = e / sum, above = DoubleDouble(1.0) / sum;
    return {z.high > 0 ? above : below, above * below};
}

ExtendedActivation extended_tanh(const DoubleDouble& z) {
    const DoubleDouble size = minus_size(z);
    const DoubleDouble e = exp(size + size);
    const DoubleDouble sum = e + 1.0, below = e / sum, above = DoubleDouble(1.0) / sum;
    const DoubleDouble tail = expm1(size + size) / sum;  // -tanh|z|
    return {z.high > 0 ? -tail : tail, above * below * 4.0};
}

LeftPiece left_piece_of_elu(double z) {
    const double slope = elu_alpha * std::exp(z);
    return {elu_alpha * std::expm1(z), slope, slope};
}

/// The side of z = 0 that t -> z + t dz + t^2/2 d2z enters for small t > 0; 0 when it stays.
double entered_side(double z, double dz, double d2z) {
    if (z != 0) return z;
    return dz != 0 ? dz : d2z;
}

}  // namespace

// clang-format off
constexpr std::array<ActivationInfo, all_activations.size()> activation_table{{
    {Activation::identity, "identity", false, LeftFactor::fixed, true, 1, 1, 0, 0, {1, 0, 0}, {},
     bounds_of_identity, activate_identity, extended_identity, nullptr},
    {Activation::relu, "relu", true, LeftFactor::fixed, true, 0, 1, 0, 0, {1, 0, 0}, {},
     bounds_of_relu, activate_relu, extended_relu, nullptr},
    {Activation::leaky_relu, "leaky_relu", true, LeftFactor::leaky_slope, true, leaky_relu_slope, 1, 0, 0,
     {1, 0, 0}, {}, bounds_of_leaky_relu, activate_leaky_relu, extended_leaky_relu, nullptr},
    {Activation::softplus, "softplus", false, LeftFactor::fixed, false, 0.5, 0.5, 0.25, 0.25, {0.5, 0.25, 0},
     extremal_of_sigmoid, bounds_of_softplus, activate_softplus, extended_softplus, nullptr},
    {Activation::sigmoid, "sigmoid", false, LeftFactor::fixed, false, 0.25, 0.25, 0, 0, {0.25, 0, 0.125},
     extremal_of_sigmoid, bounds_of_sigmoid, activate_sigmoid, extended_sigmoid, nullptr},
    {Activation::tanh, "tanh", true, LeftFactor::fixed, false, 1, 1, 0, 0, {1, 0, 2},
     extremal_of_tanh, bounds_of_tanh, activate_tanh, extended_tanh, nullptr},
    {Activation::elu, "elu", true, LeftFactor::alpha, false, elu_alpha, 1, elu_alpha, 0, {1, 1, 1}, {},
     bounds_of_elu, activate_elu, extended_elu, left_piece_of_elu},
}};
// clang-format on
static_assert(std::ranges::equal(activation_table, all_activations, {}, &ActivationInfo::activation),
              "one row for every activation, in the order of the enum");

std::string_view to_string(Activation activation) {
    return info_of(activation).name;
}

std::optional<Activation> parse_activation(std::string_view name) {
    const auto found = std::ranges::find(activation_table, name, &ActivationInfo::name);
    if (found == activation_table.end()) return std::nullopt;
    return found->activation;
}

std::vector<std::string> names_of(std::span<const Activation> activations) {
    std::vector<std::string> names;
    for (const Activation activation : activations) names.emplace_back(to_string(activation));
    return names;
}

std::vector<Activation> network_activations() {
    std::vector<Activation> chosen;
    for (const ActivationInfo& info : activation_table) {
        if (info.of_networks) chosen.push_back(info.activation);
    }
    return chosen;
}

bool is_positively_homogeneous(Activation activation) {
    return info_of(activation).piecewise_linear;
}

bool is_twice_differentiable(Activation activation) {
    const ActivationInfo& info = info_of(activation);
    return !info.kinked() && !info.bends();
}

DerivativeSuprema derivative_suprema(Activation activation, double low, double high) {
    const ActivationInfo& info = info_of(activation);
    DerivativeSuprema suprema{0, 0, 0};
    const auto take = [&suprema](const DerivativeSuprema& at) {
        suprema.first = std::max(suprema.first, at.first);
        suprema.second = std::max(suprema.second, at.second);
        suprema.third = std::max(suprema.third, at.third);
    };
    const bool jumps = !is_twice_differentiable(activation), right = low >= 0;
    take(info.bounds(low, right));
    take(info.bounds(high, jumps && low < 0 && high > 0 ? true : right));
    for (const double z : info.extremal) {
        if (low < z && z < high) take(info.bounds(z, right));
        if (low < -z && -z < high) take(info.bounds(-z, right));
    }
    if (jumps && low < 0 && high > 0) {
        take(info.at_zero);
        return {suprema.first, infinity, infinity};
    }
    return suprema;
}

void activate(Activation activation, Input z, Output h, Output d1, Output d2) {
    info_of(activation).each(z, h, d1, d2);
}

OneSided one_sided_derivatives(Activation activation, double z, double dz, double d2z) {
    double h = 0;
    double d1 = 0;
    double d2 = 0;
    // Left of a kink activate() already gives the left slope; a step to the right sees the right piece.
    const double side = entered_side(z, dz, d2z);
    const double seen = z == 0 && side > 0 ? std::numeric_limits<double>::denorm_min() : z;
    activate(activation, {&seen, 1}, {&h, 1}, {&d1, 1}, {&d2, 1});
    return {d1 * dz, d2 * dz * dz + d1 * d2z};
}

}  // namespace basin
