// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/manifest.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <utility>

#include <nlohmann/json.hpp>

#include "core/io/checksum.h"
#include "core/io/json_text.h"
#include "core/io/text_file.h"
#include "core/numeric/input_error.h"

namespace basin {

namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

constexpr auto format_key = "format", version_key = "version", files_key = "files";
constexpr auto format = "basin-manifest";
constexpr int version = 1;
// Of an entry.
constexpr auto name_key = "name", bytes_key = "bytes", checksum_key = "checksum";

bool is_plain_name(const std::string& name) {
    return !name.empty() && name != "." && name != ".." && name != manifest_file &&
           name.find('/') == std::string::npos && name.find('\0') == std::string::npos;
}

std::optional<std::uint64_t> parse_checksum(const std::string& text) {
    std::uint64_t value = 0;
    const char* end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data(), end, value, 16);
    if (error != std::errc() || stopped != end || text.size() != 16) return std::nullopt;
    return value;
}

std::optional<ManifestEntry> parse_entry(const ordered_json& json) {
    const auto member = [&json](const char* key) {
        return json.is_object() ? json.value(key, ordered_json()) : ordered_json();
    };
    const ordered_json name = member(name_key), bytes = member(bytes_key), checksum = member(checksum_key);
    if (!name.is_string() || !bytes.is_number_unsigned() || !checksum.is_string()) return std::nullopt;
    const auto sum = parse_checksum(checksum.get<std::string>());
    ManifestEntry entry{name.get<std::string>(), bytes.get<std::uint64_t>(), sum.value_or(0)};
    if (!sum || !is_plain_name(entry.name)) return std::nullopt;
    return entry;
}

std::optional<Manifest> parse_manifest(const std::string& text) {
    const ordered_json json = ordered_json::parse(text, nullptr, false);
    if (!json.is_object() || json.value(format_key, ordered_json()) != format) return std::nullopt;
    if (json.value(version_key, ordered_json()) != version) return std::nullopt;
    const ordered_json files = json.value(files_key, ordered_json());
    if (!files.is_array()) return std::nullopt;
    Manifest manifest;
    for (const ordered_json& file : files) {
        auto entry = parse_entry(file);
        if (!entry || manifest.find(entry->name)) return std::nullopt;
        manifest.files.push_back(std::move(*entry));
    }
    return manifest;
}

/// In pieces, for data are large.
std::optional<ManifestEntry> measure(const fs::path& file) {
    std::error_code error;
    if (!fs::is_regular_file(file, error)) return std::nullopt;
    std::ifstream stream(file, std::ios::binary);
    if (!stream) return std::nullopt;
    ManifestEntry entry{file.filename().string(), 0, empty_checksum};
    std::array<char, 1 << 16> piece{};
    while (stream.read(piece.data(), piece.size()) || stream.gcount() > 0) {
        const auto count = static_cast<std::size_t>(stream.gcount());
        entry.bytes += count;
        entry.checksum = checksum({piece.data(), count}, entry.checksum);
    }
    if (stream.bad()) return std::nullopt;
    return entry;
}

}  // namespace

const ManifestEntry* Manifest::find(std::string_view name) const {
    const auto found = std::ranges::find(files, name, &ManifestEntry::name);
    return found == files.end() ? nullptr : &*found;
}

void Manifest::add(ManifestEntry entry) {
    remove(entry.name);
    files.push_back(std::move(entry));
}

void Manifest::remove(std::string_view name) {
    std::erase_if(files, [&](const ManifestEntry& entry) { return entry.name == name; });
}

ManifestEntry manifest_entry(std::string name, std::string_view content) {
    return {std::move(name), content.size(), checksum(content)};
}

ManifestEntry manifest_entry(const fs::path& file) {
    if (auto entry = measure(file)) return std::move(*entry);
    throw InputError(file.string(), "cannot be read to its end");
}

std::string manifest_text(const Manifest& manifest) {
    ordered_json json{{format_key, format}, {version_key, version}};
    ordered_json& files = json[files_key] = ordered_json::array();
    for (const ManifestEntry& entry : manifest.files) {
        files.push_back({{name_key, entry.name},
                         {bytes_key, entry.bytes},
                         {checksum_key, checksum_text(entry.checksum)}});
    }
    return json_file_text(json);
}

std::optional<Manifest> find_manifest(const fs::path& folder) {
    const fs::path file = folder / manifest_file;
    std::error_code error;
    if (!fs::is_regular_file(fs::symlink_status(file, error))) return std::nullopt;
    try {
        return parse_manifest(read_file(file));
    } catch (const InputError&) {
        return std::nullopt;
    }
}

bool reads_as_listed(const fs::path& folder, const ManifestEntry& entry) {
    std::error_code error;
    const fs::path file = folder / entry.name;
    if (fs::file_size(file, error) != entry.bytes || error) return false;
    const auto found = measure(file);
    return found && *found == entry;
}

bool is_as_listed(const fs::path& folder, const ManifestEntry& entry) {
    std::error_code error;
    return fs::is_regular_file(fs::symlink_status(folder / entry.name, error)) &&
           reads_as_listed(folder, entry);
}

void refuse_listed(const fs::path& file) {
    const auto manifest = find_manifest(file.parent_path());
    const std::string name = file.filename().string();
    if (!manifest || (name != manifest_file && !manifest->find(name))) return;
    throw InputError(file.string(), "found a part of the results in this folder; expected another file");
}

}  // namespace basin
