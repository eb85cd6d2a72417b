// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace basin {

/// To be called once, before the first call of BLAS. An OpenBLAS that is older than the processor takes it
/// for one of 2004 and multiplies matrices at a tenth of its rate: where it has chosen kernels without AVX2
/// although the processor has AVX2, it is made to choose again, for the instructions that are there.
/// OPENBLAS_CORETYPE in the environment stands. Does nothing with another BLAS.
void choose_blas_kernels();

/// What OpenBLAS calls the kernels that it uses.
const char* blas_kernels();

/// Whether the processor has instructions that these do not use.
bool blas_kernels_are_outdated();

}  // namespace basin
