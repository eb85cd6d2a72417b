// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace basin {

inline constexpr std::string_view manifest_file = "manifest.json";

/// One file of a results folder as it was written.
struct ManifestEntry {
    std::string name;  // without any folder
    std::uint64_t bytes = 0;
    std::uint64_t checksum = 0;
    bool operator==(const ManifestEntry&) const = default;
};

/// What makes a results folder whole: every file that the program wrote into it, and nothing else.
/// manifest.json: {"format":"basin-manifest","version":1,"files":[{"name","bytes","checksum"}]}, written
/// last.
struct Manifest {
    std::vector<ManifestEntry> files;

    const ManifestEntry* find(std::string_view name) const;
    void add(ManifestEntry entry);  // in the place of one of that name
    void remove(std::string_view name);
};

ManifestEntry manifest_entry(std::string name, std::string_view content);
/// Of a file that is there. Throws InputError when it cannot be read.
ManifestEntry manifest_entry(const std::filesystem::path& file);
std::string manifest_text(const Manifest& manifest);

/// The folder's manifest; nothing where there is none, or a file of that name that is something else.
std::optional<Manifest> find_manifest(const std::filesystem::path& folder);

/// Whether the file reads with the size and checksum that its entry says.
bool reads_as_listed(const std::filesystem::path& folder, const ManifestEntry& entry);
/// Whether it is also the very file that was written, and no link to one elsewhere.
bool is_as_listed(const std::filesystem::path& folder, const ManifestEntry& entry);

/// Throws InputError when the file's folder has a manifest that lists it, or when it is that manifest.
void refuse_listed(const std::filesystem::path& file);

}  // namespace basin
