// SPDX-License-Identifier: GPL-3.0-or-later
// Stands in for the library of Highway, whose timers begin with an instruction not every valgrind has.
#include <hwy/targets.h>

namespace hwy {

int64_t SupportedTargets() {
#if HWY_ARCH_X86
    const bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
                      __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2");
    return HWY_STATIC_TARGET | (avx2 ? HWY_AVX2 : 0);
#else
    return HWY_STATIC_TARGET;
#endif
}

ChosenTarget& GetChosenTarget() {
    static ChosenTarget chosen;
    return chosen;
}

}  // namespace hwy
