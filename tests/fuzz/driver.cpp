// SPDX-License-Identifier: GPL-3.0-or-later
// Runs a fuzz target without libFuzzer: the seeds and a fixed sequence of inputs made from them.
#include <algorithm>
#include <iostream>

#include "core/numeric/random.h"
#include "tests/fuzz/fuzz_target.h"

namespace {

using basin::Index;
using basin::RandomStream;

std::size_t below(RandomStream& random, std::size_t count) {
    return static_cast<std::size_t>(random.below(static_cast<Index>(std::max<std::size_t>(1, count))));
}

/// One change of the kind that breaks parsers: a byte, a cut, a repetition, or an awkward word.
void mutate(RandomStream& random, std::string& text) {
    static const std::vector<std::string> words{"",
                                                "-1",
                                                "1e999",
                                                "nan",
                                                "\"",
                                                "[",
                                                "{",
                                                ",",
                                                ":",
                                                "\n",
                                                std::string(1, '\0'),
                                                "\xFF",
                                                "18446744073709551616",
                                                "9",
                                                "null",
                                                "()",
                                                "'"};
    const std::size_t place = below(random, text.size() + 1);
    const std::size_t length = below(random, 12);
    switch (random.below(4)) {
        case 0:
            if (place < text.size()) text[place] = static_cast<char>(random.below(256));
            break;
        case 1:
            text.erase(place, length);
            break;
        case 2:
            text.insert(place, text.substr(place, length));
            break;
        default:
            text.insert(place, words[below(random, words.size())]);
    }
}

void run(const std::string& text) {
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
}

}  // namespace

int main() {
    constexpr int rounds = 3000;
    constexpr std::uint64_t seed = 20240229;
    RandomStream random(seed);
    for (const std::string& good : basin::fuzz::seeds()) {
        run(good);
        for (int i = 0; i < rounds; ++i) {
            std::string text = good;
            for (Index changes = 1 + random.below(4); changes > 0; --changes) mutate(random, text);
            run(text);
        }
    }
    std::cout << rounds << " inputs a seed (random seed " << seed << "): no crash\n";
    return 0;
}
