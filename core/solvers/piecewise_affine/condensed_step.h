// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include "core/solvers/piecewise_affine/affine_step.h"
#include "core/solvers/piecewise_affine/earlier_steps.h"
#include "core/solvers/piecewise_affine/eliminated_outputs.h"
#include "core/solvers/piecewise_affine/kink_memory.h"
#include "core/solvers/piecewise_affine/projected_preconditioner.h"
#include "core/solvers/piecewise_affine/step_model.h"
#include "core/solvers/work_check.h"

namespace basin {

/// Minimises a step model with all linearised rows kept at zero (mathematics.md 2.4): a least-squares problem
/// in the weights alone, by conjugate gradients whose product is one forward and one backward sweep,
/// preconditioned by the condensed Hessian of an earlier model, or with many weights by a least-squares
/// commutator. Active bounds are equations that the iteration is projected on. The multipliers that the
/// backward sweep yields certify the step when none exceeds its beta.
///
/// Keeps its preconditioner from step to step; it is made anew when it has cost more iterations than that.
/// Where a step was refused the next, of the same model and a larger rho, begins where the earlier ones point
/// to.
class CondensedStep {
  public:
    enum class Outcome {
        certified,  // the minimiser
        saturated,  // some |y| > beta: rows have to give way
        cycling,    // the set of active bounds did not settle, or the iteration or its matrix broke down
        interrupted
    };

    /// The most weights for which the condensed Hessian is factorised: at T 393, Nx 11, Ny 1 both ways take
    /// about as long with 1,300 weights.
    static constexpr Index most_dense = 1500;

    explicit CondensedStep(Index dense_up_to = most_dense) : dense_up_to_(dense_up_to) {}

    /// rho > 0; tolerance: relative residual to which the equations are solved. check: may end it.
    Outcome solve(StepModel& model, double rho, double tolerance, AffineStep& step,
                  WorkCheck* check = nullptr);
    /// To a finer tolerance from where solve() ended, certified or saturated, for the same model and rho.
    Outcome refine(StepModel& model, double rho, double tolerance, AffineStep& step);
    /// Whether a digit more of a step is dear: there are so many weights that they are not factorised.
    bool is_wide(const StepModel& model) const { return model.layout.parameters() > dense_up_to_; }

  private:
    bool begin(StepModel& model);
    /// Before work of so many sweeps: whether to give up.
    bool gives_up(double sweeps = 1) { return check_ != nullptr && check_->is_over(sweeps * sweep_cost_); }
    bool prepare(const StepModel& model);
    bool choose_start(StepModel& model, double rho);
    void factorise_bounds(const StepModel& model);
    bool add_bounds(StepModel& model, const std::vector<Index>& where);
    void count_excess();
    void reach(StepModel& model);
    void residual_at(StepModel& model, double rho);
    bool minimise(StepModel& model, double rho, double tolerance);
    void multiply(StepModel& model);
    bool bounds_settled(StepModel& model);
    bool pulls(std::size_t bound, const StepModel& model) const;
    bool violates(Index k, const StepModel& model) const;
    bool move_onto_bounds(StepModel& model);
    void precondition_afresh(StepModel& model);
    void release(StepModel& model);
    enum class Revision { none, some, interrupted };
    Revision revise_bounds(StepModel& model);
    Outcome settle(StepModel& model, double rho, double tolerance, AffineStep& step);
    Outcome ended(Outcome outcome) const;
    Outcome finish(StepModel& model, double rho, AffineStep& step);

    Index dense_up_to_;
    std::unique_ptr<ProjectedPreconditioner> preconditioner_;
    bool eliminates_ = false;  // the outputs' weights
    EliminatedOutputs outputs_;
    double excess_ = 0;        // iterations that a fresh preconditioner would have saved so far
    Index iterations_ = 0;     // of conjugate gradients, in this step
    Index counted_ = 0;        // of these, for excess_ already
    Index solves_ = 0;         // since they were counted
    double digits_ = 0;        // that they gained
    bool looks_ = false;       // at the bounds, while it iterates
    bool rough_ = false;       // the bounds are wanted, not digits
    bool left_early_ = false;  // bounds changed before the tolerance was met
    Vector multipliers_;       // of the bounds, over rho
    Vector change_;
    std::vector<bool> held_;  // entries of u that are active bounds
    KinkMemory memory_;
    EarlierSteps earlier_;
    bool settled_ = false;                 // the last solve, so that its bounds are those of its model
    Matrix reached_;                       // Nh x T, u + s_u at x
    Vector x_, r_, z_, p_, Hp_, product_;  // N
    double scale_ = 1;                     // |gradient| at x = 0, over rho
    double largest_u_ = 1;
    double sweep_cost_ = 0;  // operations of a forward and a backward sweep and the preconditioner
    WorkCheck* check_ = nullptr;
};

}  // namespace basin
