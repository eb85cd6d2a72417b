// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stop_token>
#include <string>

#include "core/problems/problem.h"

namespace basin {

/// A minimiser x* and the evidence for it. Field names are the keys of result.json's "minimiser".
struct Minimiser {
    Vector x;  // d
    double objective = not_applicable;
    double gradient_norm = not_applicable;
    double smallest_eigenvalue = not_applicable;  // of Hess L(x*)
    bool verified = false;                        // gradient at rounding level and smallest eigenvalue > 0
    std::string note;                             // why it is not verified; empty when it is
};

/// Runs a globalised Newton method from x_start to |grad| <= 1e-12 (relative), and verifies what it reached
/// (math.md 1.3). Never throws for a numerical event: see verified and note.
Minimiser find_minimiser(const Problem& problem, const Vector& x_start, std::stop_token stop = {});

}  // namespace basin
