// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <mutex>
#include <stop_token>
#include <utility>

#include "core/analysis/landscape.h"
#include "core/experiment/prepared_problem.h"
#include "core/experiment/results.h"

namespace basin {

/// A square on the landscape's plane, in the plane's coordinates.
struct PlanePart {
    double a = 0, b = 0;    // its centre
    double half_width = 1;  // > 0

    bool operator==(const PlanePart&) const = default;
};

/// The landscape of some results again, for parts of its plane. No solver runs; the problem is made once,
/// when the first part is asked for. Safe to be used by several threads.
class LandscapeParts {
  public:
    /// Of results that have a landscape.
    explicit LandscapeParts(Results done) : done_(std::move(done)) {}

    /// As many points along each side as the whole has; a and b are coordinates on the same plane. Null when
    /// stopped. Throws InputError where the data cannot be read any more.
    std::shared_ptr<const Landscape> compute(const PlanePart& part, const std::stop_token& stop = {}) const;

    const std::shared_ptr<const Landscape>& whole() const { return done_.landscape; }

  private:
    Results done_;
    mutable std::once_flag once_;
    mutable PreparedProblem prepared_;
};

}  // namespace basin
