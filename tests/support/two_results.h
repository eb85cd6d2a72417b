// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include <QtTest/QTest>
#include <nlohmann/json.hpp>

#include "core/experiment/runner.h"
#include "core/families/problem_of.h"
#include "core/io/folder_replacement.h"
#include "core/io/results_io.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/small_experiment.h"

namespace basin::test {

/// Results "One" and "Two", of which each has files that the other lacks.
struct TwoResults {
    Results one, two;

    TwoResults() {
        Experiment experiment = small_experiment();
        experiment.title = "One";
        one = run_experiment(experiment);
        experiment.title = "Two";
        softmax_of(experiment).instance.seed = 4;
        experiment.attraction.reset();
        experiment.solvers.resize(1);
        two = run_experiment(experiment);
    }
};

/// The files of results in the order they are written.
inline std::vector<FolderFile> files_of(const Results& results) {
    const ScratchFolder folder;
    std::vector<FolderFile> files;
    for (const auto& file : write_results(results, folder.path() / "r"))
        files.push_back({file.filename().string(), ScratchFolder::read(file)});
    return files;
}

/// The names of what is in a folder.
inline std::set<std::string> entries(const std::filesystem::path& folder) {
    std::set<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        names.insert(entry.path().filename().string());
    return names;
}

/// Fails the test unless the folder holds these results and nothing else.
inline void holds_only(const std::filesystem::path& folder, const Results& results) {
    std::set<std::string> names{"manifest.json"};
    for (const FolderFile& file : files_of(results)) names.insert(file.name);
    QCOMPARE(entries(folder), names);
    QCOMPARE(results_to_json(read_results(folder)).dump(), results_to_json(results).dump());
}

}  // namespace basin::test
