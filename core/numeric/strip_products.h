// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>

#include "core/numeric/parallel.h"
#include "core/numeric/types.h"

namespace basin {

// Products of matrices that are worth several threads, by strips that are the same for any number of them.
// Small ones are left whole.

/// Operations of a strip: some 50 microseconds on one thread, and beyond what a BLAS does without packing.
inline constexpr double strip_flops = 3e6;
inline constexpr Index most_strips = 8;

/// Calls work(first, count) for strips of 0, ..., size - 1, whose products take so many operations together.
template <class Work>
void for_strips(Index size, double flops, const Work& work) {
    const Index strips =
        flops < most_strips * strip_flops ? static_cast<Index>(flops / strip_flops) : most_strips;
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
