// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/numeric/interruption.h"
#include "core/problems/softmax_data.h"

namespace basin {

/// Whether to begin another pass over the data is useless, where one takes a millisecond or more: smaller
/// ones are not worth asking.
inline bool is_unwanted_pass(const SoftmaxData& data) {
    constexpr Index long_pass = 1 << 20;  // entries
    return data.A1.entries() >= long_pass && interruption_point();
}

}  // namespace basin
