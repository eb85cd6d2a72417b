// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <utility>
#include <vector>

#include "core/numeric/cholesky.h"
#include "core/solvers/piecewise_affine/step_model.h"

namespace basin {

/// An approximate inverse of the condensed Hessian I + J^T J of a step model on the directions that keep its
/// active bounds, by a metric M (mathematics.md 2.4). B has a row for each bound, that of J for its entry of
/// u; with G = B M^{-1} B^T the projection is M^{-1} - M^{-1} B^T G^{-1} B M^{-1} [Gould, Hribar, Nocedal
/// 2001].
///
/// Bounds are added to and taken from one model: clear() comes before another one.
class ProjectedPreconditioner {
  public:
    virtual ~ProjectedPreconditioner() = default;

    /// Makes M anew. False, and not ready(), where it is not finite or positive definite, or an Interruption
    /// asks to give up. There must be no bounds.
    virtual bool refresh(const StepModel& model) = 0;
    virtual bool ready() const = 0;
    /// Whether M serves no model but that of refresh().
    virtual bool is_of_one_model() const = 0;
    /// Floating-point operations of a refresh, and of one projection without bounds. Those of products of
    /// matrices count as a quarter: they run about four times as fast as products with vectors.
    virtual double refresh_operations() const = 0;
    virtual double operations() const = 0;
    /// Iterations that a fresh M would have taken for so many solves, which gained so many decimal digits
    /// together; iterations: what they took.
    virtual double fresh_iterations(double solves, double digits, double iterations) = 0;

    /// Without bounds, for a new model.
    void clear(const StepModel& model);
    /// Entries k = t Nh + i of u; factorise() comes before the projection.
    void add(StepModel& model, const std::vector<Index>& where);
    void keep(const std::vector<bool>& kept);
    void factorise();
    const std::vector<Index>& bounds() const { return bounds_; }
    bool solvable() const { return bounds_.empty() || gram_cholesky_.positive_definite(); }

    /// Takes from r what the bounds hold, multipliers() of it; z = M^{-1} r of what is left.
    void release(StepModel& model, Vector& r, Vector& z);
    /// The same, with z an approximate inverse of the condensed Hessian on the directions that keep the
    /// bounds.
    void project(StepModel& model, Vector& r, Vector& z);
    /// One per bound, in their order.
    const Vector& multipliers() const { return multipliers_; }
    /// Adds to x the least in the norm of M that changes u at the bounds by change.
    void move(StepModel& model, Vector& change, Vector& x);

  protected:
    /// z = M^{-1} r.
    virtual void apply(const Vector& r, Vector& z) = 0;
    /// Where there is a better inverse than M^{-1}, which is to be projected on both sides: z, M^{-1} r, to
    /// that.
    virtual bool improve(const StepModel&, Vector&) { return false; }
    virtual void clear_rows(const StepModel& model) = 0;
    /// Makes the rows of the bounds from first on, and the rows of the lower triangle of gram for them.
    virtual void add_rows(StepModel& model, Index first, Matrix& gram) = 0;
    virtual void keep_rows(const std::vector<bool>& kept) = 0;
    /// values = B z.
    virtual void values(StepModel& model, const Vector& z, Vector& values) = 0;
    /// r -= B^T factors, z -= M^{-1} B^T factors; r may be null.
    virtual void subtract(StepModel& model, const Vector& factors, Vector* r, Vector& z) = 0;

  private:
    std::vector<Index> bounds_;
    Matrix gram_;  // G in the lower triangle
    Cholesky gram_cholesky_;
    Vector multipliers_;
    Vector across_;  // of the bounds, what z lacks
};

/// Keeps where kept[i], in their order.
template <class Value>
void keep_entries(std::vector<Value>& values, const std::vector<bool>& kept) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!kept[i]) continue;
        if (count < i) values[count] = std::move(values[i]);
        ++count;
    }
    values.resize(count);
}

}  // namespace basin
