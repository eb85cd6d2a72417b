// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/numeric/hadamard.h"

namespace basin {

namespace {

// Doubles that stay in a core's first cache.
constexpr Index cached = 2048;

/// One step of the transform: the sums and the differences of two halves of the given size.
void combine(double* low, double* high, Index size) {
    for (Index k = 0; k < size; ++k) {
        const double sum = low[k] + high[k];
        high[k] = low[k] - high[k];
        low[k] = sum;
    }
}

/// Halves first, so that all but the last steps find their values in the cache.
void transform(double* values, Index count, Index size) {
    if (size > cached && size > count) {
        transform(values, count, size / 2);
        transform(values + size / 2, count, size / 2);
        combine(values, values + size / 2, size / 2);
        return;
    }
    for (Index half = count; half < size; half *= 2) {
        for (Index first = 0; first < size; first += 2 * half) {
            combine(values + first, values + first + half, half);
        }
    }
}

}  // namespace

void walsh_hadamard(Matrix& values) {
    transform(values.data(), values.rows(), values.size());
}

}  // namespace basin
