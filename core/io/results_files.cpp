// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/results_files.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "core/io/csv.h"
#include "core/io/quote.h"
#include "core/io/results_io.h"
#include "core/numeric/input_error.h"
#include "core/numeric/text.h"

namespace basin {

namespace {

constexpr std::string_view exact_kind = "exact";
constexpr std::string_view model_kind = "model";

const std::vector<std::string>& path_columns() {
    static const std::vector<std::string> columns{"a", "b", "outside"};
    return columns;
}

const std::vector<std::string>& spectrum_columns() {
    static const std::vector<std::string> columns{"solver", "iteration", "kind", "index", "eigenvalue"};
    return columns;
}

const std::vector<std::string>& basin_map_columns() {
    static const std::vector<std::string> columns{"radius", "error",    "trials",    "successes",
                                                  "rate",   "rate_low", "rate_high", "median_iterations"};
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

void write_spectrum(CsvWriter& writer, const std::string& label, Index iteration, std::string_view kind,
                    const Vector& eigenvalues) {
    for (Index i = 0; i < eigenvalues.size(); ++i) {
        writer.cell(label).cell(iteration).cell(kind).cell(i).cell(eigenvalues(i)).end_line();
    }
}

bool any(const std::vector<Vector>& spectra) {
    return std::any_of(spectra.begin(), spectra.end(), [](const Vector& v) { return v.size() > 0; });
}

/// The place of an iteration in a history.
std::optional<std::size_t> record_of(const SolverRun& run, Index iteration) {
    const auto likely = static_cast<std::size_t>(iteration);
    if (likely < run.history.size() && run.history[likely].iteration == iteration) return likely;
    const auto found =
        std::find_if(run.history.begin(), run.history.end(),
                     [&](const IterationRecord& record) { return record.iteration == iteration; });
    if (found == run.history.end()) return std::nullopt;
    return static_cast<std::size_t>(found - run.history.begin());
}

void append(Vector& values, double value) {
    values.conservativeResize(values.size() + 1);
    values(values.size() - 1) = value;
}

void require_header(const std::vector<std::string_view>& found, const std::vector<std::string>& expected,
                    const std::string& where) {
    if (std::equal(found.begin(), found.end(), expected.begin(), expected.end())) return;
    throw InputError(where, "line 1: found another header; expected the one that basin writes");
}

void insert_once(std::vector<double>& values, double value) {
    if (std::find(values.begin(), values.end(), value) == values.end()) values.push_back(value);
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

bool has_spectrum(const Results& results) {
    return std::any_of(results.runs.begin(), results.runs.end(), [](const SolverRun& run) {
        return any(run.eigenvalues) || any(run.model_eigenvalues);
    });
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
        const Index place = require_column(table, column.name, where);
        for (std::size_t i = 0; i < lines; ++i) {
            const double value = table.values(static_cast<Index>(i), place);
            if (column.whole) require_whole(value, i + 2, column.name, where);
            column.write(run.history[i], value);
        }
    }
    run.eigenvalues.resize(lines);
    run.model_eigenvalues.resize(lines);
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

std::string spectrum_csv(const Results& results) {
    CsvWriter writer(spectrum_columns());
    const auto labels = run_labels(results.runs);
    for (std::size_t r = 0; r < results.runs.size(); ++r) {
        const SolverRun& run = results.runs[r];
        for (std::size_t i = 0; i < run.history.size(); ++i) {
            const Index iteration = run.history[i].iteration;
            write_spectrum(writer, labels[r], iteration, exact_kind, run.eigenvalues[i]);
            write_spectrum(writer, labels[r], iteration, model_kind, run.model_eigenvalues[i]);
        }
    }
    return writer.text();
}

void parse_spectrum(std::string_view text, const std::string& where, std::vector<SolverRun>& runs) {
    const auto labels = run_labels(runs);
    CsvReader reader(text, where);
    std::vector<std::string_view> cells;
    if (!reader.next(cells)) throw InputError(where, "found an empty file; expected a header and numbers");
    require_header(cells, spectrum_columns(), where);
    while (reader.next(cells)) {
        const auto label = std::find(labels.begin(), labels.end(), cells[0]);
        if (label == labels.end())
            reader.fail(0, "found " + quote(cells[0]) + "; expected a solver of result.json");
        SolverRun& run = runs[static_cast<std::size_t>(label - labels.begin())];
        const auto place = record_of(run, reader.whole(cells, 1));
        if (!place) reader.fail(1, "found " + quote(cells[1]) + "; expected an iteration of the history");
        if (cells[2] != exact_kind && cells[2] != model_kind) {
            reader.fail(2, "found " + quote(cells[2]) + "; expected exact or model");
        }
        append((cells[2] == exact_kind ? run.eigenvalues : run.model_eigenvalues)[*place],
               reader.number_or_blank(cells, 4));
    }
}

std::string basin_map_csv(const BasinMap& map) {
    CsvWriter writer(basin_map_columns());
    for (Index e = 0; e < map.errors.size(); ++e) {
        for (Index r = 0; r < map.radii.size(); ++r) {
            const BasinMapCell& cell = map.cell(r, e);
            writer.cell(map.radii(r)).cell(map.errors(e)).cell(cell.trials).cell(cell.successes);
            if (cell.trials > 0) {
                const auto interval = wilson_interval(cell.successes, cell.trials);
                writer.cell(static_cast<double>(cell.successes) / static_cast<double>(cell.trials));
                writer.cell(interval.low).cell(interval.high);
            } else {
                writer.cell(not_applicable).cell(not_applicable).cell(not_applicable);
            }
            writer.cell(cell.median_iterations).end_line();
        }
    }
    return writer.text();
}

BasinMap parse_basin_map(std::string_view text, const std::string& where) {
    CsvReader reader(text, where);
    std::vector<std::string_view> cells;
    if (!reader.next(cells)) throw InputError(where, "found an empty file; expected a header and numbers");
    require_header(cells, basin_map_columns(), where);
    std::vector<double> radii, errors;
    BasinMap map;
    while (reader.next(cells)) {
        insert_once(radii, reader.number(cells, 0));
        insert_once(errors, reader.number(cells, 1));
        map.cells.push_back(
            {reader.whole(cells, 2), reader.whole(cells, 3), reader.number_or_blank(cells, 7)});
        if (map.cells.back().trials > 0) ++map.computed;
    }
    if (map.cells.size() != radii.size() * errors.size()) {
        throw InputError(where, "found " + std::to_string(map.cells.size()) + " cells; expected " +
                                    std::to_string(radii.size()) + " x " + std::to_string(errors.size()));
    }
    map.radii = Eigen::Map<const Vector>(radii.data(), static_cast<Index>(radii.size()));
    map.errors = Eigen::Map<const Vector>(errors.data(), static_cast<Index>(errors.size()));
    return map;
}

}  // namespace basin
