// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solvers/approximations/row_model.h"

#include "core/numeric/entry_shares.h"

namespace basin {

EvalStatus RowModel::assemble(Evaluator& evaluator, const Vector& x, Index iteration) {
    RowFactors rows;
    CurvatureSource& curvature = *evaluator.curvature();
    if (curvature.row_factors(x, rows) != EvalStatus::ok) return EvalStatus::not_finite;
    samples_ = options_.samples > 0
                   ? options_.samples
                   : static_cast<Index>(promised_samples(options_, rows.A1->rows(), x.size()));
    matrix_.setZero(x.size(), x.size());
    RandomStream stream(options_.seed, static_cast<std::uint64_t>(iteration));
    const bool structured = options_.variant == LowRankPart::structured;
    positive_.resize(rows.D->size());
    if (structured) negative_.resize(rows.D->size());
    for_entries(rows.D->size(), [&](Index first, Index count) {
        const auto D = rows.D->segment(first, count);
        positive_.segment(first, count) = D.cwiseMax(0);
        if (structured) negative_.segment(first, count) = D.cwiseMin(0);
    });
    add_rows(*rows.A1, positive_, negative_, stream);
    if (structured) {
        LowRankFactors low_rank;
        if (curvature.low_rank_factors(x, low_rank) != EvalStatus::ok) return EvalStatus::not_finite;
        add_low_rank_part(low_rank, matrix_);
    }
    return finish();
}

}  // namespace basin
