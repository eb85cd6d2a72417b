// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/named_columns.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "core/experiment/nearest_word.h"
#include "core/io/formats/matrix_file.h"
#include "core/io/formats/matrix_format.h"
#include "core/io/formats/table_text.h"
#include "core/io/quote.h"
#include "core/io/text_file.h"
#include "core/numeric/input_error.h"

namespace basin {

namespace {

constexpr TableUse as_matrix{.is_matrix = true};

std::vector<std::string> number_names(const TableReport& report) {
    std::vector<std::string> names;
    for (const ColumnReport& column : report.columns)
        if (column.kind == ColumnKind::number) names.push_back(column.name);
    return names;
}

/// The table of A1 while its columns are shared out.
class KeyTable {
  public:
    explicit KeyTable(SoftmaxProblemSpec& problem) : problem_(problem) {
        // What was taken out of it before is not in A1 any more.
        const auto all = problem.A1->report ? std::ssize(number_names(*problem.A1->report)) : 0;
        if (problem.A1->value->cols() != all)
            *problem.A1 = keys_of(read_key_table(problem.A1->file, problem.reading), problem.A1->file);
        for (Index j = 1; j <= numbers().cols(); ++j) names_.push_back(std::to_string(j));
        if (problem.A1->report) names_ = number_names(*problem.A1->report);
    }

    void take_rows(std::optional<MatrixSource>& source, const char* key) {
        if (!is_named(source)) return;
        take(*source, key);
        source->value = std::make_shared<const Matrix>(source->value->transpose());
    }
    void take_column(std::optional<MatrixSource>& source, const char* key) {
        if (is_named(source)) take(*source, key);
    }

    void take_keys() {
        const char* key = problem_.columns.empty() ? "A1" : "columns";
        std::vector<Index> kept = problem_.columns.empty() ? left() : positions(problem_.columns, key);
        std::ranges::sort(kept);  // as they stand in the table
        if (kept.empty())
            throw InputError("problem.data.A1",
                             "found every column named elsewhere; expected at least one left");
        refuse_missing(kept);
        if (std::ssize(kept) == numbers().cols()) return;
        problem_.A1->value = std::make_shared<const DesignMatrix>(Matrix(numbers()(Eigen::all, kept)));
    }

    static bool is_named(const std::optional<MatrixSource>& source) {
        return source && !source->columns.empty();
    }

  private:
    const Matrix& numbers() const { return problem_.A1->value->dense(); }

    std::vector<Index> positions(const std::vector<std::string>& wanted, const char* key) const {
        std::vector<Index> found;
        for (const std::string& name : wanted) {
            const auto column = std::ranges::find(names_, name);
            if (column == names_.end())
                throw InputError(std::string("problem.data.") + key, "found no column of numbers " +
                                                                         quote(name) + " in the table of A1" +
                                                                         suggestion(name, names_));
            found.push_back(column - names_.begin());
        }
        return found;
    }

    void take(MatrixSource& source, const char* key) {
        const std::vector<Index> columns = positions(source.columns, key);
        refuse_missing(columns);
        taken_.insert(taken_.end(), columns.begin(), columns.end());
        source.value = std::make_shared<const Matrix>(numbers()(Eigen::all, columns));
        source.file = problem_.A1->file;
    }

    std::vector<Index> left() const {
        std::vector<Index> columns;
        for (Index j = 0; j < numbers().cols(); ++j)
            if (std::ranges::find(taken_, j) == taken_.end()) columns.push_back(j);
        return columns;
    }

    void refuse_missing(const std::vector<Index>& columns) const {
        const auto misses = [this](Index column) { return numbers().col(column).hasNaN(); };
        if (std::ranges::none_of(columns, misses)) return;
        const std::filesystem::path& file = problem_.A1->file;
        try {
            const bool names = problem_.A1->report && problem_.A1->report->has_header;
            // Without names nothing can be left out of it, and the reader itself says what it found.
            if (!names) read_table(file, problem_.reading, {.is_matrix = true, .complete = true});
            refuse_first(columns, read_key_table(file, problem_.reading));
        } catch (const InputError& error) {
            throw InputError("problem.data.A1", error.what());
        }
    }

    /// The first one from above, with its place in the table.
    void refuse_first(const std::vector<Index>& columns, const Table& table) const {
        for (Index row = 0; row < numbers().rows(); ++row) {
            for (const Index column : columns) {
                if (!std::isnan(numbers()(row, column))) continue;
                const std::string& name = names_[static_cast<std::size_t>(column)];
                const auto place = std::ranges::find(table.columns, name) - table.columns.begin();
                throw InputError(problem_.A1->file.string(),
                                 "line " + std::to_string(table.line(row)) + ", column " +
                                     std::to_string(place + 1) + ": " + quote(name) +
                                     ": found no value; expected a number, or \"columns\" without " +
                                     quote(name));
            }
        }
    }

    SoftmaxProblemSpec& problem_;
    std::vector<std::string> names_;
    std::vector<Index> taken_;
};

}  // namespace

Table read_key_table(const std::filesystem::path& file, const TableOptions& options) {
    return read_table(file, options, as_matrix);
}

DesignSource keys_of(const Table& table, const std::filesystem::path& file) {
    DesignSource keys;
    keys.file = file;
    keys.value = std::make_shared<const DesignMatrix>(numbers_of(table, file.string()).values);
    const bool is_text = !table.report.decimal.empty();
    if (is_text) keys.report = std::make_shared<const TableReport>(table.report);
    return keys;
}

DesignSource read_keys(const std::filesystem::path& file, const TableOptions& options) {
    std::string content = read_file(file);
    if (!content.empty() && matrix_format(file, content).format == MatrixFormat::csv)
        return keys_of(parse_table(std::move(content), file.string(), options, as_matrix), file);
    DesignSource keys;
    keys.file = file;
    keys.value = std::make_shared<const DesignMatrix>(parse_design(file, content));
    return keys;
}

void take_named_columns(SoftmaxProblemSpec& problem) {
    const bool A2 = KeyTable::is_named(problem.A2), b = KeyTable::is_named(problem.b);
    const bool names = A2 || b || !problem.columns.empty();
    const bool is_table = problem.A1 && !problem.A1->file.empty() && !problem.A1->value->is_sparse();
    if (names && !is_table) {
        throw InputError(std::string("problem.data.") + (A2  ? "A2"
                                                         : b ? "b"
                                                             : "columns"),
                         "found names of columns; expected them beside an A1 that is a table with a header");
    }
    if (!is_table || (!names && !problem.A1->report)) return;
    KeyTable table(problem);
    table.take_rows(problem.A2, "A2");
    table.take_column(problem.b, "b");
    table.take_keys();
}

}  // namespace basin
