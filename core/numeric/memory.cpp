// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/numeric/memory.h"

#include <limits>
#include <malloc.h>
#include <unistd.h>

#include "core/numeric/input_error.h"
#include "core/numeric/text.h"

namespace basin {

double memory_bytes() {
    return static_cast<double>(sysconf(_SC_PHYS_PAGES)) * static_cast<double>(sysconf(_SC_PAGE_SIZE));
}

double nearest_cache_bytes() {
    constexpr long common = 32768;
    // Asking is slow on virtual machines.
    static const long told = sysconf(_SC_LEVEL1_DCACHE_SIZE);
    return static_cast<double>(told > 0 ? told : common);
}

double heap_bytes() {
    const struct mallinfo2 heap = mallinfo2();
    const auto bytes = static_cast<double>(heap.uordblks + heap.hblkhd);
    return bytes > 0 ? bytes : not_applicable;  // sanitizers and valgrind tell 0
}

void require_fits(const std::string& where, Index rows, Index columns) {
    const std::string found = "found a size of " + std::to_string(rows) + " x " + std::to_string(columns);
    if (rows < 1 || columns < 1) throw InputError(where, found + "; expected at least 1 x 1");
    constexpr auto most = static_cast<Index>(std::numeric_limits<Index>::max() / Index{sizeof(double)});
    if (rows > most / columns) throw InputError(where, found + ", which overflows; expected less");
    const double bytes = static_cast<double>(rows) * static_cast<double>(columns) * sizeof(double);
    constexpr double gigabyte = 1e9;
    if (bytes > memory_bytes() / 2) {
        throw InputError(where, found + ", " + number_text(bytes / gigabyte) +
                                    " GB; expected at most half of the " +
                                    number_text(memory_bytes() / gigabyte) + " GB of memory");
    }
}

}  // namespace basin
