// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/analysis/tradeoff.h"

namespace basin {

/// Why no setting is the fastest, as half a sentence; for comparisons whose fastest() is null.
std::string none_fastest_reason(const Tradeoff& tradeoff);

}  // namespace basin
