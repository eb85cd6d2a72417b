// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "core/experiment/experiment.h"

namespace basin {

/// A rectangle on a basin map.
struct MapWindow {
    double radius_low = 1, radius_high = 1;  // 0 < low < high
    double error_low = 0, error_high = 0;    // low < high
};

/// The experiment's basin map with ranges such that its cells fill the window, as far as radii and errors can
/// be mapped there; an axis of one point stays as it is. Nothing where none of the window can be mapped, or
/// where two neighbouring cells of the finest level would have the same radius or error in double precision.
/// The experiment has a basin map and is valid.
std::optional<BasinMapSpec> map_of_window(const Experiment& experiment, const MapWindow& window);

/// How wide a window about this one should be at least: decades of radius and errors. Half of it is still
/// mapped, so that what is rounded on the way does not matter; 0 along an axis of one point.
struct LeastWindow {
    double decades = 0, errors = 0;
};
LeastWindow least_window(const BasinMapSpec& spec, const MapWindow& window);

}  // namespace basin
