// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/experiment/environment.h"
#include "core/experiment/events.h"
#include "core/experiment/experiment.h"

namespace basin {

/// One solver's run, whole.
struct SolverRun {
    SolverSpec spec;
    SolveResult result;
    EndPoint end;               // what the point is at which the gradient vanished
    bool reached_kink = false;  // ended at x* on a kink, where no gradient vanishes (mathematics.md 3)
    FailureCause cause = FailureCause::none;  // why it did not arrive; none in older files
    std::vector<IterationRecord> history;
    std::vector<PlanePoint> path;           // one per record; empty without a landscape
    std::vector<Vector> eigenvalues;        // one per record, empty vectors where not computed
    std::vector<Vector> model_eigenvalues;  // likewise
    std::vector<Vector>
        eigenvalue_errors;  // likewise; an empty vector beside eigenvalues: exact, all of them
    std::vector<std::shared_ptr<const SpectralDensity>> densities;  // one per record, null where none
    std::shared_ptr<const Matrix> iterates;  // d x records; null when too long to keep, and when read back
    std::shared_ptr<const NetworkOutcome> network;  // recurrent networks only

    /// Whether the eigenvalues of that record are Lanczos estimates.
    bool is_estimated(std::size_t record) const {
        return record < eigenvalue_errors.size() && eigenvalue_errors[record].size() > 0;
    }
};

/// How many of the run's records belong to that iteration or an earlier one.
std::size_t records_up_to(const SolverRun& run, Index iteration);
/// The last of them; null when there is none.
const IterationRecord* record_at(const SolverRun& run, Index iteration);

/// How long a path is, and how long its projection on the landscape plane.
class PathLength {
  public:
    /// Takes in record k >= 1 of the run, one after the other.
    void add(const SolverRun& run, std::size_t k);
    /// The share of the length that the projection does not show, 0..1; 0 for a path without length.
    double share_outside() const;

  private:
    double whole_ = 0, shown_ = 0;
};

/// The share of a path's length that its projection on the landscape plane does not show, 0..1; 0 where there
/// is no path.
double share_outside(const SolverRun& run);
/// Whether the run found a minimum: it converged, and where it ended is known to be one - or comes from a
/// file that does not say - or it came to a minimiser on a kink.
inline bool arrived(const SolveResult& result, const EndPoint& end, bool reached_kink) {
    const bool said = end.kind != EndKind::none;
    const bool converged = result.termination == Termination::converged;
    return (converged && (!said || end.arrived())) || reached_kink;
}
inline bool arrived(const SolverRun& run) {
    return arrived(run.result, run.end, run.reached_kink);
}

/// Whether nothing went wrong with the run: it arrived, or trained a network until it was asked to end or
/// found no lower point; networks are trained for as long as one likes.
bool ended_well(const SolverRun& run);

/// Everything a run produced; what files, figures and the window are made from. It is the fold of the run's
/// events (results_fold.h).
struct Results : SectionResults {
    Experiment experiment;
    Minimiser minimiser;
    Certificate certificate;
    Vector x0;
    std::vector<SolverRun> runs;
    std::optional<LandscapePlane> plane;          // of pictures and paths; nothing when read back
    std::shared_ptr<const ElmanSeries> series;    // what a recurrent network learned; null for softmax
    std::shared_ptr<const NetworkOutcome> start;  // of a network certified without solvers
    std::vector<FailedPart> failed;               // what is missing because it broke off
    Environment environment;
    bool stopped = false;
    std::vector<std::string> cut_off;  // names of the parts that Experiment::max_seconds left unfinished
};

/// All but the records of the runs, which take the most memory.
Results without_records(const Results& results);

}  // namespace basin
