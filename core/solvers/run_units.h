// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/problems/problem.h"

namespace basin {

/// Whose numbers a solver works with: those of the problem, or of Problem::rescaled() where there is one.
/// Methods whose own parameters have units work in the units that they were given in.
enum class WorkUnits { rescaled, given };

/// Takes what a solver works with back into the units of its problem. All factors are powers of two: nothing
/// is rounded. Where nothing is rescaled it costs nothing and changes nothing.
class RunUnits {
  public:
    /// The problem must outlive this.
    RunUnits(const Problem& problem, WorkUnits units);

    bool rescaled() const { return rescaled_ != nullptr; }
    /// What the solver works on.
    const Problem& problem() const { return rescaled_ ? *rescaled_->problem : given_; }
    Vector to_work(const Vector& x) const;
    Vector to_given(const Vector& x) const;
    double objective_to_given(double objective) const;
    Vector gradient_to_given(const Vector& gradient) const;
    /// Of a Hessian or its model.
    Matrix hessian_to_given(const Matrix& H) const;
    /// A factor t of x - t grad L(x), where all of x has one unit.
    double step_length_to_given(double length) const;

  private:
    const Problem& given_;
    const RescaledProblem* rescaled_;
};

}  // namespace basin
