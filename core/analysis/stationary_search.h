// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stop_token>
#include <string>
#include <vector>

#include "core/analysis/kink_flows.h"
#include "core/analysis/shown_descent.h"
#include "core/analysis/wide_newton.h"

namespace basin {

/// From weights whose gradient nearly vanishes to the point theta' nearby where it does, exactly on the kinks
/// that lie between (mathematics.md 2.2, steps 1 to 3).
class StationarySearch {
  public:
    enum class Outcome { found, descends, not_decided };

    /// The Lagrangian is moved by it; the descent shows that a gradient which does not vanish leads down. Up
    /// to so many weights Newton's steps are those of the whole Hessian, beyond by products.
    StationarySearch(KinkLagrangian& lagrangian, ShownDescent& descent, Index dense_up_to,
                     const std::stop_token& stop)
        : lagrangian_(lagrangian),
          descent_(descent),
          is_wide_(lagrangian.training().shape().parameters() > dense_up_to),
          wide_(lagrangian, stop),
          stop_(stop) {}

    /// theta (N) with a finite P. Found: the Lagrangian stands at theta', flows() are those there.
    Outcome run(const Vector& theta);

    const std::string& reason() const { return reason_; }  // why it is not decided
    const KinkFlows& flows() const { return flows_; }
    const Vector& lengths() const { return lengths_; }
    /// |F| + F_ref at theta.
    double size() const { return size_; }
    /// At theta, with the kinks within rounding or, where they do, those nearby that make the gradient nearly
    /// vanish: what the best flows leave.
    const KinkFlows& at_start() const { return start_; }
    Index kinks_at_start() const { return start_kinks_; }

  private:
    struct Near {
        double distance;  // in what F changes by
        Index unit;
    };

    Outcome fail(const std::string& reason);
    bool measure();
    void keep_start();
    bool fix_within_rounding();
    std::vector<Near> nearest(std::size_t most);
    Outcome add_kinks();
    Outcome polish();
    bool too_many_kinks() const;
    bool newton_step(Vector& step);
    bool dense_step(Vector& step);
    bool advance(const Vector& step);
    bool is_on_kinks();

    KinkLagrangian& lagrangian_;
    ShownDescent& descent_;
    const bool is_wide_;
    WideNewton wide_;
    const std::stop_token& stop_;
    Vector theta_;
    KinkSigns signs_;
    Vector lengths_;
    double size_ = not_applicable;
    KinkFlows flows_, start_;
    Index start_kinks_ = 0;
    std::string reason_;
};

}  // namespace basin
