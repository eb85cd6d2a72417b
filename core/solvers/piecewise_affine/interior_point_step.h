// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <limits>
#include <vector>

#include "core/solvers/piecewise_affine/affine_step.h"
#include "core/solvers/piecewise_affine/step_kkt.h"
#include "core/solvers/piecewise_affine/step_model.h"
#include "core/solvers/work_check.h"

namespace basin {

/// Minimises a step model whose rows may give way, by a primal-dual interior-point method with predictor and
/// corrector [Mehrotra 1992], then sharpens the result: rows at |y| = beta and bounds that
/// hold are taken as known, and the equations that are left are solved to rounding.
///
/// Each row is p - q with p, q >= 0 at the price beta each, so that beta - y and beta + y are the multipliers
/// of p and q; t = sign (u + s_u) >= 0 has the multiplier m.
class InteriorPointStep {
  public:
    /// rho > 0. Returns whether the optimality conditions are met to 1e-7 relative. check: may end it.
    bool solve(StepModel& model, double rho, AffineStep& step, WorkCheck* check = nullptr);

  private:
    struct Direction {
        Vector s, y, p, q, t, m;
    };

    void begin(const StepModel& model, double rho);
    /// Before a factorisation or a solution with one, which take longer than asking does.
    bool gives_up() { return check_ != nullptr && check_->is_over(std::numeric_limits<double>::infinity()); }
    double gap() const;
    bool factorise(const StepModel& model, double rho);
    void residuals(StepModel& model, double rho);
    void direction(StepModel& model, const Vector& target_p, const Vector& target_q, const Vector& target_t,
                   Direction& d);
    double longest(const Direction& d) const;
    double gap_after(const Direction& d, double length) const;
    void move(const Direction& d, double length);
    bool iterate(StepModel& model, double rho);
    bool confirmed(StepModel& model, double rho, const Vector& s, const Vector& y, const Vector& c,
                   const std::vector<Index>& pins) const;
    bool sharpen(StepModel& model, double rho, AffineStep& step);
    void report(StepModel& model, double rho, AffineStep& step);

    StepKkt kkt_;
    Vector beta_;                   // per row
    Vector s_, y_, p_, q_, t_, m_;  // iterate; t, m empty without bounds
    Vector dual_, primal_, bound_;  // residuals: stationarity, rows, t - sign (u + s_u)
    Direction predictor_, corrector_;
    double scale_ = 1, target_gap_ = 0;
    Index iterations_ = 0;
    WorkCheck* check_ = nullptr;
};

}  // namespace basin
