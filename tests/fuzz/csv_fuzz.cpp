// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/formats/csv.h"
#include "core/io/formats/table_text.h"
#include "core/numeric/input_error.h"
#include "tests/fuzz/fuzz_target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    const auto read = [](const auto& reader) {
        try {
            reader();
        } catch (const basin::InputError&) {
            // The one way in which bad input may end.
        }
    };
    read([&] { basin::parse_csv_table(text, "fuzz"); });
    read([&] { basin::parse_csv_matrix(text, "fuzz"); });
    read([&] { basin::parse_table(text, "fuzz"); });
    read([&] {
        basin::parse_table(text, "fuzz", {.missing_values = {"-999"}, .percent = true},
                           {.first_is_time = true});
    });
    return 0;
}

std::vector<std::string> basin::fuzz::seeds() {
    return {"1,2\n3,-4.5e-3\n",
            "a,b,c\r\n1,,inf\r\n",
            "\xEF\xBB\xBF"
            "1\n2\n\n",
            "Zeit;kW\n[s];[kW]\n2012-01-31;1.234,5\n\"2012-02-29\";NA\n",
            "a\t\"b\"\"\nc\"\r1\t12 %\r",
            std::string("\xFF\xFE"
                        "1\0,\0"
                        "2\0\n\0",
                        10)};
}
