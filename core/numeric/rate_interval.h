// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/numeric/types.h"

namespace basin {

/// Wilson score interval of a success rate at 95 % [Wilson 1927].
struct RateInterval {
    double low;
    double high;
};
RateInterval wilson_interval(Index successes, Index trials);

}  // namespace basin
