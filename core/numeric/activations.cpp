// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/numeric/activations.h"

#include <algorithm>
#include <limits>

#include "core/numeric/elementwise.h"

namespace basin {

namespace {

constexpr std::array<std::string_view, all_activations.size()> names{
    "identity", "relu", "leaky_relu", "softplus", "sigmoid", "tanh", "elu"};

using Input = std::span<const double>;
using Output = std::span<double>;

/// slope_left z for z <= 0, z for z > 0.
void activate_piecewise_linear(double slope_left, Input z, Output h, Output d1, Output d2) {
    for (std::size_t i = 0; i < h.size(); ++i) h[i] = z[i] > 0 ? z[i] : slope_left * z[i];
    for (std::size_t i = 0; i < d1.size(); ++i) d1[i] = z[i] > 0 ? 1 : slope_left;
    std::ranges::fill(d2, 0);
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

/// The side of z = 0 that t -> z + t dz + t^2/2 d2z enters for small t > 0; 0 when it stays.
double entered_side(double z, double dz, double d2z) {
    if (z != 0) return z;
    return dz != 0 ? dz : d2z;
}

}  // namespace

std::string_view to_string(Activation activation) {
    return names[static_cast<std::size_t>(activation)];
}

std::optional<Activation> parse_activation(std::string_view name) {
    const auto found = std::ranges::find(names, name);
    if (found == names.end()) return std::nullopt;
    return all_activations[static_cast<std::size_t>(found - names.begin())];
}

bool is_positively_homogeneous(Activation activation) {
    return activation == Activation::identity || activation == Activation::relu ||
           activation == Activation::leaky_relu;
}

bool is_twice_differentiable(Activation activation) {
    return activation != Activation::relu && activation != Activation::leaky_relu &&
           activation != Activation::elu;
}

void activate(Activation activation, Input z, Output h, Output d1, Output d2) {
    switch (activation) {
        case Activation::identity:
            return activate_piecewise_linear(1, z, h, d1, d2);
        case Activation::relu:
            return activate_piecewise_linear(0, z, h, d1, d2);
        case Activation::leaky_relu:
            return activate_piecewise_linear(leaky_relu_slope, z, h, d1, d2);
        case Activation::softplus:
            return activate_softplus(z, h, d1, d2);
        case Activation::sigmoid:
            return activate_sigmoid(z, h, d1, d2);
        case Activation::tanh:
            return activate_tanh(z, h, d1, d2);
        case Activation::elu:
            return activate_elu(z, h, d1, d2);
    }
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
