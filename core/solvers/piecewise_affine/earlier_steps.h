// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <vector>

#include "core/solvers/piecewise_affine/step_model.h"

namespace basin {

/// The steps that were computed from the present point for other rho, as after a refusal. While the pieces
/// and the active bounds stay the step is affine in 1 / rho, so that two of them foretell the next.
class EarlierSteps {
  public:
    /// Before the others: forgets the steps of other points. Returns whether the model is that of the visit
    /// before.
    bool visit(const StepModel& model);
    /// Puts a guess into x (N) and its active bounds, entries of u. False, and nothing changed, where no step
    /// with these signs is known.
    bool guess(double rho, Vector& x, std::vector<Index>& bounds) const;
    void learn(double rho, const Vector& x, const std::vector<Index>& bounds);

  private:
    struct Step {
        double rho = 0;
        Vector x;
    };
    /// What is known with some signs of the zeros of u.
    struct Known {
        Matrix signs;               // Nh x T
        std::array<Step, 2> steps;  // the latest first
        Index count = 0;
        std::vector<Index> bounds;  // of the latest
    };

    Vector z_;
    std::array<Known, 2> known_;  // the present signs first; rule flip goes to and fro between two
};

}  // namespace basin
