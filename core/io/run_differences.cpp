// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/run_differences.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_set>

#include "core/io/formats/csv.h"
#include "core/numeric/text.h"

namespace basin {

namespace {

constexpr std::size_t most_told = 3;
constexpr std::string_view solvers_prefix = "solvers[", data_prefix = "problem.data";

template <double RowEnd::*member>
double read_end(const RowEnd& end) {
    return end.*member;
}

constexpr std::array<EndColumn, 7> columns_of_ends{
    {{"iterations", [](const RowEnd& end) { return static_cast<double>(end.iterations); }},
     {"objective", read_end<&RowEnd::objective>},
     {"gradient_norm", read_end<&RowEnd::gradient_norm>},
     {"distance", read_end<&RowEnd::distance>},
     {"train_error", read_end<&RowEnd::train_error>},
     {"test_error", read_end<&RowEnd::test_error>},
     {"seconds", read_end<&RowEnd::seconds>}}};

/// All paths of all runs, each behind the one before it in its own run.
std::vector<std::string> all_paths(std::span<const ComparedRun> runs) {
    std::vector<std::string> paths;
    std::unordered_set<std::string> known;
    for (const ComparedRun& run : runs) {
        const std::string* before = nullptr;
        for (const RowField& field : run.row->fields) {
            if (known.insert(field.path).second) {
                auto place = before == nullptr ? paths.begin() : std::ranges::find(paths, *before);
                if (place != paths.end() && before != nullptr) ++place;
                paths.insert(place, field.path);
            }
            before = &field.path;
        }
    }
    return paths;
}

/// hint: where it stands in runs that have the same fields.
const std::string* find(const RunRow& row, const std::string& path, std::size_t hint) {
    const bool is_there = hint < row.fields.size() && row.fields[hint].path == path;
    return is_there ? &row.fields[hint].value : row.find(path);
}

bool has_same(const RunRow& row, const std::string& path, std::size_t hint, const std::string* value) {
    const std::string* own = find(row, path, hint);
    return (own == nullptr) == (value == nullptr) && (own == nullptr || *own == *value);
}

/// Whether it says something of the run of that solver, in a legend.
bool is_told(const std::string& path, std::size_t solver) {
    if (path.starts_with(solvers_prefix))
        return path.starts_with(std::string(solvers_prefix) + std::to_string(solver) + "].");
    return !path.starts_with(data_prefix);
}

std::string last_key(const std::string& path) {
    return path.substr(path.rfind('.') + 1);
}

/// Numbers as people read them; a seed keeps its digits.
std::string told_value(const std::string& value) {
    const bool is_whole = value.find_first_not_of("0123456789") == std::string::npos;
    const auto number = parse_number(value);
    return number && !is_whole ? number_text(*number, 4) : value;
}

/// Its last key, or all of it where others end likewise.
std::string short_key(const std::string& path, const std::vector<std::string>& among) {
    const std::string key = last_key(path);
    const auto like = std::ranges::count_if(among, [&](const auto& other) { return last_key(other) == key; });
    return like > 1 ? path : key;
}

bool is_known(std::span<const ComparedRun> runs, const std::string& label, const EndColumn& column) {
    return std::ranges::any_of(runs, [&](const ComparedRun& run) {
        const RowEnd* end = end_of(*run.row, label);
        return end != nullptr && !std::isnan(column.read(*end));
    });
}

}  // namespace

std::vector<std::string> differing_paths(std::span<const ComparedRun> runs) {
    std::vector<std::string> differing;
    if (runs.size() < 2) return differing;
    std::vector<std::string> paths = all_paths(runs);
    for (std::size_t i = 0; i < paths.size(); ++i) {
        const std::string* first = find(*runs.front().row, paths[i], i);
        const bool same = std::ranges::all_of(
            runs, [&](const ComparedRun& run) { return has_same(*run.row, paths[i], i, first); });
        if (!same) differing.push_back(std::move(paths[i]));
    }
    return differing;
}

std::vector<std::string> solvers_of(std::span<const ComparedRun> runs) {
    std::vector<std::string> labels;
    for (const ComparedRun& run : runs)
        for (const RowEnd& end : run.row->ends)
            if (std::ranges::find(labels, end.label) == labels.end()) labels.push_back(end.label);
    return labels;
}

const RowEnd* end_of(const RunRow& row, std::string_view label) {
    const auto found = std::ranges::find(row.ends, label, &RowEnd::label);
    return found == row.ends.end() ? nullptr : &*found;
}

std::span<const EndColumn> end_columns() {
    return columns_of_ends;
}

std::string difference_text(const std::vector<RowField>& fields, std::span<const std::string> paths,
                            std::size_t solver) {
    std::vector<std::string> told;
    for (const std::string& path : paths) {
        const auto found = std::ranges::find(fields, path, &RowField::path);
        const bool is_list = found != fields.end() && found->value.find_first_of("[{") == 0;
        if (is_told(path, solver) && !is_list) told.push_back(path);
    }
    std::string text;
    for (std::size_t i = 0; i < std::min(told.size(), most_told); ++i) {
        const auto found = std::ranges::find(fields, told[i], &RowField::path);
        const std::string value = found == fields.end() ? "none" : told_value(found->value);
        text += (i == 0 ? "" : ", ") + short_key(told[i], told) + " = " + value;
    }
    return told.size() > most_told ? text + ", …" : text;
}

std::string comparison_csv(std::span<const ComparedRun> runs) {
    const std::vector<std::string> paths = differing_paths(runs), labels = solvers_of(runs);
    std::vector<std::string> header{"run"};
    header.insert(header.end(), paths.begin(), paths.end());
    for (const std::string& label : labels) {
        header.push_back(label + ": end");
        for (const EndColumn& column : columns_of_ends)
            if (is_known(runs, label, column)) header.push_back(label + ": " + std::string(column.key));
    }
    CsvWriter table(header);
    for (const ComparedRun& run : runs) {
        table.cell(run.name);
        for (const std::string& path : paths) {
            const std::string* value = run.row->find(path);
            table.cell(value == nullptr ? std::string_view() : std::string_view(*value));
        }
        for (const std::string& label : labels) {
            const RowEnd* end = end_of(*run.row, label);
            table.cell(end == nullptr ? std::string() : end->word());
            for (const EndColumn& column : columns_of_ends)
                if (is_known(runs, label, column))
                    table.cell(end == nullptr ? not_applicable : column.read(*end));
        }
        table.end_line();
    }
    return table.text();
}

}  // namespace basin
