// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <set>

#include "core/experiment/landscape_task.h"
#include "core/experiment/prepared_problem.h"
#include "core/experiment/run.h"

namespace basin {

/// The stages whose sections have results that are to be computed.
using WantedPictures = std::set<Stage>;

/// All that the experiment asks for.
WantedPictures asked_pictures(const Experiment& experiment);

/// Plane, landscape, repeats, basin of attraction, trade-off, exactness curve, sweep and basin map, as stages
/// of a run. What breaks off is missing, and the others are drawn.
class Pictures {
  public:
    /// All of them must outlive it.
    Pictures(Run& run, const PreparedProblem& prepared, const WantedPictures& wanted, const GridParts& parts)
        : run_(run), prepared_(prepared), wanted_(wanted), parts_(parts) {}

    /// The plane as far as it is known before the runs; nothing when it waits for them.
    void place_plane();
    /// The plane that waited for the runs, and their paths on it; both are told.
    void place_plane_after_runs();
    /// Of a run that has ended: the paths are told only where the plane is another.
    void place_plane_again(bool is_another);
    const std::optional<LandscapePlane>& plane() const { return plane_; }

    /// Begins the landscape, which is computed beside what follows; nothing without a plane.
    void start_landscape();
    /// Waits for the landscape and draws all the others, one after the other.
    void finish();

  private:
    template <class Draw>
    void draw(Stage stage, const Draw& draw);

    Run& run_;
    const PreparedProblem& prepared_;
    const WantedPictures wanted_;
    const GridParts& parts_;
    std::optional<LandscapePlane> plane_;
    std::optional<LandscapeTask> landscape_;
};

}  // namespace basin
