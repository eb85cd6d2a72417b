// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/analysis/attraction.h"
#include "core/analysis/basin_map.h"
#include "core/analysis/basin_radius.h"
#include "core/analysis/landscape_plane.h"
#include "core/analysis/tradeoff.h"
#include "core/experiment/elman_problem_spec.h"
#include "core/experiment/exactness.h"
#include "core/experiment/repeats.h"
#include "core/experiment/softmax_problem_spec.h"
#include "core/experiment/solver_spec.h"
#include "core/experiment/start_spec.h"
#include "core/experiment/sweep/sweep_spec.h"
#include "core/experiment/test_function_problem_spec.h"
#include "core/experiment/view_spec.h"
#include "core/problems/families.h"
#include "core/solvers/solver.h"

namespace basin {

/// The problem, of one family.
using ProblemSpec = std::variant<SoftmaxProblemSpec, ElmanProblemSpec, TestFunctionProblemSpec>;

/// Everything that is to be run: the one description shared by window, command line, presets and tests.
/// Defaults are those of the file format.
struct Experiment {
    std::string title;
    ProblemSpec problem;
    StartSpec start;
    std::vector<SolverSpec> solvers;
    StoppingRule stopping;                                         // of each solver
    double max_seconds = std::numeric_limits<double>::infinity();  // > 0, of all parts together
    std::optional<LandscapeSpec> landscape;
    std::optional<AttractionSpec> attraction;  // on the landscape's plane
    std::optional<SpectrumSpec> spectrum;
    std::optional<RepeatsSpec> repeats;
    std::optional<SweepSpec> sweep;
    std::optional<BasinMapSpec> basin_map;
    std::optional<TradeoffSpec> tradeoff;
    std::optional<ExactnessSpec> exactness;  // recurrent networks only
    BasinRadiusSpec basin_radius;            // how the basin radius of the certificate is measured
    std::optional<ViewSpec> view;            // nothing is computed for it

    /// Throws InputError for the first value out of its range, an unknown solver or parameter, and shapes of
    /// given data that disagree. Names keys from the top: "problem.n: ...".
    void validate() const;
    /// The same with no other section than the one of that key (core/experiment/sections.h): what is left out
    /// of it is not computed. The solvers stay.
    Experiment only(std::string_view section) const;
    bool operator==(const Experiment&) const = default;
};

/// The bit of the experiment's family (core/experiment/problem_family.h) where fields and sections list
/// theirs.
inline Families family_bit(const Experiment& experiment) {
    return Families{1} << experiment.problem.index();
}

/// The experiment's first piecewise-affine solver, or one with the defaults: whose steps the basin map and
/// the exactness curve of a network take.
SolverSpec piecewise_affine_solver(const std::vector<SolverSpec>& solvers);

/// Unknowns of the problem that starts, planes and paths live in: d of a softmax regression, the weights of a
/// recurrent network.
Index unknowns(const Experiment& experiment);

/// Who starts at every pixel of the basin of attraction; newton where the experiment has no solvers.
SolverSpec attraction_solver(const Experiment& experiment);

}  // namespace basin
