// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/families/elman/elman_family.h"

#include <algorithm>
#include <utility>

#include "core/analysis/network_trials.h"
#include "core/assess/network_check.h"
#include "core/experiment/network_outcome.h"
#include "core/experiment/network_sizes.h"
#include "core/experiment/recurrent_solvers.h"
#include "core/experiment/series_columns.h"
#include "core/numeric/check.h"
#include "core/numeric/input_error.h"
#include "core/solvers/piecewise_affine/piecewise_affine.h"

namespace basin {

namespace {

class ElmanFamily : public ProblemFamily {
  public:
    std::string_view name() const override { return "elman-rnn"; }
    std::string_view noun() const override { return "a recurrent network"; }
    ProblemSpec default_problem() const override { return ElmanProblemSpec{}; }
    Index unknowns(const ProblemSpec& problem) const override { return spec(problem).shape().parameters(); }
    std::string sizes_text(const ProblemSpec& problem) const override {
        return make_training(spec(problem))->description();
    }
    void validate(const Experiment& experiment) const override;
    bool takes(const SolverInfo& solver) const override { return solver.recurrent; }
    std::unique_ptr<SizedProblems> at_other_sizes(const Experiment& experiment) const override {
        return sized_network(experiment);
    }

    PreparedProblem prepare(const Experiment& experiment, std::stop_token stop) const override;
    PreparedProblem prepare_again(const Experiment& experiment, const Minimiser& minimiser,
                                  const Vector& x0) const override;
    void place_start(const Experiment& experiment, PreparedProblem& prepared) const override;
    void refuse_parts(const Experiment& experiment, const PreparedProblem& prepared) const override;
    // Planes go through the best solution that the runs find.
    bool plane_needs_runs(const Experiment& experiment) const override { return !experiment.solvers.empty(); }
    bool certifies_ends() const override { return true; }
    std::optional<Minimiser> best_solution(const PreparedProblem& prepared,
                                           const std::vector<SolverRun>& runs) const override {
        return basin::best_solution(prepared, runs);
    }
    bool has_map(const Minimiser&) const override { return true; }
    void compute_map(const Experiment& experiment, const PreparedProblem& prepared,
                     const std::function<void(std::shared_ptr<const BasinMap>)>& tell,
                     const std::stop_token& stop, const MapPart& part) const override;
    std::shared_ptr<const NetworkOutcome> start_outcome(const PreparedProblem& prepared,
                                                        const std::stop_token& stop) const override {
        return network_outcome(prepared, lifted_start(prepared), stop);
    }
    std::optional<SolverSpec> map_solver(const Experiment& experiment) const override {
        return piecewise_affine_solver(experiment.solvers);
    }
    std::optional<Vector> map_start(const Experiment& experiment) const override {
        return start_weights(experiment.start, spec(experiment.problem).shape());
    }
    bool has_series() const override { return true; }
    const PenaltyWeights* penalty_weights(const ProblemSpec& problem) const override {
        return &spec(problem).betas;
    }
    std::optional<ElmanShape> network_shape(const ProblemSpec& problem) const override {
        return spec(problem).shape();
    }
    // A lifted point may be told instead of the weights.
    bool has_points_of(const ProblemSpec& problem, Index size) const override {
        return size == unknowns(problem) || size == spec(problem).layout().dimension();
    }
    std::shared_ptr<const ElmanSeries> series(const ProblemSpec& problem) const override {
        return std::make_shared<const ElmanSeries>(make_series(spec(problem)));
    }
    std::optional<SeriesJudgement> judgement(const ProblemSpec& problem,
                                             const NetworkOutcome& outcome) const override {
        if (!spec(problem).data) return std::nullopt;
        return judge_series(*make_training(spec(problem)), outcome.weights, outcome.outputs);
    }
    std::vector<std::string> data_lines(const ProblemSpec& problem) const override {
        return spec(problem).data ? series_lines(*spec(problem).data) : std::vector<std::string>{};
    }
    Assessment assess(const Experiment& experiment, const AssessSpec& wanted, const EventSink& sink,
                      const std::stop_token& stop) const override {
        return assess_network(experiment, wanted, sink, stop);
    }

  private:
    static const ElmanProblemSpec& spec(const ProblemSpec& problem) {
        return std::get<ElmanProblemSpec>(problem);
    }
};

void ElmanFamily::validate(const Experiment& experiment) const {
    const LiftedLayout layout = spec(experiment.problem).layout();
    experiment.start.validate(layout);
    const std::string affine = piecewise_affine_solver({}).name;
    const bool is_affine =
        std::ranges::find(experiment.solvers, affine, &SolverSpec::name) != experiment.solvers.end();
    if (experiment.basin_map || experiment.exactness || is_affine) require_step_fits(layout);
    if (experiment.basin_map && !(experiment.basin_map->error_max < 1)) {
        require(false, "basin_map.error_max", experiment.basin_map->error_max,
                "a value < 1, the largest tolerance of a piecewise-affine step");
    }
}

/// A network's formulations and its start. Which minimiser is best, only runs can tell.
PreparedProblem ElmanFamily::prepare(const Experiment& experiment, std::stop_token) const {
    const ElmanProblemSpec& problem = spec(experiment.problem);
    PreparedProblem prepared;
    const auto training = make_training(problem);
    prepared.problem = std::make_shared<ElmanRnn>(training);
    prepared.others.push_back({std::make_shared<PenaltyRnn>(training, problem.betas), {}});
    place_start(experiment, prepared);
    prepared.minimiser.note = "A recurrent network has many minimisers, and none is known beforehand.";
    return prepared;
}

void ElmanFamily::place_start(const Experiment& experiment, PreparedProblem& prepared) const {
    const auto& given_x0 = experiment.start.x0;
    prepared.x0 = start_weights(experiment.start, spec(experiment.problem).shape());
    Formulation& penalised = prepared.others.front();
    const bool is_lifted = given_x0 && given_x0->value->rows() == penalised.problem->dimension();
    penalised.start = is_lifted ? Vector(given_x0->value->col(0))
                                : lift(*prepared.problem->structure().network, prepared.x0);
}

PreparedProblem ElmanFamily::prepare_again(const Experiment& experiment, const Minimiser& minimiser,
                                           const Vector&) const {
    PreparedProblem prepared = prepare(experiment, {});
    prepared.minimiser = minimiser;
    return prepared;
}

void ElmanFamily::refuse_parts(const Experiment& experiment, const PreparedProblem& prepared) const {
    if (!experiment.exactness && !experiment.basin_map) return;
    if (const auto reason = PiecewiseAffine().rejects(penalised_form(prepared)))
        throw InputError(experiment.exactness ? "exactness" : "basin_map", *reason);
}

void ElmanFamily::compute_map(const Experiment& experiment, const PreparedProblem& prepared,
                              const std::function<void(std::shared_ptr<const BasinMap>)>& tell,
                              const std::stop_token& stop, const MapPart& part) const {
    const NetworkTrials trials(penalised_form(prepared), lifted_start(prepared),
                               piecewise_affine_options(piecewise_affine_solver(experiment.solvers)),
                               *experiment.basin_map, experiment.stopping, stop);
    if (stop.stop_requested()) return;
    const auto run = [&trials](const MapPlace& place, double deviation, double error, int threads,
                               const std::stop_token& token) {
        return trials.run(place, deviation, error, threads, token);
    };
    compute_basin_map(run, *experiment.basin_map, tell, stop, 0, part);
}

}  // namespace

const ProblemFamily& elman_problem_family() {
    static const ElmanFamily family;
    return family;
}

}  // namespace basin
