// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string_view>

namespace basin {

/// One file of resources/presets, compiled in by EmbedPresets.cmake.
struct PresetFile {
    std::string_view name;
    const char* text;
};

std::span<const PresetFile> preset_files();

}  // namespace basin
