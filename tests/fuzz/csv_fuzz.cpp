// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/formats/csv.h"
#include "core/numeric/input_error.h"
#include "tests/fuzz/fuzz_target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    try {
        basin::parse_csv_table(text, "fuzz");
        basin::parse_csv_matrix(text, "fuzz");
    } catch (const basin::InputError&) {
        // The one way in which bad input may end.
    }
    return 0;
}

std::vector<std::string> basin::fuzz::seeds() {
    return {"1,2\n3,-4.5e-3\n", "a,b,c\r\n1,,inf\r\n",
            "\xEF\xBB\xBF"
            "1\n2\n\n"};
}
