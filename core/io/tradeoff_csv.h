// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "core/analysis/tradeoff.h"

namespace basin {

/// approximation, error, refresh, runs, converged, ending, step_seconds, steps, seconds, achieved_error,
/// samples, on_front (0 or 1); one line a setting.
std::string tradeoff_csv(const Tradeoff& tradeoff);
/// Throws InputError naming where, line and column.
Tradeoff parse_tradeoff(std::string_view text, const std::string& where);

}  // namespace basin
