// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/text_file.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <limits>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "core/numeric/input_error.h"

namespace basin {

std::string read_file(const std::filesystem::path& file) {
    return read_head(file, std::numeric_limits<std::size_t>::max());
}

std::string read_head(const std::filesystem::path& file, std::size_t most) {
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
    for (std::size_t size = 0; stream && size < most; text.resize(size)) {
        const std::size_t wanted = std::min(block, most - size);
        text.resize(size + wanted);
        stream.read(text.data() + size, static_cast<std::streamsize>(wanted));
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
