// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "core/io/temporary_entry.h"

namespace basin {

/// A folder of files that comes whole or not at all: they are written into a temporary one beside it, which
/// gets its name in the end.
class NewFolder {
  public:
    /// Whether a file in a folder that is there already may be replaced, by its name.
    using Replaceable = std::function<bool(const std::string& name)>;

    /// replaceable: empty where nothing may be. Throws InputError when the path is a file, a folder that
    /// holds anything else, or one beside which nothing can be written.
    explicit NewFolder(std::filesystem::path folder, Replaceable replaceable = {});

    /// A new file of that name. Throws InputError naming it when the disk is full.
    void write(const std::string& name, std::string_view content) const;
    /// The folder is there from now on. Throws InputError where something has come in its way meanwhile.
    void finish();

  private:
    bool check() const;

    std::filesystem::path folder_;
    Replaceable replaceable_;
    std::unique_ptr<TemporaryEntry> place_;
};

}  // namespace basin
