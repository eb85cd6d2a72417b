# SPDX-License-Identifier: GPL-3.0-or-later
# Compiles resources/presets into the library, so that every program has them without a file beside it.
# Sets BASIN_PRESET_SOURCE.
file(GLOB BASIN_PRESET_FILES CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/resources/presets/*.json)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${BASIN_PRESET_FILES})
set(entries "")
foreach(file ${BASIN_PRESET_FILES})
  get_filename_component(name ${file} NAME)
  file(READ ${file} text)
  string(APPEND entries "    {\"${name}\", R\"preset(${text})preset\"},\n")
endforeach()
set(BASIN_PRESET_SOURCE ${CMAKE_CURRENT_BINARY_DIR}/preset_files.cpp)
file(CONFIGURE OUTPUT ${BASIN_PRESET_SOURCE} @ONLY CONTENT "// Generated from resources/presets.
#include \"core/io/preset_files.h\"

namespace basin {
std::span<const PresetFile> preset_files() {
    static constexpr PresetFile files[] = {
@entries@    };
    return files;
}
}  // namespace basin
")
