// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/io/results_io.h"

namespace basin::app {

/// The results folder, made before the run; removed again while nothing has been written to it.
class OutputFolder {
  public:
    OutputFolder(const std::string& folder, bool force) : folder_(folder) {
        if (folder_.empty()) return;
        missing_ = missing_folders(folder_);
        check_output_folder(folder_, force);
    }
    ~OutputFolder() {
        std::error_code ignored;
        // Removes empty folders only.
        for (const std::filesystem::path& made : missing_) std::filesystem::remove(made, ignored);
    }
    OutputFolder(const OutputFolder&) = delete;
    OutputFolder& operator=(const OutputFolder&) = delete;

    bool wanted() const { return !folder_.empty(); }
    const std::filesystem::path& path() const { return folder_; }

  private:
    std::filesystem::path folder_;
    std::vector<std::filesystem::path> missing_;  // folders that were made for it
};

}  // namespace basin::app
