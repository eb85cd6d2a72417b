// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/solvers/piecewise_affine/commutator_preconditioner.h"
#include "core/solvers/piecewise_affine/projected_preconditioner.h"

namespace basin {

/// With the least-squares commutator, projected in its metric. The rows of the bounds are not stored:
/// products with all of them together are a sweep. For many weights: no matrix is N x N.
class CommutatorProjection final : public ProjectedPreconditioner {
  public:
    explicit CommutatorProjection(const LiftedLayout& layout) : layout_(layout) {}
    bool refresh(const StepModel& model) override;
    bool is_of_one_model() const override { return true; }
    bool ready() const override { return preconditioner_.ready(); }
    double refresh_operations() const override;
    double operations() const override;
    /// It costs no more than an iteration, so that every step has its own.
    double fresh_iterations(double, double, double) override { return 0; }

  protected:
    void apply(const Vector& r, Vector& z) override { preconditioner_.apply_metric(r, z); }
    bool improve(const StepModel& model, Vector& z) override;
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
    void fill_halves(const std::vector<Window>& windows, Index first);

    LiftedLayout layout_;
    CommutatorPreconditioner preconditioner_;
    Matrix halves_;             // Nh (Nh + Nx + 1) x bounds
    Matrix panel_, product_;    // Nh x bounds
    Vector row_, conditioned_;  // N
};

}  // namespace basin
