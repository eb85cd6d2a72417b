// SPDX-License-Identifier: GPL-3.0-or-later
#include <cblas.h>

namespace {

/// BLAS and LAPACK run on one thread in every program that Basin is linked into, from before its first number
/// on: Basin is parallel over independent work (parallel.h), and how many threads a product runs on changes
/// its last bits. Nothing raises it again. Runs before all other initialisers of the program; 101 is the
/// first priority that is not the compiler's own.
[[gnu::constructor(101)]] void use_one_blas_thread() {
    openblas_set_num_threads(1);
}

}  // namespace

/// Linked by name (core/CMakeLists.txt), or a static library would leave out what nobody calls.
extern "C" const int basin_uses_one_blas_thread;
extern "C" const int basin_uses_one_blas_thread = 1;
