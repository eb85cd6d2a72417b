// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <mutex>
#include <stop_token>
#include <utility>

#include "core/analysis/attraction.h"
#include "core/analysis/basin_map.h"
#include "core/analysis/landscape.h"
#include "core/analysis/plane_part.h"
#include "core/experiment/prepared_problem.h"
#include "core/experiment/results.h"

namespace basin {

/// The pictures of some results again, for parts of what they show. The experiment's runs are not repeated;
/// the problem is made once, when the first part is asked for. Safe to be used by several threads. Sinks get
/// ever finer pictures, on a computing thread; what is returned is the last one, or null when stopped. Throws
/// InputError where the data cannot be read any more.
class PictureParts {
  public:
    explicit PictureParts(Results done) : done_(std::move(done)) {}

    /// Of results with a landscape: as many points along each side as the whole has; a and b are coordinates
    /// on the same plane.
    std::shared_ptr<const Landscape> landscape(const PlanePart& part, const std::stop_token& stop = {}) const;
    /// Of results with a basin of attraction, likewise (attraction_part.h); before: another part, which is
    /// shown until this is finer where it reaches over all of this; null: the whole is.
    std::shared_ptr<const Attraction> attraction(const PlanePart& part,
                                                 const std::shared_ptr<const Attraction>& before = nullptr,
                                                 const AttractionSink& sink = {},
                                                 const std::stop_token& stop = {}) const;
    /// Of results with a basin map: the same with other ranges (map_window.h).
    std::shared_ptr<const BasinMap> basin_map(const BasinMapSpec& window, const BasinMapSink& sink = {},
                                              const std::stop_token& stop = {}) const;

  private:
    const PreparedProblem& prepared() const;

    Results done_;
    mutable std::once_flag once_;
    mutable PreparedProblem prepared_;
};

}  // namespace basin
