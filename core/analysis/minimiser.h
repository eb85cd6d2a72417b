// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stop_token>
#include <string>
#include <vector>

#include "core/analysis/stationarity.h"
#include "core/problems/problem.h"

namespace basin {

/// A minimiser x* and the evidence for it. Field names are the keys of result.json's "minimiser".
struct Minimiser {
    Vector x;    // d
    Vector low;  // d, what x* is beyond x: x* = x + low, an unevaluated sum; empty when not known
    double objective = not_applicable;
    double gradient_norm = not_applicable;
    double smallest_eigenvalue = not_applicable;  // of Hess L(x*)
    double eigenvalue_error = not_applicable;     // of it: 0 = exact, from all eigenvalues; else a Lanczos
                                                  // estimate, with an eigenvalue that near
    double error = not_applicable;                // of x + low: 2 |H^{-1} grad|, by an extended gradient
    double resolution = not_applicable;           // how far a step in double precision may miss x*, for
                                                  // comparisons of errors in either norm
    bool verified = false;  // a gradient that vanishes, and a smallest eigenvalue > 0 beyond rounding
    std::string note;       // why it is not verified; empty when it is

    // On a kink (mathematics.md 3) the gradient and the Hessian are those of the Lagrangian: with the slopes
    // below, and the Hessian along the kinks only. Verified then means d-stationary and strictly so.
    std::vector<Index> kinks;   // outputs i with z_i = 0; empty: L is smooth at x
    Vector slopes;              // one each, the slope of h at the kink for which the gradient vanishes
    Stationarity stationarity;  // whether L'(x; d) >= 0 for all d
    bool on_kink() const { return !kinks.empty(); }

    /// |point - x*|, point (d).
    double distance(const Vector& point) const {
        return low.size() > 0 ? ((point - x) - low).stableNorm() : (point - x).stableNorm();
    }
};

/// Whether trials can succeed in reaching x*: it is verified, and a gradient vanishes there.
inline bool has_basin(const Minimiser& minimiser) {
    return minimiser.verified && !minimiser.on_kink();
}

/// Runs a globalised Newton method from x_start to |grad| <= 1e-12 (relative), and verifies what it reached
/// (mathematics.md 1.3, 1.4). However it ended, kinks of relu and leaky_relu within reach are put to the
/// test: a descent goes on from there, or along the kinks with the active outputs exactly on them. Off all
/// kinks x* is polished with gradients in extended precision. Never throws for a numerical event: see
/// verified and note.
Minimiser find_minimiser(const Problem& problem, const Vector& x_start, std::stop_token stop = {});

}  // namespace basin
