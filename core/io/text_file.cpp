// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/text_file.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "core/numeric/input_error.h"

namespace basin {

std::string read_file(const std::filesystem::path& file) {
    std::error_code error;
    const auto status = std::filesystem::status(file, error);
    if (!std::filesystem::exists(status))
        throw InputError(file.string(), "found no such file; expected a file to read");
    if (std::filesystem::is_directory(status)) {
        throw InputError(file.string(), "found a folder; expected a file to read");
    }
    std::ifstream stream(file, std::ios::binary);
    if (!stream)
        throw InputError(file.string(), std::string("cannot be read (") + std::strerror(errno) + ")");
    std::string text;
    constexpr std::size_t block = std::size_t{1} << 20;
    for (std::size_t size = 0; stream; text.resize(size)) {
        text.resize(size + block);
        stream.read(text.data() + size, static_cast<std::streamsize>(block));
        size += static_cast<std::size_t>(stream.gcount());
    }
    if (stream.bad()) throw InputError(file.string(), "cannot be read to its end");
    return text;
}

std::filesystem::path folder_of(const std::filesystem::path& file) {
    return file.parent_path().empty() ? std::filesystem::path(".") : file.parent_path();
}

void require_utf8(const std::filesystem::path& path) {
    try {
        nlohmann::json(path.string()).dump();  // refuses what JSON cannot hold
    } catch (const nlohmann::json::type_error&) {
        throw InputError(path.string(), "found a name that is no UTF-8; expected one that is");
    }
}

}  // namespace basin
