// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "core/analysis/end_point.h"
#include "core/solvers/solver.h"

namespace basin {

/// Why a run did not arrive (mathematics.md 8.5).
enum class FailureCause {
    none,  // it arrived, somebody stopped it, or the file is an older one
    indefinite_hessian,
    overshot,
    kink_cycle,
    another_minimiser,
    not_a_minimum,
    still_falling,
    overflow,
    stalled,
    refused
};
/// All but none, in the order of files and legends.
inline constexpr std::array all_failure_causes{
    FailureCause::indefinite_hessian, FailureCause::overshot,      FailureCause::kink_cycle,
    FailureCause::another_minimiser,  FailureCause::not_a_minimum, FailureCause::still_falling,
    FailureCause::overflow,           FailureCause::stalled,       FailureCause::refused};
inline constexpr std::size_t failure_causes = all_failure_causes.size();

/// The word in files, e.g. "indefinite_hessian"; "none".
std::string_view to_string(FailureCause cause);
std::optional<FailureCause> parse_failure_cause(std::string_view word);
/// In words for a list of shares, e.g. "indefinite Hessian".
std::string_view in_words(FailureCause cause);
/// One plain sentence on what happened; empty for none.
std::string_view meaning(FailureCause cause);

/// Of a run that has not arrived; kind: what its end is, where the gradient vanished and it was asked;
/// has_kinks: of the problem.
FailureCause failure_cause(const SolveResult& result, EndKind kind, bool has_kinks);

/// What the way of a run that ended at a limit adds to its message: one sentence with the numbers, or empty.
std::string cause_note(const SolveResult& result, FailureCause cause);

/// How often each cause occurred.
struct CauseCounts {
    std::array<Index, failure_causes> counts{};  // in the order of all_failure_causes

    /// Nothing for none.
    void add(FailureCause cause);
    Index total() const;
    /// The most frequent one, of several the first; none when there are none.
    FailureCause leading() const;
    /// Of a cause other than none.
    Index& operator[](FailureCause cause) { return counts[static_cast<std::size_t>(cause) - 1]; }
    Index operator[](FailureCause cause) const { return counts[static_cast<std::size_t>(cause) - 1]; }
    bool operator==(const CauseCounts&) const = default;
};

/// The causes that occurred, the most frequent first: "9 indefinite Hessian, 4 overshot"; empty when none.
std::string shares_text(const CauseCounts& causes);

}  // namespace basin
