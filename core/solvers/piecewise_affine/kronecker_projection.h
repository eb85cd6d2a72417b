// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <limits>

#include "core/solvers/piecewise_affine/kronecker_preconditioner.h"
#include "core/solvers/piecewise_affine/projected_preconditioner.h"

namespace basin {

/// With Kronecker factors. The rows of the bounds are not stored: products with all of them together are a
/// sweep. For many weights: no matrix is N x N.
class KroneckerProjection final : public ProjectedPreconditioner {
  public:
    explicit KroneckerProjection(const LiftedLayout& layout) : layout_(layout) {}
    bool refresh(const StepModel& model) override;
    bool ready() const override { return preconditioner_.ready(); }
    double refresh_operations() const override;
    double operations() const override;
    /// By what the first solve after refresh() took for a digit.
    double fresh_iterations(double solves, double digits, double iterations) override;

  protected:
    void apply(const Vector& r, Vector& z) override { preconditioner_.apply(r, z); }
    void clear_rows(const StepModel& model) override;
    void add_rows(StepModel& model, Index first, Matrix& gram) override;
    void keep_rows(const std::vector<bool>& kept) override;
    void values(StepModel& model, const Vector& z, Vector& values) override;
    void subtract(StepModel& model, const Vector& factors, Vector* r, Vector& z) override;

  private:
    /// Of the row of a bound: adjoint states from its time step back to start, Nh each.
    struct Window {
        Index start = 0;
        std::vector<double> states;
    };

    std::vector<Window> sweep_back(const StepModel& model, Index first, Index count);

    LiftedLayout layout_;
    KroneckerPreconditioner preconditioner_;
    double per_digit_ = std::numeric_limits<double>::quiet_NaN();  // iterations with a fresh M
    Matrix halves_;                                                // Nh (Nh + Nx + 1) x bounds
    Matrix modes_;              // Nh + Nx + 1 x T, the regressors in the eigenvectors of M
    Matrix panel_, product_;    // Nh x bounds
    Vector row_, conditioned_;  // N
};

}  // namespace basin
