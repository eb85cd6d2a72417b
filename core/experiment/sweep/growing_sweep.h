// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <vector>

#include "core/experiment/sweep/sweep.h"

namespace basin {

/// A sweep and the plan for the rest of it: see growth.h. A patch is split when the success rates of a solver
/// at its corners differ by more than chance: two of their 95 % intervals do not meet.
class GrowingSweep {
  public:
    using Place = GridPlace;
    using Placed = PlacedSweepCell;
    using Whole = Sweep;

    /// axes as swept_axes() gives them.
    GrowingSweep(std::vector<SweptAxis> axes, Index refinement, const SweepPart& part);

    std::vector<GridPlace> pending() const;
    void put(const PlacedSweepCell& placed);
    bool refine();
    const Sweep& whole() const { return sweep_; }

  private:
    bool has_boundary(const std::vector<GridPlace>& corners) const;
    void take_known();

    Sweep sweep_;
    std::map<GridPlace, std::shared_ptr<const SweepCell>> known_;
    RefinedGrid grid_;
};

/// The sweep that the known cells make up, as far as they go; computes nothing.
Sweep assemble_sweep(const std::vector<SweptAxis>& axes, Index refinement, const SweepPart& part);

}  // namespace basin
