// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/formats/npy.h"
#include "core/numeric/input_error.h"
#include "tests/fuzz/fuzz_target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    try {
        basin::parse_npy(text, "fuzz");
    } catch (const basin::InputError&) {
        // The one way in which bad input may end.
    }
    return 0;
}

std::vector<std::string> basin::fuzz::seeds() {
    return {npy_bytes(Matrix::Constant(2, 3, 0.1)), npy_bytes(Matrix::Identity(4, 1))};
}
