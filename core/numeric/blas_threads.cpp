// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/numeric/blas_threads.h"

#include <cblas.h>

#include "core/numeric/blas_kernels.h"

namespace {

/// Runs before all other initialisers of the program; 101 is the first priority that is not the compiler's
/// own.
[[gnu::constructor(101)]] void use_one_blas_thread() {
    basin::choose_blas_kernels();
    openblas_set_num_threads(1);
}

}  // namespace

extern "C" const int basin_uses_one_blas_thread = 1;
