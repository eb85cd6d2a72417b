// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace basin {

/// The policy for threads inside BLAS: one, set at the first call, because Basin is parallel over independent
/// work (parallel.h) and its results must not depend on what else runs. Every entry that calls BLAS or
/// LAPACK calls this first; later calls cost nothing.
void use_single_threaded_blas();

/// Lets BLAS use n >= 1 threads for one large problem while the object lives; with several alive the largest
/// wins. For callers that own the whole process, such as benchmarks. May be used from several threads.
class BlasThreads {
  public:
    explicit BlasThreads(int n);
    ~BlasThreads();
    BlasThreads(const BlasThreads&) = delete;
    BlasThreads& operator=(const BlasThreads&) = delete;

  private:
    int n_;
};

}  // namespace basin
