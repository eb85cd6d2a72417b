// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/experiment/results.h"
#include "core/io/folder_replacement.h"
#include "core/io/json_reader.h"
#include "core/io/whole_folder.h"

namespace basin {

// The sections of an experiment in a results folder, each as its part says (stored_part.h).

/// The files that they may have.
std::vector<std::string_view> section_files(const Experiment& experiment);
/// Their members of result.json, in the order of the file.
void write_sections(const Results& results, nlohmann::ordered_json& top);
/// The files that belong to them, and what these hold.
std::vector<FolderFile> section_texts(const Results& results);
/// Reads back what is there of them. Everything else of the results has been read. Throws InputError.
void read_sections(JsonObject& top, const WholeFolder& folder, Results& results);

}  // namespace basin
