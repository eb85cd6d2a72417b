// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/softmax_lines.h"

#include "core/numeric/text.h"

namespace basin {

namespace {

std::vector<std::string> named(const std::optional<MatrixSource>& source) {
    return source ? source->columns : std::vector<std::string>();
}

/// Those of A1's table. named: how many of them are not in A1; a matrix that none is named of is no table.
std::vector<std::string> number_columns(const SoftmaxProblemSpec& problem, std::size_t named) {
    std::vector<std::string> names;
    if (!problem.A1) return names;
    if (const auto& report = problem.A1->report) {
        for (const ColumnReport& column : report->columns)
            if (column.kind == ColumnKind::number) names.push_back(column.name);
    } else if (named > 0) {
        const auto all = static_cast<std::size_t>(problem.A1->value->cols()) + named;
        for (std::size_t j = 1; j <= all; ++j) names.push_back(std::to_string(j));
    }
    return names;
}

/// "; A2: "yield"", the first of many names; empty where there is none.
std::string names_text(const char* what, const std::vector<std::string>& names) {
    constexpr std::size_t most = 12;
    std::vector<std::string> told;
    for (const std::string& name : names)
        if (told.size() < most) told.push_back('"' + name + '"');
    if (names.size() > most) told.push_back(std::to_string(names.size() - most) + " others");
    return told.empty() ? std::string() : std::string("; ") + what + ": " + joined(told, "and");
}

}  // namespace

std::vector<std::string> key_columns(const SoftmaxProblemSpec& problem) {
    if (!problem.columns.empty() && !(problem.A1 && problem.A1->report)) return problem.columns;
    const std::vector<std::string> A2 = named(problem.A2), b = named(problem.b);
    std::vector<std::string> names;
    for (std::string& name : number_columns(problem, A2.size() + b.size())) {
        const bool taken =
            problem.columns.empty() ? !is_in(A2, name) && !is_in(b, name) : is_in(problem.columns, name);
        if (taken) names.push_back(std::move(name));
    }
    return names;
}

std::vector<std::string> softmax_lines(const SoftmaxProblemSpec& problem) {
    if (!problem.A1 || !problem.A1->report) return {};
    const TableReport& report = *problem.A1->report;
    const std::vector<std::string> A1 = key_columns(problem), A2 = named(problem.A2), b = named(problem.b);
    std::vector<std::string> out;
    for (const ColumnReport& column : report.columns)
        if (!is_in(A1, column.name) && !is_in(A2, column.name) && !is_in(b, column.name))
            out.push_back(column.name);
    const char* left_out = problem.columns.empty() ? "left out, as words and dates are" : "left out";
    std::vector<std::string> lines{table_lines(report).front()};
    lines.push_back(std::to_string(report.rows) + " rows from line " + std::to_string(report.first_line) +
                    names_text("A1", A1) + names_text("A2", A2) + names_text("b", b) +
                    names_text(left_out, out));
    lines.insert(lines.end(), report.notes.begin(), report.notes.end());
    return lines;
}

}  // namespace basin
