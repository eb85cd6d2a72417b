// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

#include "core/numeric/activations.h"
#include "core/numeric/types.h"

namespace basin {

/// Sizes of an Elman network, and where its weights lie in theta = (vec A, vec W, vec V, b, c), matrices
/// column by column ([JWC]; mathematics.md 2.1).
struct ElmanShape {
    Index hidden = 1;   // Nh >= 1
    Index inputs = 1;   // Nx >= 1
    Index outputs = 1;  // Ny >= 1

    Index size_A() const { return outputs * hidden; }
    /// Of W, V and b together: Nh x (Nh + Nx + 1) without a gap.
    Index size_WVb() const { return hidden * regressors(); }
    Index offset_W() const { return size_A(); }
    Index offset_V() const { return offset_W() + hidden * hidden; }
    Index offset_b() const { return offset_V() + hidden * inputs; }
    Index offset_c() const { return offset_b() + hidden; }
    /// Entries of theta.
    Index parameters() const { return offset_c() + outputs; }
    /// Entries of (h_{t-1}, x_t, 1), what u_t is linear in.
    Index regressors() const { return hidden + inputs + 1; }
    bool operator==(const ElmanShape&) const = default;

    /// Throws InputError naming the field, its value and the constraint.
    void validate() const;
};

/// The weights inside a vector theta, without a copy.
template <class Mat, class Vec>
struct WeightViews {
    Eigen::Map<Mat> A;    // Ny x Nh
    Eigen::Map<Mat> W;    // Nh x Nh
    Eigen::Map<Mat> V;    // Nh x Nx
    Eigen::Map<Vec> b;    // Nh
    Eigen::Map<Vec> c;    // Ny
    Eigen::Map<Mat> WVb;  // Nh x (Nh + Nx + 1): W, V and b side by side
    Eigen::Map<Mat> Vb;   // Nh x (Nx + 1): V and b side by side
};
using ConstWeights = WeightViews<const Matrix, const Vector>;
using MutableWeights = WeightViews<Matrix, Vector>;

/// theta has at least shape.parameters() entries and outlives the views.
ConstWeights weights_of(const ElmanShape& shape, const double* theta);
MutableWeights parts_of(const ElmanShape& shape, double* theta);

/// The Tikhonov weights of R(theta) = A |A|^2 + W |W|^2 + V |V|^2 + b |b|^2 + c |c|^2; each >= 0.
struct TikhonovWeights {
    double A = 0, W = 0, V = 0, b = 0, c = 0;

    /// tau/(Nh Ny), tau/Nh^2, tau/(Nx Nh), tau/Nh, tau/Ny.
    static TikhonovWeights from_tau(double tau, const ElmanShape& shape);
    /// The weight of each entry of theta.
    Vector per_entry(const ElmanShape& shape) const;
    void validate() const;
    bool operator==(const TikhonovWeights&) const = default;
};

/// The elementwise sigma of the network: relu, leaky_relu, elu or tanh, with the slope or scale left of 0.
struct ElmanActivation {
    Activation kind = Activation::relu;
    double leaky_slope = leaky_relu_slope;
    double alpha = elu_alpha;  // > 0, elu(u) = alpha (exp(u) - 1) for u <= 0

    /// h = sigma(u), d1 = sigma'(u), d2 = sigma''(u), entry by entry; d1, d2 may be empty. At 0 from the
    /// left.
    void apply(std::span<const double> u, std::span<double> h, std::span<double> d1,
               std::span<double> d2) const;
    /// Derivatives of t -> sigma(u + t du + t^2/2 d2u) at t = 0+.
    OneSided one_sided(double u, double du, double d2u) const;
    /// Whether sigma is made of two straight lines.
    bool piecewise_affine() const { return info_of(kind).piecewise_linear; }
    /// sigma'(0-) and sigma'(0+).
    double left_slope() const;
    double right_slope() const { return info_of(kind).right_slope; }
    /// sigma''(0-) and sigma''(0+).
    double left_bend() const;
    double right_bend() const { return info_of(kind).right_bend; }
    /// Of the curve left of a jump at 0, continued to all u <= 0; only for those that are no straight lines.
    LeftPiece left_piece(double u) const;
    bool kinked() const { return left_slope() != right_slope(); }
    /// The Lipschitz constant Ls of sigma.
    double lipschitz() const;
    void validate() const;
};

}  // namespace basin
