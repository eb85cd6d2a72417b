// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solvers/approximations/sampled_model.h"

#include "core/numeric/entry_shares.h"
#include "core/solvers/approximations/leverage_scores.h"

namespace basin {

void SampledModel::add_rows(const DesignMatrix& A1, const Vector& positive, const Vector& negative,
                            RandomStream& stream) {
    score(A1, positive, stream);
    draws_ = sampler_.draw(scores_, samples(), stream, weights_);
    for_entries(weights_.size(), [&](Index first, Index count) {
        auto weights = weights_.segment(first, count);
        weights.array() *= positive.segment(first, count).array();
        if (negative.size() > 0) weights += negative.segment(first, count);
    });
    gram_.add(A1, weights_, matrix_);
}

void SampledModel::score(const DesignMatrix& A1, const Vector& positive, RandomStream& stream) {
    if (options_.approximation == Approximation::uniform_sampling) {
        scores_.setOnes(A1.rows());
    } else if (options_.scores == ScoreMethod::exact) {
        scores_ = leverage_scores(A1, positive);
    } else {
        scores_ = sketched_leverage_scores(A1, positive, stream);
    }
}

}  // namespace basin
