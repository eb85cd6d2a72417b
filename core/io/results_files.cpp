// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/results_files.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "core/io/formats/csv.h"
#include "core/io/quote.h"
#include "core/io/results_io.h"
#include "core/numeric/input_error.h"
#include "core/numeric/text.h"

namespace basin {

namespace {

const std::vector<std::string>& path_columns() {
    static const std::vector<std::string> columns{"a", "b", "outside"};
    return columns;
}

std::optional<Index> find_column(const CsvTable& table, std::string_view name) {
    const auto found = std::find(table.columns.begin(), table.columns.end(), name);
    if (found == table.columns.end()) return std::nullopt;
    return found - table.columns.begin();
}

Index require_column(const CsvTable& table, std::string_view name, const std::string& where) {
    const auto column = find_column(table, name);
    if (!column) throw InputError(where, "found no column " + quote(name) + " in the header");
    return *column;
}

/// The line counts from 1, the header's.
void require_whole(double value, std::size_t line, std::string_view column, const std::string& where) {
    constexpr double largest = 9007199254740992;  // 2^53: above, a double skips whole numbers
    if (value >= 0 && value <= largest && value == std::floor(value)) return;
    throw InputError(where, "line " + std::to_string(line) + ", column " + std::string(column) + ": found " +
                                (std::isnan(value) ? "a blank" : number_text(value)) +
                                "; expected a whole number >= 0");
}

}  // namespace

std::string history_file(const std::string& label) {
    return "history-" + label + ".csv";
}

std::string series_file(const std::string& label) {
    return "series-" + label + ".csv";
}

std::string history_csv(const SolverRun& run) {
    std::vector<std::string> header;
    for (const RecordColumn& column : record_columns()) header.emplace_back(column.name);
    if (!run.path.empty()) header.insert(header.end(), path_columns().begin(), path_columns().end());
    CsvWriter writer(header);
    for (std::size_t i = 0; i < run.history.size(); ++i) {
        for (const RecordColumn& column : record_columns()) writer.cell(column.read(run.history[i]));
        if (i < run.path.size()) writer.cell(run.path[i].a).cell(run.path[i].b).cell(run.path[i].outside);
        writer.end_line();
    }
    return writer.text();
}

void parse_history(std::string_view text, const std::string& where, SolverRun& run) {
    const CsvTable table = parse_csv_table(text, where);
    const auto lines = static_cast<std::size_t>(table.values.rows());
    run.history.resize(lines);
    for (const RecordColumn& column : record_columns()) {
        if (column.later && !find_column(table, column.name)) continue;
        const Index place = require_column(table, column.name, where);
        for (std::size_t i = 0; i < lines; ++i) {
            const double value = table.values(static_cast<Index>(i), place);
            if (column.whole) require_whole(value, i + 2, column.name, where);
            column.write(run.history[i], value);
        }
    }
    run.eigenvalues.resize(lines);
    run.model_eigenvalues.resize(lines);
    run.eigenvalue_errors.resize(lines);
    run.densities.resize(lines);
    if (!find_column(table, "a")) return;
    const Index a = *find_column(table, "a");
    const Index b = require_column(table, "b", where), outside = require_column(table, "outside", where);
    for (const auto& line : table.values.rowwise()) run.path.push_back({line(a), line(b), line(outside)});
}

std::string landscape_csv(const Landscape& landscape) {
    CsvWriter writer({"a", "b", "value"});
    for (Index j = 0; j < landscape.b.size(); ++j) {
        for (Index i = 0; i < landscape.a.size(); ++i) {
            writer.cell(landscape.a(i)).cell(landscape.b(j)).cell(landscape.values(i, j)).end_line();
        }
    }
    return writer.text();
}

}  // namespace basin
