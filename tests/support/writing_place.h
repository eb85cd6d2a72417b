// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/io/experiment_json.h"
#include "tests/support/program.h"
#include "tests/support/recurrent_experiments.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/small_experiment.h"

namespace basin::test {

inline Experiment quick_experiment(const std::string& title) {
    Experiment experiment = small_experiment();
    experiment.title = title;
    experiment.solvers.resize(1);
    experiment.attraction.reset();
    experiment.basin_map->trials = title == "One" ? 4 : 5;
    experiment.basin_radius.trials = 0;
    return experiment;
}

inline Experiment quick_curve(const std::string& title) {
    Experiment experiment = small_recurrent();
    experiment.title = title;
    experiment.exactness = ExactnessSpec{};
    experiment.exactness->beta_count = 3;
    experiment.exactness->max_iterations = 10;
    return experiment;
}

/// A verb that writes into `out`, of the experiments One and Two.
struct WritingVerb {
    const char* name;
    std::vector<std::string> one, two;
};

/// A place with experiments One and Two and the verbs that make results of them in out/r.
class WritingPlace {
  public:
    WritingPlace() {
        for (const std::string title : {"One", "Two"}) {
            write_experiment(quick_experiment(title), path(title + ".basin.json"));
            write_experiment(quick_curve(title), path(title + "-curve.basin.json"));
        }
        std::filesystem::create_directory(path("out"));
    }

    std::filesystem::path path(const std::string& name) const { return scratch_.path() / name; }
    std::filesystem::path out() const { return path("out/r"); }
    std::filesystem::path write(const std::string& name, const std::string& content) const {
        return scratch_.write(name, content);
    }

    std::vector<WritingVerb> folder_verbs() const {
        const auto verb = [&](const char* name, const char* ending) {
            const auto of = [&](const char* title) {
                return std::vector<std::string>{name, path(std::string(title) + ending), "-o", out(),
                                                "--force"};
            };
            return WritingVerb{name, of("One"), of("Two")};
        };
        const auto merge = [&](const char* title) {
            const std::filesystem::path shard = path(std::string("shard-") + title);
            if (!std::filesystem::exists(shard))
                run_basin({"map", path(std::string(title) + ".basin.json"), "-o", shard});
            return std::vector<std::string>{"merge", shard, "-o", out(), "--force"};
        };
        return {verb("solve", ".basin.json"),
                verb("map", ".basin.json"),
                verb("exactness", "-curve.basin.json"),
                {"merge", merge("One"), merge("Two")}};
    }

  private:
    ScratchFolder scratch_;
};

}  // namespace basin::test
