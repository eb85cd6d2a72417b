// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string_view>

#include "core/numeric/types.h"

namespace basin {

/// The elementwise second layer h (mathematics.md 1.1).
enum class Activation { identity, relu, leaky_relu, softplus, sigmoid, tanh, elu };

inline constexpr std::array all_activations{Activation::identity, Activation::relu,    Activation::leaky_relu,
                                            Activation::softplus, Activation::sigmoid, Activation::tanh,
                                            Activation::elu};

inline constexpr double leaky_relu_slope = 0.01;
inline constexpr double elu_alpha = 1.0;

/// The name used in files, e.g. "leaky_relu".
std::string_view to_string(Activation activation);
std::optional<Activation> parse_activation(std::string_view name);

/// Whether h'' exists everywhere. relu and leaky_relu have a kink at 0; elu with alpha = 1 has only a jump of
/// h''.
bool is_twice_differentiable(Activation activation);

/// Whether h(t z) = t h(z) for every t > 0.
bool is_positively_homogeneous(Activation activation);

/// h, h', h'' of every entry of z; all spans have the same length, d1 or d2 may be empty when not wanted.
/// At the kink of relu and leaky_relu: h' is the left slope, h'' = 0.
void activate(Activation activation, std::span<const double> z, std::span<double> h, std::span<double> d1,
              std::span<double> d2);

/// One-sided derivatives of t -> h(z + t dz + t^2/2 d2z) at t = 0+, exact at kinks (mathematics.md 2.2).
struct OneSided {
    double first;
    double second;
};
OneSided one_sided_derivatives(Activation activation, double z, double dz, double d2z);

}  // namespace basin
