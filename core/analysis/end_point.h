// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "core/analysis/recurrent_stationarity.h"
#include "core/problems/problem.h"

namespace basin {

/// What a point is at which a gradient vanishes (mathematics.md 1.6, 2.2).
enum class EndKind {
    none,         // not asked: the gradient does not vanish, or the file is an older one
    minimum,      // all eigenvalues positive beyond rounding, slopes at kinks upwards
    valley,       // no direction bends downwards, and no step tried along the flat ones lowers L
    stationary,   // of a network: no direction leads down at first, and more is not decided
    maximum,      // no direction bends upwards, and one downwards
    saddle,       // some bend upwards and some downwards
    plateau,      // flat, but a step along a flat direction lowers L
    slope,        // a kink, from which a direction leads downhill
    far,          // a minimum, but still away: |H^{-1} g| > 1e-3 X, of a network 1e-3 of F
    not_decided,  // nothing can be said
};
/// The word in files, e.g. "saddle"; "none".
std::string_view to_string(EndKind kind);
std::optional<EndKind> parse_end_kind(std::string_view word);

/// Whether a run that ends there has arrived.
inline bool is_arrival(EndKind kind) {
    return kind == EndKind::minimum || kind == EndKind::valley || kind == EndKind::stationary;
}

/// The end of a run with the evidence for its kind. Field names are the keys of "end" in result.json.
struct EndPoint {
    EndKind kind = EndKind::none;
    double smallest_eigenvalue = not_applicable;  // of the Hessian; at kinks of the piece that x lies on
    double largest_eigenvalue = not_applicable;
    double eigenvalue_error = not_applicable;  // of both: 0 = exact, else Lanczos estimates that near
    double away = not_applicable;       // |H^{-1} g|, how far the minimum still is; of a network how much F
                                        // changes on the way to the point certified, over |F| + F_ref
    Index flat_directions = 0;          // eigenvalues not above rounding, as far as they were found
    Index kinks = 0;                    // outputs or units on their kinks
    Index steps_tried = 0;              // along the flat directions
    double drop_step = not_applicable;  // a step of this length lowers L ...
    double drop = not_applicable;       // ... by this

    bool arrived() const { return is_arrival(kind); }
};

/// Tells what x (d) is, where the gradient vanishes to a tolerance: of softmax regressions and test functions
/// by the Hessian, one-sided slopes at kinks and steps along flat directions of up to four times X both ways;
/// of recurrent networks by their certificate. Costs about what a Newton step and some hundred values do.
EndPoint classify_end(const Problem& problem, const Vector& x, const std::stop_token& stop = {});

/// The same of weights whose certificate is known.
EndPoint classify_network_end(const NetworkStationarity& certificate);

/// The ends of many runs on one problem; constant memory, one thread at a time. A point within 1e-4 X of one
/// that was looked at is taken for it.
class KnownEnds {
  public:
    /// The problem must outlive this; its known minimiser counts as looked at.
    explicit KnownEnds(const Problem& problem);

    /// Whether a run that ended at x (d) with a vanishing gradient has arrived.
    bool arrived(const Vector& x);
    /// Within this distance of x lies the same end.
    double radius(const Vector& x) const;

  private:
    struct Known {
        Vector x;
        bool arrived;
    };
    const Problem& problem_;
    double least_length_;  // X at 0
    std::vector<Known> known_;
};

}  // namespace basin
