// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/experiment_json.h"
#include "core/io/presets.h"
#include "core/numeric/input_error.h"
#include "tests/fuzz/fuzz_target.h"

namespace {

std::string preset_experiment_text() {
    return basin::presets().front().text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    try {
        basin::parse_experiment(text, "fuzz");
    } catch (const basin::InputError&) {
        // The one way in which bad input may end.
    }
    return 0;
}

std::vector<std::string> basin::fuzz::seeds() {
    return {preset_experiment_text(), R"({"format":"basin-experiment","version":1,"start":{"x0":[1,2]},)"
                                      R"("problem":{"data":{"A1":[[1,2],[3,4]],"w":[1,2]}}})"};
}
