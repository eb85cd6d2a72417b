// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/numeric/blas_threads.h"

#include <algorithm>
#include <mutex>
#include <set>

#include <cblas.h>

namespace basin {

namespace {

std::mutex mutex;
std::multiset<int> wanted;  // of the BlasThreads alive

void apply_wanted() {
    openblas_set_num_threads(wanted.empty() ? 1 : *wanted.rbegin());
}

}  // namespace

void use_single_threaded_blas() {
    static const bool done = [] {
        const std::lock_guard lock(mutex);
        apply_wanted();
        return true;
    }();
    static_cast<void>(done);
}

BlasThreads::BlasThreads(int n) : n_(std::max(n, 1)) {
    use_single_threaded_blas();
    const std::lock_guard lock(mutex);
    wanted.insert(n_);
    apply_wanted();
}

BlasThreads::~BlasThreads() {
    const std::lock_guard lock(mutex);
    wanted.extract(n_);
    apply_wanted();
}

}  // namespace basin
