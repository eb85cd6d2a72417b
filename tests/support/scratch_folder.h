// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

#include <QTemporaryDir>

namespace basin::test {

/// A folder that is gone with this object.
class ScratchFolder {
  public:
    ScratchFolder() {
        if (!folder_.isValid()) throw std::runtime_error("no temporary folder");
    }

    std::filesystem::path path() const { return folder_.path().toStdString(); }

    /// Writes a file into it and returns its path.
    std::filesystem::path write(const std::string& name, const std::string& content) const {
        const auto file = path() / name;
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file, std::ios::binary) << content;
        return file;
    }

    static std::string read(const std::filesystem::path& file) {
        std::ifstream stream(file, std::ios::binary);
        return {std::istreambuf_iterator<char>(stream), {}};
    }

  private:
    QTemporaryDir folder_;
};

}  // namespace basin::test
