// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/experiment/events.h"
#include "core/experiment/lifted_spectrum.h"
#include "core/experiment/prepared_problem.h"

namespace basin {

/// Keeps the points of a run, as long as they are not too many.
class IterateKeeper {
  public:
    void add(const Eigen::Ref<const Vector>& x);
    /// d x records, or null when they were too many.
    std::shared_ptr<const Matrix> take(Index d) const;

  private:
    std::vector<double> numbers_;
    bool whole_ = true;
};

/// Counts the spectra of a run that were due and not found.
class SpectrumCount {
  public:
    explicit SpectrumCount(const std::optional<SpectrumSpec>& spec) : every_(spec ? spec->every : 0) {}

    void add(const IterationDone& done);
    /// Nothing where none is missing.
    std::optional<FailedPart> part(const std::string& solver) const;

  private:
    Index every_;
    Index due_ = 0, missing_ = 0;
};

/// One solver of an experiment at work on its prepared problem, and what the point is at which it ends. All
/// that it is made from must outlive it.
class SolverTask {
  public:
    /// Is told each iteration and says whether to go on.
    using Observe = std::function<Proceed(IterationDone)>;
    /// What is kept of the way: all, what its records tell of x alone, or nothing but its end. Messages and
    /// the evidence for what the end is are of the first alone.
    enum class Way { kept, traced, dropped };

    SolverTask(const Experiment& experiment, const PreparedProblem& prepared, std::size_t index,
               const std::stop_token& stop, Way way = Way::kept);

    /// To be called once. Throws only what observe throws; what breaks off says so in its result.
    SolverFinished solve(const std::optional<LandscapePlane>& plane, const Observe& observe);

    /// That eigenvalues were due and not found, in words; nothing where none is missing.
    std::optional<FailedPart> missing_spectra(const std::string& label) const { return spectra_.part(label); }

  private:
    void judge_end();
    /// Where a gradient vanished.
    EndPoint end_point() const;
    void judge_cause();
    void record_network_end();
    void solve_from(const Vector& start, const Problem& problem, const Observer& each);

    const PreparedProblem& prepared_;
    const SolverSpec& spec_;
    SolverOptions options_;
    const std::stop_token& stop_;
    const bool keeps_iterates_;
    SolverFinished end_;
    std::unique_ptr<Solver> solver_;
    std::optional<LiftedSpectrum> lifted_;  // where x is a lifted point
    IterateKeeper iterates_;
    SpectrumCount spectra_;
    std::optional<IterationRecord> last_;  // that was told
};

}  // namespace basin
