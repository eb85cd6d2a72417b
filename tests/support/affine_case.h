// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <utility>

#include "core/problems/penalty_rnn.h"
#include "core/solvers/piecewise_affine/step_model.h"
#include "tests/support/rnn_fixtures.h"

namespace basin::test {

/// A penalised network, the reference one unless another is given, and a lifted start.
struct AffineCase {
    std::shared_ptr<const ElmanTraining> training;
    PenaltyRnn problem;
    Vector start;

    explicit AffineCase(const PenaltyWeights& betas = {})
        : training(std::make_shared<const ElmanTraining>(syn_training())),
          problem(training, betas),
          start(lift(*training, syn_start())) {}
    AffineCase(ElmanTraining with, const Vector& theta)
        : training(std::make_shared<const ElmanTraining>(std::move(with))),
          problem(training, {}),
          start(lift(*training, theta)) {}

    void set(StepModel& model) const {
        Vector rows;
        residuals(*training, start, rows);
        const Matrix u = states_of(problem.layout(), start).u;
        model.set(start, rows, u.unaryExpr([](double value) { return value > 0 ? 1.0 : -1.0; }));
    }
};

}  // namespace basin::test
