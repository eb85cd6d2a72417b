// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// BLAS and LAPACK run on one thread in every program that Basin is linked into, from before its first number
/// on: Basin is parallel over independent work (parallel.h), and how many threads a product runs on changes
/// its last bits. Nothing raises it again.
/// Linked by name (core/CMakeLists.txt), or a static library would leave out what nobody calls.
extern "C" const int basin_uses_one_blas_thread;
