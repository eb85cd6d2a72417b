// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stop_token>
#include <vector>

#include "core/problems/elman_gradient_sizes.h"
#include "core/problems/elman_rnn.h"

namespace basin {

/// The piece of sigma that each unit is on: -1 and 1 left and right of its kink, 0 where u is to be 0 and h
/// is held at 0. Nh x T.
using KinkSigns = Eigen::Matrix<signed char, Eigen::Dynamic, Eigen::Dynamic>;

/// The signs of U (Nh x T).
KinkSigns signs_of(const Matrix& U);

/// (P) with its pieces held, under the constraints u_i = 0 at the units of sign 0, its kinks
/// (mathematics.md 2.2): L(theta; mu) = P + sum mu_i u_i, where mu, the flows through the kinks, are free. A
/// piece goes on beyond its kink, so that everything here is smooth. One thread; the training must outlive
/// it.
class KinkLagrangian {
  public:
    explicit KinkLagrangian(const ElmanTraining& training);

    /// Moves to theta (N). Signs are ignored for a sigma without a kink. Returns whether all is finite.
    bool move(const Vector& theta, const KinkSigns& signs);

    const ElmanTraining& training() const { return training_; }
    const Vector& theta() const { return theta_; }
    const KinkSigns& signs() const { return signs_; }
    const Matrix& U() const { return U_; }  // Nh x T
    const Matrix& H() const { return H_; }  // Nh x T
    /// Kinks, as places in U, ascending: by time.
    const std::vector<Index>& kinks() const { return kinks_; }
    Vector kink_values() const;  // u there
    /// With the steeper slope at the kinks. Empty parts where one is not finite.
    const GradientSizes& sizes();
    /// |W||h| + |V||x| + |b|, the size of the terms that a unit's u is the sum of.
    double terms_of(Index unit) const;

    /// du/dtheta (N) of one unit while the h of the kinks are held.
    Vector derivative_of(Index unit);
    /// J = du/dtheta of the kinks (kinks x N) and reactions_ji = du_j/dh_i (kinks x kinks), strictly lower.
    /// Returns false when stopped.
    bool find_columns(const std::stop_token& stop);
    const Matrix& jacobian() const { return jacobian_; }
    const Matrix& reactions() const { return reactions_; }

    /// grad L (N) with the flows mu; afterwards state_gradients() are dL/dh at the kinks.
    Vector gradient(const Vector& mu);
    Vector state_gradients() const;
    /// The largest |dL/dh| of any unit, after gradient().
    double largest_state_gradient() const { return GH_.cwiseAbs().maxCoeff(); }
    double state_gradient(Index unit) const { return GH_.data()[unit]; }

    /// The slope dh/du that directions see at kink number k; 0 as long as nothing is said, on move().
    void set_slope(Index k, double slope) { slopes_.data()[kinks_[static_cast<std::size_t>(k)]] = slope; }
    /// sigma'' of a unit, where it has two. By its sign or, where sigma has no kink, by u, on move().
    void set_bend(Index unit, double bend) { bends_.data()[unit] = bend; }
    /// The Hessian of L (N x N) after gradient(), and |F'_j| of every column of F' (N). Returns false when
    /// stopped.
    bool hessian(Matrix& H, Vector& column_norms, const std::stop_token& stop);
    /// product = that Hessian times d (both N); not finite where an Interruption asks to give up.
    void multiply(const Vector& d, Vector& product);
    /// du (Nh x T) along d with the present slopes.
    const Matrix& along(const Vector& d);
    /// dh/du of every unit (Nh x T) as directions see it, and (h_{t-1}; x_t; 1) (Nh + Nx + 1 x T).
    const Matrix& slopes() const { return slopes_; }
    const Matrix& regressors() const { return regressors_; }

  private:
    void run_pieces();
    void apply_piece(Index unit);
    /// GV, GH and GU hold what drives the adjoint; product = its derivative by theta.
    void pull_back(Vector& product);

    const ElmanTraining& training_;
    const ElmanShape shape_;
    const double mean_;  // 1 / T
    const Vector lambda_, h0_;
    Vector theta_;
    KinkSigns signs_;
    std::vector<Index> kinks_;
    Matrix U_, H_, E_, slopes_, bends_, regressors_, Wt_;
    Matrix GV_, GH_, GU_;              // multipliers, after gradient()
    Matrix dV_, dU_, dH_, dGH_, dGU_;  // along a direction, or of another pull back
    Matrix jacobian_, reactions_;
    ElmanGradientSizes meter_;
    GradientSizes sizes_;
    bool sizes_known_ = false;
};

}  // namespace basin
