// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/numeric/types.h"

namespace basin {

/// Memory of this machine.
double memory_bytes();

/// The data that a core of this machine holds nearest to it; a common size where the system does not tell.
double nearest_cache_bytes();

/// What this process has taken from the heap and not given back; not_applicable where the C library, or what
/// stands in for it, does not tell. Other threads count too.
double heap_bytes();

/// Throws InputError unless a rows x columns matrix of doubles exists (both at least 1, no overflow) and fits
/// into half of the machine's memory. To be called before allocating what a file or a user asks for.
void require_fits(const std::string& where, Index rows, Index columns);

}  // namespace basin
