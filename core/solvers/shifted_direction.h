// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "core/numeric/types.h"
#include "core/solvers/damped_newton.h"
#include "core/solvers/recorder.h"

namespace basin {

/// p = -(H + tau I)^{-1} g with a tau >= 0 that makes H + tau I positive definite, 0 where H is so itself.
/// One object a run; owns its scratch memory.
class ShiftedDirection {
  public:
    virtual ~ShiftedDirection() = default;
    /// To be asked first at each point x (d); not_finite as Evaluator::hessian().
    virtual EvalStatus move_to(const Vector& x) = 0;
    /// H at that point (d x d), or null where it is not formed.
    virtual const Matrix* hessian() const = 0;
    /// p (d) for the gradient g (d) there. Returns false when there is none, or the run is interrupted.
    virtual bool compute(const Vector& g, Vector& p) = 0;
    /// Ends the run, after compute() has returned false.
    virtual SolveResult end() = 0;
};

/// H is formed and factorised: three matrices, d x d.
std::unique_ptr<ShiftedDirection> formed_direction(Recorder& recorder, const DampedNewtonOptions& options);

/// By products with H alone: conjugate gradients to options.tolerance, and where they meet no positive
/// curvature, tau from the ends of the spectrum by Lanczos; d >= 3. Options must outlive it, as the recorder.
std::unique_ptr<ShiftedDirection> direction_by_products(Recorder& recorder,
                                                        const DampedNewtonOptions& options);

}  // namespace basin
