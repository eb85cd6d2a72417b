// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

namespace basin {

/// What people open where an experiment is expected.
enum class FileKind {
    experiment,      // JSON that says so, also inside results; or a figure or a report, which may carry one
    other_json,      // JSON of something else
    results_folder,  // with a result.json
    folder,
    results_part,  // another file of a results folder: histories, forecasts, maps
    table,         // text in columns, packed or not
    matrix,        // NPY or Matrix Market
    picture,       // of a kind that carries no experiment
    archive,       // zip, and the spreadsheets that are one
    empty,
    text,
    binary
};

/// By its first bytes, whatever its name says. Throws InputError for a file that is missing or unreadable.
FileKind kind_of(const std::filesystem::path& file);

/// Whether "Open data" makes something of it.
bool holds_data(FileKind kind);

/// "found a table; expected an experiment ...": what it is and what to do with it; empty for an experiment.
std::string not_an_experiment(FileKind kind);

}  // namespace basin
