// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "core/problems/penalty_rnn.h"
#include "core/solvers/piecewise_affine/piecewise_affine.h"

namespace basin {

/// Penalty weights beyond which no infeasible point is d-stationary for (P1), as decimal logarithms: the a
/// priori ones may be far beyond the range of a double.
struct PenaltyThresholds {
    double log10_h = not_applicable;
    double log10_u = not_applicable;
    double log10_v = not_applicable;
    // Where a multiplier touches the beta of the run that it was computed with, which it cannot exceed: the
    // threshold is at least this one.
    bool capped_h = false, capped_u = false, capped_v = false;

    bool is_known() const;
    bool is_capped() const { return capped_h || capped_u || capped_v; }
    /// Whether betas exceed all three, none of them capped.
    bool exceeded_by(const PenaltyWeights& betas) const;
};

/// beta_v > G and beta_h, beta_u > G |A|_1 max(1, Ls) sum_{k<T} (Ls |W|_1)^k, induced 1-norms
/// (mathematics.md 2.3), with G, |A| and |W| bounded on the level set {Theta <= level}: G <= 2 sqrt(level /
/// T) and |A|_F <= sqrt(level / lambda_A), |W| likewise. Infinite where lambda_A or lambda_W is 0.
PenaltyThresholds thresholds_a_priori(const ElmanTraining& training, double level);

/// The same formula with G = (2/T) max |v - y|, A and W of the lifted point z.
PenaltyThresholds thresholds_at_point(const ElmanTraining& training, const Vector& z);

/// The largest backpropagation multipliers max |y_v|, max |y_h|, max |y_u| of the step model at z, which are
/// the sharp local thresholds at a d-stationary point, or capped by the betas of the problem
/// (mathematics.md 2.3). Not applicable when the step cannot be computed, or where
/// rows_give_way is false and a multiplier would exceed its beta.
PenaltyThresholds thresholds_a_posteriori(const PenaltyRnn& problem, const Vector& z, double rho = 0.5,
                                          bool rows_give_way = true);

/// What piecewise-affine comes to with these penalty weights.
struct ExactnessPoint {
    PenaltyWeights betas;
    double violation_h = not_applicable;  // sum |r_h| at the last iterate
    double violation_u = not_applicable;
    double violation_v = not_applicable;
    double objective = not_applicable;  // Theta
    Termination termination = Termination::invalid_input;
};

/// Told each point of a curve when it is there, by its place among the betas, one at a time.
using ExactnessSink = std::function<void(std::size_t, const ExactnessPoint&)>;

/// Runs piecewise-affine from the weights theta for each of the betas, several at a time; points that a stop
/// request left out keep Termination::invalid_input. finish may be empty.
std::vector<ExactnessPoint> exactness_curve(const std::shared_ptr<const ElmanTraining>& training,
                                            const Vector& theta, std::span<const PenaltyWeights> betas,
                                            const SolverOptions& options = {},
                                            const PiecewiseAffineOptions& affine = {},
                                            const ExactnessSink& finish = {}, std::stop_token stop = {});

}  // namespace basin
