// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/assess/assessment.h"

namespace basin {

// What a certificate says of starts, for all families that have one minimiser.

/// The answer to "Which start radius is safe?": "up to 0.13 (measured), 2.8e-5 (guaranteed)". has_minimum:
/// one is known that curves upward.
Sentence safe_radius_brief(const Certificate& certificate, bool has_minimum);

/// The same with what comes before it, as a sentence.
Sentence start_verdict(const std::string& before, const Certificate& certificate);

}  // namespace basin
