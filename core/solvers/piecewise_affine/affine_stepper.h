// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/numeric/random.h"
#include "core/solvers/piecewise_affine/condensed_step.h"
#include "core/solvers/piecewise_affine/interior_point_step.h"
#include "core/solvers/piecewise_affine/piecewise_affine.h"

namespace basin {

/// What trying the other signs of the zeros came to.
enum class SignCheck {
    stationary,  // no choice has a longer step: z is d-stationary up to that length
    descends,    // one has, and it is the step now
    not_tried,   // there are more than 12 zeros
    not_decided  // a step could not be computed, or the check was interrupted; the signs are left anyhow
};

/// How the equations of a step are solved.
struct StepSolution {
    double finest = 1e-11;                          // > 0, relative residual of a step that is "exact"
    Index dense_up_to = CondensedStep::most_dense;  // weights, >= 0
    bool rows_give_way = true;  // else there is no step where some multiplier exceeds its beta
};

/// One iterate of the piecewise-affine method: the point, its signs, and the step that its model asks for.
class AffineStepper {
  public:
    /// The problem must outlive the stepper. interrupted: asked within a step that takes long; empty: never.
    AffineStepper(const PenaltyRnn& problem, const PiecewiseAffineOptions& options,
                  std::function<bool()> interrupted = {}, const StepSolution& solution = {});

    /// Moves to z; returns whether Theta(z) is finite.
    bool start(const Vector& z);
    /// Chooses the signs of the zeros for the next step by the tie rule.
    void choose_signs();
    /// Chooses them otherwise: bit i of the pattern set makes zero i negative. At most 32 zeros.
    void set_signs(std::uint32_t pattern);
    /// Finds the step for the signs chosen. Returns false when it cannot be computed, or was interrupted.
    /// With many weights a step that is to be refused anyhow is solved no further than it takes to see that.
    bool find_step(double rho);
    /// Why there is none, where more than its numbers is the reason; else empty.
    const std::string& obstacle() const { return obstacle_; }
    /// Tries the other signs of the zeros for one whose step is longer than rho |s| = least, and keeps it.
    /// Asks interrupted, not empty, before each of up to 4,096 steps.
    SignCheck check_all_signs(double rho, const std::function<bool(const Vector&)>& vanishes,
                              const std::function<bool()>& interrupted);
    /// Theta at z + s; not finite where that is so.
    double try_step();
    /// Moves to the point that was tried.
    void accept();

    const Vector& z() const { return z_; }
    double theta() const { return theta_; }
    const AffineStep& step() const { return step_; }
    /// Theta(z) minus the model's value at the step.
    double model_decrease(double rho) { return -model_.change(step_.s, rho); }
    Index zeros() const { return static_cast<Index>(zeros_.size()); }

  private:
    void set_model();
    bool is_far_from_taken(double rho);
    bool let_rows_give_way(double rho);

    const PenaltyRnn& problem_;
    const PiecewiseAffineOptions& options_;
    RandomStream draws_;
    StepModel model_;
    WorkCheck check_;
    const StepSolution solution_;
    CondensedStep condensed_;
    InteriorPointStep interior_;
    AffineStep step_;
    std::string obstacle_;
    Vector z_, rows_, trial_, trial_rows_;
    double theta_ = not_applicable, trial_theta_ = not_applicable;
    Matrix signs_;              // Nh x T
    bool signs_known_ = false;  // after the first choice
    std::vector<Index> zeros_;  // entries of u that are exactly 0
};

}  // namespace basin
