// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

#include <nlohmann/json_fwd.hpp>

#include "core/experiment/experiment.h"

namespace basin {

/// Reads a *.basin.json file, or the experiment inside a result.json or a figure of this program. Unknown
/// keys, wrong types and values out of range throw InputError naming the file and the key, with the nearest
/// known key suggested. Left out keys have their defaults; sections that are left out
/// (core/experiment/sections.h) are left out of the run.
Experiment read_experiment(const std::filesystem::path& file);
/// The same from text; where stands for the file in messages, directory for relative data files.
Experiment parse_experiment(const std::string& text, const std::string& where,
                            const std::filesystem::path& directory = {});

/// The complete experiment, defaults written out; parse_experiment reads it back to an equal one. Data that
/// came from files are written as those files' names, relative to base when it is given.
nlohmann::ordered_json experiment_to_json(const Experiment& experiment,
                                          const std::filesystem::path& base = {});
/// Writes it atomically, data files relative to the file's folder.
void write_experiment(const Experiment& experiment, const std::filesystem::path& file);

}  // namespace basin
