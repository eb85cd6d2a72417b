// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/experiment_json.h"
#include "core/io/formats/figure_text.h"
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
        if (basin::is_figure(text)) basin::text_of_figure(text, "fuzz");
        basin::parse_experiment(text, "fuzz");
    } catch (const basin::InputError&) {
        // The one way in which bad input may end.
    }
    return 0;
}

std::vector<std::string> basin::fuzz::seeds() {
    return {preset_experiment_text(),
            R"({"format":"basin-experiment","version":1,"start":{"x0":[1,2]},)"
            R"("problem":{"data":{"A1":[[1,2],[3,4]],"w":[1,2]}}})",
            R"({"format":"basin-experiment","version":1,"problem":{"family":"elman-rnn","hidden":1,"tau":1,)"
            R"("betas":{"h":1},"data":{"inputs":[[1],[2],[3]],"targets":[[1],[2],[3]],"train":0.67}},)"
            R"("start":{"radius":1,"around":[1,2,3,4,5]},"exactness":{"betas":[0.5,{"h":1}]}})",
            R"({"format":"basin-experiment","version":1,"problem":{"family":"elman-rnn","lambdas":)"
            R"({"A":0,"W":0,"V":0,"b":0,"c":0},"data":{"table":{"columns":["x","y"],"values":)"
            R"([[1,2],[3,4],[5,6]]},"targets":["y"],"index":false,"train":1}},"start":{"deviation":1}})"};
}
