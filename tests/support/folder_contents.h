// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "tests/support/scratch_folder.h"

namespace basin::test {

/// Every file below a folder, by its path in it, with its content.
inline std::map<std::string, std::string> folder_contents(const std::filesystem::path& folder) {
    std::map<std::string, std::string> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file())
            files[entry.path().lexically_relative(folder).string()] = ScratchFolder::read(entry.path());
    }
    return files;
}

}  // namespace basin::test
