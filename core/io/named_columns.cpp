// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/named_columns.h"

#include <algorithm>
#include <string>
#include <vector>

#include "core/experiment/nearest_word.h"
#include "core/io/formats/matrix_format.h"
#include "core/io/formats/table_text.h"
#include "core/io/quote.h"
#include "core/io/text_file.h"
#include "core/numeric/input_error.h"
#include "core/numeric/text.h"

namespace basin {

namespace {

std::vector<Index> positions(const Table& numbers, const std::vector<std::string>& names, const char* key) {
    std::vector<Index> found;
    for (const std::string& name : names) {
        const auto column = std::ranges::find(numbers.columns, name);
        if (column == numbers.columns.end())
            throw InputError(key, "found no column of numbers " + quote(name) + " in the table of A1" +
                                      suggestion(name, numbers.columns));
        found.push_back(column - numbers.columns.begin());
    }
    return found;
}

bool is_named(const std::optional<MatrixSource>& source) {
    return source && !source->columns.empty();
}

/// "; A2: "yield"", the first of many names; empty where there is none.
std::string names_text(const char* what, const std::vector<std::string>& names) {
    constexpr std::size_t most = 12;
    std::vector<std::string> told;
    for (const std::string& name : names)
        if (told.size() < most) told.push_back(quote(name));
    if (names.size() > most) told.push_back(std::to_string(names.size() - most) + " others");
    return told.empty() ? std::string() : std::string("; ") + what + ": " + joined(told, "and");
}

}  // namespace

std::vector<std::string> key_table_lines(const SoftmaxProblemSpec& problem) {
    if (!problem.A1 || problem.A1->file.empty()) return {};
    const std::filesystem::path& file = problem.A1->file;
    const std::string content = read_file(file);
    if (matrix_format(file, content).format != MatrixFormat::csv) return {};
    const Table table = parse_table(content, file.string(), problem.reading, {.complete = true});
    const auto named = [](const std::optional<MatrixSource>& source) {
        return source ? source->columns : std::vector<std::string>();
    };
    const std::vector<std::string> A2 = named(problem.A2), b = named(problem.b);
    std::vector<std::string> A1, out;
    for (Index j = 0; j < table.values.cols(); ++j) {
        const std::string& name = table.columns[static_cast<std::size_t>(j)];
        const bool taken = std::ranges::find(A2, name) != A2.end() || std::ranges::find(b, name) != b.end();
        if (!taken) (table.kind(j) == ColumnKind::number ? A1 : out).push_back(name);
    }
    std::vector<std::string> lines{table_lines(table.report).front()};
    lines.push_back(std::to_string(table.report.rows) + " rows from line " +
                    std::to_string(table.report.first_line) + names_text("A1", A1) + names_text("A2", A2) +
                    names_text("b", b) + names_text("left out, as words and dates are", out));
    lines.insert(lines.end(), table.report.notes.begin(), table.report.notes.end());
    return lines;
}

void take_named_columns(SoftmaxProblemSpec& problem) {
    const bool A2 = is_named(problem.A2), b = is_named(problem.b);
    if (!A2 && !b) return;
    if (!problem.A1 || problem.A1->file.empty())
        throw InputError(A2 ? "problem.data.A2" : "problem.data.b",
                         "found names of columns; expected them beside an A1 that is a table with a header");
    const Table numbers = only_numbers(read_table(problem.A1->file, problem.reading, {.complete = true}));
    std::vector<Index> taken;
    const auto take = [&](std::optional<MatrixSource>& source, const char* key, bool rows) {
        const auto columns = positions(numbers, source->columns, key);
        taken.insert(taken.end(), columns.begin(), columns.end());
        Matrix values = numbers.values(Eigen::all, columns);
        if (rows) values.transposeInPlace();
        source->value = std::make_shared<const Matrix>(std::move(values));
        source->file = problem.A1->file;
    };
    if (A2) take(problem.A2, "problem.data.A2", true);
    if (b) take(problem.b, "problem.data.b", false);
    std::vector<Index> left;
    for (Index j = 0; j < numbers.values.cols(); ++j)
        if (std::ranges::find(taken, j) == taken.end()) left.push_back(j);
    if (left.empty())
        throw InputError("problem.data.A1", "found every column named elsewhere; expected at least one left");
    problem.A1->value = std::make_shared<const DesignMatrix>(Matrix(numbers.values(Eigen::all, left)));
}

}  // namespace basin
