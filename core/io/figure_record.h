// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/experiment/environment.h"
#include "core/experiment/experiment.h"
#include "core/experiment/plot_words.h"
#include "core/io/comparison.h"

namespace basin {

/// The most numbers of a plot that a figure carries, in bytes of CSV; beyond it carries their checksum.
inline constexpr std::size_t most_plotted_bytes = std::size_t{1} << 20;

/// The numbers that a plot of a figure shows, as CSV.
struct PlottedNumbers {
    PlotKind plot;
    PlotSpec seen;         // which view, whose run
    std::string table;     // of the quantities; empty where only the checksum is carried
    std::string paths;     // over a plane: curve, x, y; the same
    std::string sum = {};  // checksum of both without what is measured
};
PlottedNumbers plotted_numbers(PlotKind plot, const PlotSpec& seen, std::string table, std::string paths);
/// What differs between those of a figure and those of a new run.
Comparison compare_plotted(const PlottedNumbers& before, const PlottedNumbers& now);

/// What a figure carries, so that it can be opened again and checked: in JSON
/// {"format":"basin-figure","version":1,"experiment","plots":[{"plot","seen","table","paths","checksum"}],"data",
/// "environment","whole","drawing","checksum"}. drawing: the checksum of the picture (drawing_checksum());
/// checksum: that of the text itself with zeros in its place.
struct FigureRecord {
    Experiment experiment;  // with its view
    std::vector<PlottedNumbers> plots;
    nlohmann::ordered_json data;  // where its data were read from, as in a result.json
    Environment environment;
    bool whole = true;  // false: drawn of a run that had not come to its end
    std::uint64_t drawing = 0;
};

/// In ASCII, not sealed yet: zeros for both checksums.
std::string figure_record_text(const FigureRecord& record);
/// The same length with both; a text without them as it is.
std::string sealed(std::string text, std::uint64_t drawing);

/// Whether the text in a figure is such a record; figures of earlier versions carry the experiment alone.
bool is_figure_record(const nlohmann::json& top);
/// The experiment in it, as JSON. Throws InputError for a newer version.
const nlohmann::json& experiment_in(const nlohmann::json& record, const std::string& where);

/// What a figure carries, and what of it is not as it was written: a sentence each.
struct ReadFigure {
    FigureRecord record;
    std::vector<std::string> altered;
};
/// Throws InputError where it carries none, or one that cannot be read. folder: for relative data files.
ReadFigure read_figure(std::string_view bytes, const std::string& where, const std::filesystem::path& folder);

}  // namespace basin
