// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiment/problem_family.h"

namespace basin {

/// What families have in common whose problems have one minimiser that is searched for before a run: it
/// starts so far from it, is certified there, and has its map and basin around it.
class MinimiserFamily : public ProblemFamily {
  public:
    void validate(const Experiment& experiment) const override;
    bool takes(const SolverInfo& solver) const override { return solver.general; }
    PreparedProblem prepare(const Experiment& experiment, std::stop_token stop) const override;
    PreparedProblem prepare_again(const Experiment& experiment, const Minimiser& minimiser,
                                  const Vector& x0) const override;
    void place_start(const Experiment& experiment, PreparedProblem& prepared) const override;
    void refuse_parts(const Experiment& experiment, const PreparedProblem& prepared) const override;
    bool plane_needs_runs(const Experiment& experiment) const override;
    bool certifies_ends() const override { return false; }
    bool has_map(const Minimiser& minimiser) const override;
    void compute_map(const Experiment& experiment, const PreparedProblem& prepared,
                     const std::function<void(std::shared_ptr<const BasinMap>)>& tell,
                     const std::stop_token& stop, const MapPart& part) const override;

  protected:
    /// The problem, and a point to search the minimiser from.
    struct Posed {
        std::unique_ptr<Problem> problem;
        Vector guess;
    };
    virtual Posed pose(const ProblemSpec& problem) const = 0;
};

}  // namespace basin
