// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/problems/penalty_rnn.h"

#include <cmath>
#include <utility>

#include "core/numeric/check.h"
#include "core/numeric/text.h"
#include "core/problems/penalty_evaluator.h"
#include "core/problems/spec_fields.h"

namespace basin {

void PenaltyWeights::validate() const {
    check_ranges(*this, "betas.");
}

PenaltyRnn::PenaltyRnn(std::shared_ptr<const ElmanTraining> training, const PenaltyWeights& betas)
    : training_(std::move(training)), betas_(betas) {
    training_->validate();
    betas_.validate();
}

std::string PenaltyRnn::description() const {
    return training_->description() + ", penalised with betas " + number_text(betas_.h) + ", " +
           number_text(betas_.u) + ", " + number_text(betas_.v);
}

std::unique_ptr<Evaluator> PenaltyRnn::evaluator() const {
    return std::make_unique<PenaltyEvaluator>(*this);
}

std::optional<std::string> PenaltyRnn::overflow_note(const Vector& z) const {
    return basin::overflow_note(*training_, z.head(layout().parameters()));
}

double PenaltyRnn::penalty(const Vector& rows) const {
    const LiftedLayout where = layout();
    const ConstStates r = row_parts(where, rows);
    return betas_.h * r.h.lpNorm<1>() + betas_.u * r.u.lpNorm<1>() + betas_.v * r.v.lpNorm<1>();
}

double PenaltyRnn::theta_value(const Vector& z, Vector& rows) const {
    residuals(*training_, z, rows);
    return lifted_objective(*training_, z) + penalty(rows);
}

}  // namespace basin
