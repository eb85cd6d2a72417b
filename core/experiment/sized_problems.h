// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/analysis/cost_model.h"
#include "core/experiment/prepared_problem.h"

namespace basin {

/// What a few steps of every solver cost at one size.
struct ProbedCost {
    double seconds = not_applicable;  // a step, mean of all solvers; not_applicable: none comes to a step
    double bytes = not_applicable;    // that the run which holds most holds; not_applicable: not told
};

/// What timing may take, of all sizes together.
struct TimingBudget {
    double seconds = 10;  // > 0
    double steps = 1;     // >= 1, that all solvers together are timed for at one size
    double bytes = 1e9;   // > 0, of the memory
    std::function<ProbedCost(const ProblemSize&)> probe = {};
};

/// A generated problem, and its size as it came out.
struct SizedProblem {
    ProblemSize size;
    PreparedProblem prepared;
};

/// One experiment at other sizes: what estimate_cost() asks of its family.
class SizedProblems {
  public:
    SizedProblems() = default;
    virtual ~SizedProblems() = default;
    SizedProblems(const SizedProblems&) = delete;
    SizedProblems& operator=(const SizedProblems&) = delete;

    /// The experiment's own size.
    virtual ProblemSize present() const = 0;
    /// The present size but for those asked for. Throws InputError naming the size, its value and the
    /// constraint it broke; for a name that is none of the family's too.
    virtual ProblemSize wanted(const ProblemSize& asked) const = 0;
    /// What the data take in memory.
    virtual double data_bytes(const ProblemSize& size) const = 0;
    /// The sizes to be timed, from small to large, up to that size where the budget allows it.
    virtual std::vector<ProblemSize> timed(const ProblemSize& largest, const TimingBudget& budget) const = 0;
    /// Steps that are timed at each size, of runs that take as many; >= 5.
    virtual Index timed_steps() const { return 30; }
    /// How often all sizes are worth timing, each time with other problems; >= 1.
    virtual Index rounds() const { return 1; }
    /// A problem of that size for a round >= 0, begun as the experiment begins its own: present, as prepare()
    /// makes it.
    virtual SizedProblem generate(const ProblemSize& size, const PreparedProblem& present,
                                  Index round) const = 0;
    /// Why timings up to one size say nothing of the solver at the wanted one; empty: they do.
    virtual std::string unlike(const SolverSpec& /*solver*/, const ProblemSize& /*timed*/,
                               const ProblemSize& /*wanted*/) const {
        return {};
    }
};

/// The present size with those asked for in their places. Throws InputError for a name that is not there, and
/// for a value beyond 1 .. largest.
ProblemSize with_sizes(const ProblemSize& present, const ProblemSize& asked, double largest);

}  // namespace basin
