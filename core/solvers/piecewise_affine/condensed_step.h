// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/solvers/piecewise_affine/affine_step.h"
#include "core/solvers/piecewise_affine/condensed_preconditioner.h"
#include "core/solvers/piecewise_affine/step_model.h"
#include "core/solvers/work_check.h"

namespace basin {

/// Minimises a step model with all linearised rows kept at zero (mathematics.md 2.4): a least-squares problem
/// in the weights alone, by conjugate gradients whose product is one forward and one backward sweep,
/// preconditioned by the condensed Hessian of an earlier model. Active bounds are equations that the
/// iteration is projected on. The multipliers that the backward sweep yields certify the step when none
/// exceeds its beta.
///
/// Keeps its preconditioner from step to step; it is made anew when it has cost more iterations than that.
class CondensedStep {
  public:
    enum class Outcome {
        certified,  // the minimiser
        saturated,  // some |y| > beta: rows have to give way
        cycling,    // the set of active bounds did not settle, or the iteration or its matrix broke down
        interrupted
    };

    /// rho > 0; tolerance: relative residual to which the equations are solved. check: may end it.
    Outcome solve(StepModel& model, double rho, double tolerance, AffineStep& step,
                  WorkCheck* check = nullptr);

  private:
    struct Bound {
        Index where;              // entry of u
        Vector row, conditioned;  // N, the row of J and M^{-1} times it
    };

    bool begin(const StepModel& model);
    /// Before work of so many sweeps: whether to give up.
    bool gives_up(double sweeps = 1) { return check_ != nullptr && check_->is_over(sweeps * sweep_cost_); }
    bool add_zero_bounds(StepModel& model);
    void count_excess();
    void residual_at(StepModel& model, double rho);
    bool minimise(StepModel& model, double rho, double tolerance);
    bool move_onto_bounds(StepModel& model);
    void project(Vector& z);
    void project_afresh(Vector& z);
    void factorise_bounds();
    void add_bound(StepModel& model, Index where);
    enum class Revision { none, some, interrupted };
    Revision revise_bounds(StepModel& model);
    Outcome settle(StepModel& model, double rho, double tolerance, AffineStep& step);
    Outcome finish(StepModel& model, double rho, AffineStep& step);

    CondensedPreconditioner preconditioner_;
    double excess_ = 0;     // iterations that a fresh preconditioner would have saved so far
    Index solves_ = 0;      // of conjugate gradients, in this step
    Index iterations_ = 0;  // in this step
    std::vector<Bound> bounds_;
    Cholesky bound_cholesky_;
    Vector bound_values_;
    Vector x_, r_, z_, p_, Hp_, product_;  // N
    double scale_ = 1;                     // |gradient| at x = 0, over rho
    double largest_u_ = 1;
    double sweep_cost_ = 0;  // operations of a forward and a backward sweep and the preconditioner
    WorkCheck* check_ = nullptr;
};

}  // namespace basin
