// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>

#include "core/numeric/parallel.h"
#include "core/numeric/types.h"

namespace basin {

// Passes over long vectors on all cores. Into how many shares a vector falls depends on its length alone, so
// that sums do not depend on the number of threads.

inline constexpr Index most_entry_shares = 64;

/// 1 as long as a thread is done before others have woken up.
inline Index entry_shares(Index n) {
    constexpr Index entries_per_share = 32768;
    return std::clamp<Index>(n / entries_per_share, 1, most_entry_shares);
}

/// Calls work(share, first, count) for every share of 0, ..., n - 1.
template <class Work>
void for_entry_shares(Index n, const Work& work) {
    const Index shares = entry_shares(n);
    if (shares == 1) return work(Index{0}, Index{0}, n);
    parallel_for(shares, hardware_threads(), {}, [&](Index s) {
        const Index first = n * s / shares;
        work(s, first, n * (s + 1) / shares - first);
    });
}

/// Calls work(first, count) for every share.
template <class Work>
void for_entries(Index n, const Work& work) {
    for_entry_shares(n, [&](Index, Index first, Index count) { work(first, count); });
}

/// The sum of part(first, count) over the shares, in their order.
template <class Part>
double sum_over_entries(Index n, const Part& part) {
    std::array<double, most_entry_shares> parts;
    for_entry_shares(n, [&](Index share, Index first, Index count) {
        parts[static_cast<std::size_t>(share)] = part(first, count);
    });
    double sum = parts[0];
    for (Index s = 1; s < entry_shares(n); ++s) sum += parts[static_cast<std::size_t>(s)];
    return sum;
}

/// The largest entry of v (size >= 1); NaN or not when v has one, as maxCoeff().
inline double largest_entry(const Vector& v) {
    std::array<double, most_entry_shares> parts;
    for_entry_shares(v.size(), [&](Index share, Index first, Index count) {
        parts[static_cast<std::size_t>(share)] = v.segment(first, count).maxCoeff();
    });
    return *std::max_element(parts.begin(), parts.begin() + entry_shares(v.size()));
}

}  // namespace basin
