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
    if (!json.is_object() || !json.contains("name") || !json["name"].is_string()) return std::nullopt;
    if (!json.contains("bytes") || !json["bytes"].is_number_unsigned()) return std::nullopt;
    if (!json.contains("checksum") || !json["checksum"].is_string()) return std::nullopt;
    const auto sum = parse_checksum(json["checksum"].get<std::string>());
    ManifestEntry entry{json["name"].get<std::string>(), json["bytes"].get<std::uint64_t>(), sum.value_or(0)};
    if (!sum || !is_plain_name(entry.name)) return std::nullopt;
    return entry;
}

std::optional<Manifest> parse_manifest(const std::string& text) {
    const ordered_json json = ordered_json::parse(text, nullptr, false);
    if (!json.is_object() || json.value("format", ordered_json()) != "basin-manifest") return std::nullopt;
    if (json.value("version", ordered_json()) != 1) return std::nullopt;
    const ordered_json files = json.value("files", ordered_json());
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
    ordered_json json{{"format", "basin-manifest"}, {"version", 1}};
    json["files"] = ordered_json::array();
    for (const ManifestEntry& entry : manifest.files) {
        json["files"].push_back(
            {{"name", entry.name}, {"bytes", entry.bytes}, {"checksum", checksum_text(entry.checksum)}});
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
