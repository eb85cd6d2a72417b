// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/data_files.h"

#include <array>
#include <initializer_list>

#include <nlohmann/json.hpp>

#include "core/io/experiment_json.h"
#include "core/io/text_file.h"
#include "core/numeric/input_error.h"

namespace basin {

Experiment with_data(const Experiment& experiment, const DataFiles& files) {
    struct Part {
        const char* key;
        const std::filesystem::path* file;
        std::initializer_list<const char*> sizes;  // that follow from it
    };
    const std::array parts{Part{"A1", &files.A1, {"n", "d", "density"}}, Part{"A2", &files.A2, {"n", "m"}},
                           Part{"b", &files.b, {"m"}}};
    if (files.A1.empty() && files.A2.empty() && files.b.empty()) return experiment;
    if (is_recurrent(experiment)) {
        throw InputError("problem.data",
                         "found a recurrent network, whose data are a series; expected a softmax "
                         "regression for A1, A2 and b");
    }
    Experiment bare = experiment;
    if (!files.A1.empty() || !files.A2.empty()) softmax_of(bare).w.reset();
    if (!files.A1.empty()) {
        bare.start.x0.reset();
        if (bare.landscape) bare.landscape->plane = LandscapeSpec{}.plane;
    }
    auto json = experiment_to_json(bare);
    // The one reader of experiments reads the files too, so that a bad one is refused in the same words.
    auto& problem = json["problem"];
    for (const Part& part : parts) {
        if (part.file->empty()) continue;
        require_utf8(std::filesystem::absolute(*part.file));
        problem["data"][part.key] = std::filesystem::absolute(*part.file).string();
        for (const char* size : part.sizes) problem.erase(size);
    }
    Experiment result = parse_experiment(json.dump(), "experiment");
    result.validate();
    return result;
}

}  // namespace basin
