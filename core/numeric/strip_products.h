// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <bit>

#include "core/numeric/parallel.h"
#include "core/numeric/types.h"

namespace basin {

// Products of matrices that are worth several threads, by strips that are the same for any number of them.
// Small ones are left whole.

/// Operations of a strip: some 20 microseconds on one thread, and beyond what a BLAS does without packing.
inline constexpr double strip_flops = 1.4e6;
/// A BLAS copies the other factor for each strip, so that more of them are worth it for large products only.
inline constexpr double many_strips_flops = 1e8;
inline constexpr Index few_strips = 4, most_strips = 8;

/// Calls work(first, count) for strips of 0, ..., size - 1, whose products take so many operations together.
template <class Work>
void for_strips(Index size, double flops, const Work& work) {
    const double most = static_cast<double>(flops < many_strips_flops ? few_strips : most_strips);
    // A power of two, to come out even on as many threads.
    const auto strips =
        static_cast<Index>(std::bit_floor(static_cast<unsigned>(std::min(flops / strip_flops, most))));
    if (strips < 2) return work(Index{0}, size);
    const Index strip = (size + strips - 1) / strips;
    parallel_for((size + strip - 1) / strip, threads_for(flops), {}, [&](Index item) {
        const Index first = item * strip;
        work(first, std::min(strip, size - first));
    });
}

/// C = A B for expressions A and B that a product does not copy; C (A.rows() x B.cols()) has its size already
/// and overlaps neither.
template <class Left, class Right>
void multiply_by_strips(const Left& A, const Right& B, Eigen::Ref<Matrix> C) {
    const double flops = 2 * static_cast<double>(A.rows()) * static_cast<double>(A.cols() * B.cols());
    for_strips(C.cols(), flops, [&](Index first, Index count) {
        C.middleCols(first, count).noalias() = A * B.middleCols(first, count);
    });
}

}  // namespace basin
