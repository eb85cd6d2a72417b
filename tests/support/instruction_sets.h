// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include <hwy/targets.h>

namespace basin::test {

/// Kernels run with these instructions from now on; 0: with whatever the processor supports.
inline void set_instruction_set(std::int64_t targets) {
    hwy::SetSupportedTargetsForTest(targets);
    hwy::GetChosenTarget().Update(hwy::SupportedTargets());
}

}  // namespace basin::test
