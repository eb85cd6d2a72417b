// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/sized_problems.h"

#include <algorithm>

#include "core/numeric/check.h"

namespace basin {

ProblemSize with_sizes(const ProblemSize& present, const ProblemSize& asked, double largest) {
    ProblemSize size = present;
    for (const NamedSize& one : asked) {
        const auto place = std::ranges::find(size, one.name, &NamedSize::name);
        if (place == size.end()) {
            std::string names;
            for (const NamedSize& known : present) names += (names.empty() ? "" : ", ") + known.name;
            throw InputError(one.name, "found a size that this problem has not; expected some of " + names);
        }
        require(one.value >= 1 && one.value <= largest, one.name, one.value,
                "1 <= " + one.name + " <= " + number_text(largest));
        place->value = one.value;
    }
    return size;
}

}  // namespace basin
