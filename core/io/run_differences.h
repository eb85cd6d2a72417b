// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/io/run_row.h"

namespace basin {

// What sets runs apart: one rule for the columns of tables, the legends of plots and basin compare.

/// A run among others; the row must outlive it.
struct ComparedRun {
    std::string name;
    const RunRow* row;
};

/// The paths on which not all runs agree, one that lacks a field among them, in the order of a file.
std::vector<std::string> differing_paths(std::span<const ComparedRun> runs);

/// The labels of all solvers, each once, in the order in which they come.
std::vector<std::string> solvers_of(std::span<const ComparedRun> runs);
/// The end of that solver; null where the run has none.
const RowEnd* end_of(const RunRow& row, std::string_view label);

/// What an end has as a number.
struct EndColumn {
    std::string_view key;  // as in result.json
    double (*read)(const RowEnd& end);
};
std::span<const EndColumn> end_columns();

/// The values of those paths in a few words: "radius = 3, error = 0.2", at most three, then "…". Of settings
/// of solvers only those of this one; data and lists are told by nothing. Empty where nothing is left.
std::string difference_text(const std::vector<RowField>& fields, std::span<const std::string> paths,
                            std::size_t solver);

/// A row a run: its name, what differs, and of every solver its end, iterations, objective, gradient_norm,
/// distance and seconds, of networks also the errors. CSV.
std::string comparison_csv(std::span<const ComparedRun> runs);

}  // namespace basin
