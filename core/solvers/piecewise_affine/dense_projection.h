// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/solvers/piecewise_affine/condensed_preconditioner.h"
#include "core/solvers/piecewise_affine/projected_preconditioner.h"

namespace basin {

/// With the condensed Hessian of an earlier model, factorised, and every row of a bound stored (N). Best for
/// few weights; its matrices are N x N.
class DenseProjection final : public ProjectedPreconditioner {
  public:
    explicit DenseProjection(const LiftedLayout& layout) : layout_(layout) {}
    bool refresh(const StepModel& model) override { return preconditioner_.refresh(model); }
    bool is_of_one_model() const override { return false; }
    bool ready() const override { return preconditioner_.ready(); }
    double refresh_operations() const override;
    double operations() const override;
    /// Three a solve, however many digits.
    double fresh_iterations(double solves, double, double) override { return 3 * solves; }

  protected:
    void apply(const Vector& r, Vector& z) override { preconditioner_.apply(r, z); }
    void clear_rows(const StepModel&) override { rows_.clear(); }
    void add_rows(StepModel& model, Index first, Matrix& gram) override;
    void keep_rows(const std::vector<bool>& kept) override { keep_entries(rows_, kept); }
    void values(StepModel& model, const Vector& z, Vector& values) override;
    void subtract(StepModel& model, const Vector& factors, Vector* r, Vector& z) override;

  private:
    struct Row {
        Vector row, conditioned;  // N, the row of J and M^{-1} times it
    };
    LiftedLayout layout_;
    CondensedPreconditioner preconditioner_;
    std::vector<Row> rows_;
};

}  // namespace basin
