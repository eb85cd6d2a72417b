// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/numeric/types.h"

namespace basin {

/// The share of random starts that must arrive at a radius of the basin (mathematics.md 1.4, "measured").
inline constexpr double basin_success_rate = 0.95;

/// What a row of trials says about the rate of success: it keeps 95 %, it does not, or that is open yet.
enum class SuccessVerdict { open, holds, fails };

/// Evidence that the rate p is at least, and below, 95 %, after `failures` of `trials` >= failures >= 0
/// failed: likelihood ratios against p = .95, averaged over the p that are claimed. Infinite where a double
/// holds no more.
double evidence_of_success(Index trials, Index failures);
double evidence_of_failure(Index trials, Index failures);

/// Looked at after every so many trials, and only then.
inline constexpr Index success_look_every = 8;

/// The verdict once one kind of evidence is 40. Each errs with probability <= 1/40 however often one looks
/// [Ville 1939]: both are martingales, or less, under every p that the verdict would be wrong for. 88 trials
/// that all succeed hold.
SuccessVerdict success_verdict(Index trials, Index failures);

}  // namespace basin
