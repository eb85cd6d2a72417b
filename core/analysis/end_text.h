// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/analysis/end_point.h"

namespace basin {

/// What is to be said about an end, as one or two sentences that begin with what happened `after` so many
/// iterations, e.g. "The gradient vanishes after 3 iterations, but the surface bends downward: ..."; for an
/// arrival what there is to add to its message, empty for a minimum.
std::string end_text(const EndPoint& end, Index iterations);

}  // namespace basin
