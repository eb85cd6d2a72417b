// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/analysis/end_point.h"
#include "core/analysis/failure_cause.h"
#include "core/analysis/landscape_plane.h"
#include "core/solvers/solver.h"

namespace basin {

inline constexpr Index most_repeats = 10'000;

/// Every solver run again from other seeds. Field names are the JSON keys under "repeats".
struct RepeatsSpec {
    Index count = 100;  // 1 <= count <= most_repeats, the experiment's own seeds among them
    std::vector<std::string> vary{"start.seed"};  // paths of seeds (seeds.h), each once; at least one

    /// Throws InputError naming the field, its value and the constraint it broke.
    void validate() const;
    bool operator==(const RepeatsSpec&) const = default;
};

/// How one run ended, as the run of the same seeds alone would.
struct RepeatEnd {
    bool done = false;
    Termination termination = Termination::stopped;
    EndKind kind = EndKind::none;
    bool arrived = false;                     // as arrived() of a whole run (results.h)
    FailureCause cause = FailureCause::none;  // why it did not; none in older files
    Index iterations = 0;
    double seconds = 0;
    double objective = not_applicable;
    double gradient_norm = not_applicable;
    double distance = not_applicable;
    double test_error = not_applicable;  // recurrent networks with test steps
};

/// What is kept of an iteration of a repeated run.
enum class RepeatQuantity { loss_gap, objective, gradient_norm, distance, test_error, network_objective };
inline constexpr std::size_t repeat_quantities = 6;
std::string_view to_string(RepeatQuantity quantity);
inline constexpr std::array all_repeat_quantities{
    RepeatQuantity::loss_gap, RepeatQuantity::objective,  RepeatQuantity::gradient_norm,
    RepeatQuantity::distance, RepeatQuantity::test_error, RepeatQuantity::network_objective};

struct RepeatRecord {
    Index iteration = 0;
    std::array<double, repeat_quantities> values{};
    PlanePoint position{};  // on the landscape plane, where the run has one that the seeds do not change
};

/// A run's way: its iterations at repeat_iterations() and its last one.
using RepeatTrace = std::vector<RepeatRecord>;

/// The iterations that are kept of a run: each of the first 64, then about 64 more up to the limit, ever
/// further apart.
std::vector<Index> repeat_iterations(Index max_iterations);

// The band that most runs lie in: of all runs, ended or not, from the 10 % to the 90 % quantile. A run that
// has ended keeps its last value; a value that is no number counts as infinite.
inline constexpr double band_low = 0.1, band_high = 0.9;

struct RepeatBand {
    std::vector<Index> iterations;
    std::vector<double> low, median, high;  // one per iteration; not applicable where infinite
};

struct RepeatedSolver {
    std::vector<RepeatEnd> ends;  // one a repeat
    std::vector<std::shared_ptr<const RepeatTrace>>
        traces;  // likewise; null while not done; read back, of those that are drawn
    std::array<RepeatBand, repeat_quantities> bands;  // empty where the quantity does not apply

    Index done() const;
    Index arrived() const;
    CauseCounts causes() const;
};

struct Repeats {
    std::vector<RepeatedSolver> solvers;  // as in Experiment::solvers
    Index count = 0;
    Index finished = 0;                   // repeats that all solvers are done with
    std::optional<LandscapePlane> plane;  // that positions lie on; nothing where there are none

    bool is_complete() const { return finished == count; }
    CauseCounts causes() const;  // of all solvers
};

inline bool is_complete(const Repeats& repeats) {
    return repeats.is_complete();
}

/// Every so many repeats one is drawn by itself, and kept in files: at most 200 of a solver.
inline Index repeats_per_drawn(Index count) {
    constexpr Index most = 200;
    return count <= most ? 1 : (count + most - 1) / most;
}

/// The bands of the runs that are done.
RepeatBand band_of(const std::vector<std::shared_ptr<const RepeatTrace>>& traces, RepeatQuantity quantity,
                   const std::vector<Index>& iterations);

}  // namespace basin
