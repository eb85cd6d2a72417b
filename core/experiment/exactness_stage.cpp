// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/exactness_stage.h"

#include <cmath>

#include "core/experiment/network_outcome.h"
#include "core/experiment/recurrent_solvers.h"
#include "core/experiment/stage_progress.h"

namespace basin {

void exactness_stage(const Experiment& experiment, const PreparedProblem& prepared,
                     const std::vector<SolverRun>& runs, const EventSink& sink, const std::stop_token& stop) {
    StageProgress progress(Stage::exactness, sink);
    const std::vector<PenaltyWeights> betas = experiment.exactness->points();
    ExactnessCurve curve;
    curve.points.resize(betas.size());
    for (std::size_t i = 0; i < betas.size(); ++i) curve.points[i].betas = betas[i];
    for (const SolverRun& run : runs) {
        if (run.network && run.network->penalised) curve.a_posteriori = run.network->a_posteriori;
    }
    std::size_t done = 0;
    const auto finish = [&](std::size_t i, const ExactnessPoint& point) {
        curve.points[i] = point;
        ++done;
        sink(SectionUpdate<ExactnessCurve>{std::make_shared<const ExactnessCurve>(curve)});
        progress.report(static_cast<double>(done) / static_cast<double>(betas.size() + 1));
    };
    const SolverOptions options = trial_options(experiment.stopping, experiment.exactness->max_iterations);
    const PiecewiseAffineOptions affine =
        piecewise_affine_options(piecewise_affine_solver(experiment.solvers));
    const PenaltyRnn& penalised = penalised_form(prepared);
    curve.points =
        exactness_curve(penalised.shared_training(), prepared.x0, betas, options, affine, finish, stop);
    if (done == 0) return;
    const bool unknown = std::isnan(curve.a_posteriori.log10_v) && is_step_quick(penalised.layout());
    if (unknown && !stop.stop_requested()) {
        const SolveResult end =
            PiecewiseAffine(options, affine).solve(penalised, lifted_start(prepared), {}, stop);
        curve.a_posteriori = thresholds_a_posteriori(penalised, end.x);
    }
    curve.complete = done == betas.size() && !stop.stop_requested();
    sink(SectionUpdate<ExactnessCurve>{std::make_shared<const ExactnessCurve>(curve)});
    if (curve.complete) progress.report(1);
}

}  // namespace basin
