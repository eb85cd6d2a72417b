// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/numeric/double_double.h"
#include "core/numeric/types.h"

namespace basin {

/// The elementwise second layer h (mathematics.md 1.1).
enum class Activation { identity, relu, leaky_relu, softplus, sigmoid, tanh, elu };

inline constexpr std::array all_activations{Activation::identity, Activation::relu,    Activation::leaky_relu,
                                            Activation::softplus, Activation::sigmoid, Activation::tanh,
                                            Activation::elu};

inline constexpr double leaky_relu_slope = 0.01;
inline constexpr double elu_alpha = 1.0;

/// Suprema of |h'|, |h''|, |h'''|; infinite where a derivative jumps inside the interval they are taken over.
struct DerivativeSuprema {
    double first;
    double second;
    double third;
};

/// h and h' to about 32 digits; at a kink the left slope.
struct ExtendedActivation {
    DoubleDouble h, slope;
};

/// h, h', h'' at one point of the piece left of 0, continued to all z <= 0.
struct LeftPiece {
    double h, slope, bend;
};

/// The factor of the piece left of 0 that a network may choose.
enum class LeftFactor { fixed, leaky_slope, alpha };

/// All that is asked about an activation: one row of a table, so that one more is one more row.
struct ActivationInfo {
    Activation activation;
    std::string_view name;  // in files, e.g. "leaky_relu"
    bool of_networks;       // whether a recurrent network may have it
    LeftFactor left_factor;
    bool piecewise_linear;             // two straight lines through 0, so that h(t z) = t h(z) for t > 0
    double left_slope, right_slope;    // h'(0-), h'(0+)
    double left_bend, right_bend;      // h''(0-), h''(0+)
    DerivativeSuprema at_zero;         // of both pieces at 0
    std::span<const double> extremal;  // z >= 0 where +-z may be an interior extremum of a derivative
    DerivativeSuprema (*bounds)(double z, bool right);  // on |h'|, |h''|, |h'''| at z, of the piece named
    void (*each)(std::span<const double> z, std::span<double> h, std::span<double> d1, std::span<double> d2);
    ExtendedActivation (*extended)(const DoubleDouble& z);
    LeftPiece (*left_piece)(double z);  // null but for those with a curve left of a jump at 0

    constexpr bool kinked() const { return left_slope != right_slope; }
    /// Whether h'' jumps where h' does not.
    constexpr bool bends() const { return !kinked() && left_bend != right_bend; }
};
/// In the order of the enum.
extern const std::array<ActivationInfo, all_activations.size()> activation_table;
inline const ActivationInfo& info_of(Activation activation) {
    return activation_table[static_cast<std::size_t>(activation)];
}

/// The name used in files, e.g. "leaky_relu".
std::string_view to_string(Activation activation);
std::optional<Activation> parse_activation(std::string_view name);
/// Their names, one by one.
std::vector<std::string> names_of(std::span<const Activation> activations);

/// Those that a recurrent network may have.
std::vector<Activation> network_activations();

/// Whether h'' exists everywhere. relu and leaky_relu have a kink at 0; elu with alpha = 1 has only a jump of
/// h''.
bool is_twice_differentiable(Activation activation);

/// Whether h(t z) = t h(z) for every t > 0.
bool is_positively_homogeneous(Activation activation);

/// Suprema over [low, high] of the absolute derivatives, rounded outwards.
DerivativeSuprema derivative_suprema(Activation activation, double low, double high);

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
