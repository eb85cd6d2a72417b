// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/experiment/experiment.h"
#include "core/io/folder_replacement.h"

namespace basin {

/// How many bytes of A1, A2, b and w go into a results folder: 8 a number, 24 an entry of a sparse matrix.
inline constexpr std::uint64_t most_carried_bytes = std::uint64_t{64} << 20;

/// An experiment as its results folder holds it.
struct CarriedData {
    Experiment experiment;          // on the copies, their names relative to the folder
    std::vector<FolderFile> files;  // data-A1.npy (.mtx where sparse), data-A2.npy, data-b.npy, data-w.npy
    /// One entry a source that was read from a file: its key in the experiment, read_from, checksum of its
    /// values, copy (a file of the folder, "experiment" where the values stand there, or null: too large).
    nlohmann::ordered_json sources;
};

/// The experiment without need of the files it was read from: series and starts are written into it, the
/// data of a softmax regression beside it as long as they fit.
CarriedData carry_data(const Experiment& experiment, std::uint64_t most_bytes = most_carried_bytes);

/// The names that those files may have.
std::vector<std::string> carried_names(const Experiment& experiment);

/// The checksums of all values of data that an experiment holds, by their keys.
std::map<std::string, std::string> data_checksums(const Experiment& experiment);

/// The files that an experiment's data were read from, or are in.
std::vector<std::filesystem::path> source_files(const Experiment& experiment);

/// Throws InputError naming the file when an experiment out of a result.json reads data that are not in its
/// folder and have changed since.
void check_sources(const nlohmann::json& result, const Experiment& experiment);

/// The experiment in a result.json, for what needs no data: those that are not in its folder have no values,
/// only the name of their file. where and folder as in parse_experiment().
Experiment parse_stored_experiment(const nlohmann::json& result, const std::string& where,
                                   const std::filesystem::path& folder);

}  // namespace basin
