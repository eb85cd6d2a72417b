// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

#include "core/io/carried_data.h"
#include "core/io/results_io.h"

namespace basin::app {

/// The files that an experiment was read from; name is as the user gave it.
inline std::vector<std::filesystem::path> input_files(const std::string& name, const Experiment& experiment) {
    auto files = source_files(experiment);
    if (std::filesystem::is_regular_file(name)) files.emplace_back(name);
    return files;
}

inline void print_written(const std::vector<std::filesystem::path>& files) {
    for (const auto& file : files) std::cerr << "wrote " << file.string() << '\n';
}

/// The results folder of a verb, made and locked before the run; removed again while nothing has been written
/// to it.
class OutputFolder {
  public:
    /// results: names that the run may write. An empty folder: none is wanted.
    OutputFolder(const std::filesystem::path& folder, bool force,
                 const std::vector<std::filesystem::path>& inputs, const std::vector<std::string>& results) {
        if (folder.empty()) return;
        folder_.emplace(folder, force ? ResultsFolder::Existing::replace : ResultsFolder::Existing::refuse);
        refuse_inputs(folder, inputs);
        folder_->expect(results);
    }

    bool wanted() const { return folder_.has_value(); }
    ResultsFolder& get() { return *folder_; }

  private:
    std::optional<ResultsFolder> folder_;
};

}  // namespace basin::app
