// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/tradeoff.h"
#include "core/assess/assessment.h"

namespace basin {

/// "Which Hessian approximation pays?": the fastest setting against the exact Hessian. tradeoff may be null;
/// start_radius is the distance from x* at which it was measured, and
/// on_kink whether x* sits on a kink.
Question about_approximation(const Tradeoff* tradeoff, double start_radius, bool on_kink);

/// "What will it cost?", at this size. data_bytes: of A1 and A2.
Question about_cost(const Tradeoff* tradeoff, double data_bytes);

}  // namespace basin
