// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stop_token>

#include "core/numeric/symmetric_eigen.h"
#include "core/problems/problem.h"

namespace basin {

/// Up to this many unknowns a Hessian is formed whole; beyond, products alone tell of it.
inline constexpr Index dense_dimension = 1000;

/// The Hessian at one point as far as a minimiser is judged by it: its ends, the softest direction, and
/// Newton steps.
class PointCurvature {
  public:
    /// x (d); measures at once. The problem must outlive it.
    PointCurvature(const Problem& problem, const Vector& x, const std::stop_token& stop);

    bool known() const { return known_; }
    double smallest() const { return smallest_; }  // eigenvalue
    double largest() const { return largest_; }
    /// Of smallest(): 0 = from all eigenvalues; else a Lanczos estimate, with an eigenvalue that near.
    double error() const { return error_; }
    /// An eigenvalue nearer to 0 cannot be told from it: the rounding of forming and of solving
    /// (mathematics.md 1.4).
    double rounding() const { return rounding_; }
    const Vector& softest() const { return softest_; }  // d, the eigenvector of smallest()
    /// All eigenvalues and eigenvectors; null where the Hessian is not formed, or not known.
    const SymmetricEigen* whole() const { return known_ && x_.size() <= dense_dimension ? &eigen_ : nullptr; }

    /// step = H^{-1} g (d). Where H is not formed, by conjugate gradients, which need it positive definite.
    /// False when there is no such step.
    bool newton_step(const Vector& g, Vector& step) const;

  private:
    void measure_whole(Evaluator& evaluator);
    void measure_ends(Evaluator& evaluator);

    const Problem* problem_;
    Vector x_;
    std::stop_token stop_;
    bool known_ = false;
    double smallest_ = not_applicable, largest_ = not_applicable, error_ = not_applicable;
    double rounding_ = 0;
    Vector softest_;
    SymmetricEigen eigen_;  // of the whole
};

}  // namespace basin
