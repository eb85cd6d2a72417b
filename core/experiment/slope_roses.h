// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <mutex>
#include <stop_token>
#include <utility>

#include "core/analysis/slope_rose.h"
#include "core/experiment/prepared_problem.h"
#include "core/experiment/results.h"

namespace basin {

/// The plane of some results' pictures; null where they have none.
const LandscapePlane* plane_of(const Results& results);

/// Slope roses on the plane of some results. No solver runs; the problem is made once, when the first is
/// asked for. Safe to be used by several threads.
class SlopeRoses {
  public:
    /// Of results that have a plane.
    explicit SlopeRoses(Results done) : done_(std::move(done)) {}

    /// At x (d). Null where compute_slope_rose() is. Throws InputError where the data cannot be read any
    /// more.
    std::shared_ptr<const SlopeRose> at(const Vector& x, const std::stop_token& stop = {}) const;

  private:
    Results done_;
    mutable std::once_flag once_;
    mutable PreparedProblem prepared_;
};

/// Where a run was at an iteration, as far as results have kept it: at its end, where iterates are kept, and
/// where the plane shows everything. A run that came to rest on a kink ended at x*. Empty where it is not
/// known.
Vector point_of_run(const Results& results, std::size_t run, Index iteration);

}  // namespace basin
