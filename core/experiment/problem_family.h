// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "core/analysis/basin_map.h"
#include "core/experiment/catalogue.h"
#include "core/experiment/events.h"
#include "core/experiment/prepared_problem.h"
#include "core/experiment/results.h"
#include "core/experiment/sized_problems.h"

namespace basin {

struct Assessment;
struct AssessSpec;

/// Everything that runs, files and the command line ask about a family of problems, in one place. A family is
/// added by its specification in ProblemSpec, one of these, and its line in families().
class ProblemFamily {
  public:
    ProblemFamily() = default;
    virtual ~ProblemFamily() = default;
    ProblemFamily(const ProblemFamily&) = delete;
    ProblemFamily& operator=(const ProblemFamily&) = delete;

    /// "problem.family" in files.
    virtual std::string_view name() const = 0;
    /// In a sentence, with its article: "a softmax regression".
    virtual std::string_view noun() const = 0;
    virtual ProblemSpec default_problem() const = 0;
    /// Unknowns that starts, planes and paths live in.
    virtual Index unknowns(const ProblemSpec& problem) const = 0;
    /// One line for people, with the sizes.
    virtual std::string sizes_text(const ProblemSpec& problem) const = 0;
    /// Throws InputError for a start or a section that does not go with the problem.
    virtual void validate(const Experiment& experiment) const = 0;
    /// Whether the solver takes one of its formulations.
    virtual bool takes(const SolverInfo& solver) const = 0;
    /// A valid experiment at sizes of which estimate_cost() knows how its cost grows; null: nothing is known.
    virtual std::unique_ptr<SizedProblems> at_other_sizes(const Experiment&) const { return nullptr; }

    // A run. Experiments are valid.
    virtual PreparedProblem prepare(const Experiment& experiment, std::stop_token stop) const = 0;
    /// Of an earlier run, whose minimiser and start are known.
    virtual PreparedProblem prepare_again(const Experiment& experiment, const Minimiser& minimiser,
                                          const Vector& x0) const = 0;
    /// Another start of the same problem, as the experiment has it.
    virtual void place_start(const Experiment& experiment, PreparedProblem& prepared) const = 0;
    /// Throws InputError for a part that is asked for and that the prepared problem has not.
    virtual void refuse_parts(const Experiment& experiment, const PreparedProblem& prepared) const = 0;
    /// Whether the plane goes through what the runs find.
    virtual bool plane_needs_runs(const Experiment& experiment) const = 0;
    /// Whether what is certified is the end of each run; else it is the start, before a known minimiser.
    virtual bool certifies_ends() const = 0;
    /// The best that runs found, where no minimiser is known before them.
    virtual std::optional<Minimiser> best_solution(const PreparedProblem&,
                                                   const std::vector<SolverRun>&) const {
        return std::nullopt;
    }
    /// Whether there is a map around such a minimiser.
    virtual bool has_map(const Minimiser& minimiser) const = 0;
    virtual void compute_map(const Experiment& experiment, const PreparedProblem& prepared,
                             const std::function<void(std::shared_ptr<const BasinMap>)>& tell,
                             const std::stop_token& stop, const MapPart& part) const = 0;

    /// What is certified without any run; null: nothing, the certificate is that of the start.
    virtual std::shared_ptr<const NetworkOutcome> start_outcome(const PreparedProblem&,
                                                                const std::stop_token&) const {
        return nullptr;
    }

    // Files and results.
    /// The problem itself, where its data are the matrices A1, A2 and b; else null.
    virtual SoftmaxProblemSpec* matrix_problem(ProblemSpec&) const { return nullptr; }
    /// The solver that the basin map tries starts with, where the experiment's own solvers say how.
    virtual std::optional<SolverSpec> map_solver(const Experiment&) const { return std::nullopt; }
    /// The start that the map's target comes from, where that is the experiment's own.
    virtual std::optional<Vector> map_start(const Experiment&) const { return std::nullopt; }
    /// Whether each run leaves a series of its own.
    virtual bool has_series() const { return false; }
    /// The series that is learned, which results do not keep; null: there is none.
    virtual std::shared_ptr<const ElmanSeries> series(const ProblemSpec&) const { return nullptr; }
    /// What a run's end is worth, which results do not keep either; nothing but for own data.
    virtual std::optional<SeriesJudgement> judgement(const ProblemSpec&, const NetworkOutcome&) const {
        return std::nullopt;
    }
    /// What was understood of the data, a line each; empty where they are generated.
    virtual std::vector<std::string> data_lines(const ProblemSpec&) const { return {}; }
    /// A point in the units of the data, where the problem sees them scaled; else nothing.
    virtual std::optional<Vector> in_data_units(const ProblemSpec&, const Vector&) const {
        return std::nullopt;
    }
    /// Of the constraints of a network, whose exactness can be asked for; null: there are none.
    virtual const PenaltyWeights* penalty_weights(const ProblemSpec&) const { return nullptr; }
    /// Of the weights of a network.
    virtual std::optional<ElmanShape> network_shape(const ProblemSpec&) const { return std::nullopt; }
    /// Entries that the end of a run may have.
    virtual bool has_points_of(const ProblemSpec& problem, Index size) const {
        return size == unknowns(problem);
    }
    /// "Check my data", see assess().
    virtual Assessment assess(const Experiment& experiment, const AssessSpec& spec, const EventSink& sink,
                              const std::stop_token& stop) const = 0;
};

/// All of them, in the order of ProblemSpec (core/families/families.cpp).
std::span<const ProblemFamily* const> families();
const ProblemFamily& family_of(const ProblemSpec& problem);
inline const ProblemFamily& family_of(const Experiment& experiment) {
    return family_of(experiment.problem);
}

}  // namespace basin
