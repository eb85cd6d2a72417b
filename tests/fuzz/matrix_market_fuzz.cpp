// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cctype>

#include "core/io/formats/matrix_market.h"
#include "core/numeric/input_error.h"
#include "tests/fuzz/fuzz_target.h"

namespace {

/// Sizes that are legal and slow; the limits themselves have their own tests.
bool asks_for_much(const std::string& text) {
    std::size_t digits = 0, longest = 0;
    for (const char c : text) {
        digits = std::isdigit(static_cast<unsigned char>(c)) ? digits + 1 : 0;
        longest = std::max(longest, digits);
    }
    return longest > 3;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    try {
        if (!asks_for_much(text)) basin::parse_matrix_market(text, "fuzz");
    } catch (const basin::InputError&) {
        // The one way in which bad input may end.
    }
    return 0;
}

std::vector<std::string> basin::fuzz::seeds() {
    return {"%%MatrixMarket matrix array real general\n% note\n2 2\n1\n2.5\n-3e2\n4\n",
            "%%MatrixMarket matrix coordinate integer symmetric\n3 3 2\n1 1 4\n3 1 -2\n",
            "%%MatrixMarket matrix array real symmetric\n2 2\n1\n2\n3\n"};
}
