// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/series_table.h"

#include <algorithm>
#include <vector>

#include "core/io/formats/csv.h"
#include "core/io/formats/matrix_file.h"
#include "core/io/formats/written_number.h"
#include "core/io/quote.h"
#include "core/io/text_file.h"
#include "core/numeric/input_error.h"
#include "core/numeric/memory.h"

namespace basin {

namespace {

using Cells = std::vector<std::string_view>;

bool is_header(const Cells& cells, bool index) {
    return std::any_of(cells.begin() + (index ? 1 : 0), cells.end(), [](std::string_view cell) {
        return !cell.empty() && !written_number(cell).is_number;
    });
}

std::string without_quotes(std::string_view name) {
    const bool quoted = name.size() >= 2 && name.front() == '"' && name.back() == '"';
    return std::string(quoted ? name.substr(1, name.size() - 2) : name);
}

std::vector<std::string> numbered(std::size_t count) {
    std::vector<std::string> names;
    for (std::size_t j = 1; j <= count; ++j) names.push_back(std::to_string(j));
    return names;
}

/// One table while it is read.
class TableReader {
  public:
    TableReader(std::string_view text, const std::string& where, bool index)
        : reader_(text, where), where_(where), index_(index) {}

    SeriesTable read() {
        Cells cells;
        if (!reader_.next(cells))
            throw InputError(where_, "found an empty file; expected a table of numbers");
        if (is_header(cells, index_)) {
            take_names(cells);
        } else {
            table_.columns = numbered(cells.size());
            take_row(cells);
        }
        while (reader_.next(cells)) take_row(cells);
        const auto columns = static_cast<Index>(table_.columns.size());
        require_fits(where_, rows_, columns);
        using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
        table_.values = Eigen::Map<const RowMajor>(values_.data(), rows_, columns);
        return std::move(table_);
    }

  private:
    void take_names(const Cells& cells) {
        for (std::size_t j = 0; j < cells.size(); ++j) {
            const std::string name = without_quotes(cells[j]);
            const bool is_index = index_ && j == 0;
            if (name.empty() && !is_index) reader_.fail(j, "found no name; expected that of a column");
            if (std::ranges::find(table_.columns, name) != table_.columns.end())
                reader_.fail(j, "found the name " + quote(name) + " again; expected each column once");
            table_.columns.push_back(name);
        }
    }

    void take_row(const Cells& cells) {
        ++rows_;
        for (std::size_t j = 0; j < cells.size(); ++j) values_.push_back(value(cells, j));
    }

    double value(const Cells& cells, std::size_t j) const {
        if (index_ && j == 0) return static_cast<double>(rows_);
        const WrittenNumber number = finite_number(cells[j]);
        if (number.good()) return number.value;
        reader_.fail(j, quote(table_.columns[j]) + ": " +
                            (cells[j].empty() ? "found an empty cell" : "found " + quote(cells[j])) +
                            "; expected " + number.expected);
    }

    CsvReader reader_;
    const std::string& where_;
    bool index_;
    SeriesTable table_;
    std::vector<double> values_;  // row by row
    Index rows_ = 0;
};

}  // namespace

SeriesTable parse_series_table(std::string_view text, const std::string& where, bool index) {
    return TableReader(text, where, index).read();
}

SeriesTable read_series_table(const std::filesystem::path& file, bool index) {
    if (file.extension() == ".npy") {
        const Matrix values = read_matrix(file);
        return {numbered(static_cast<std::size_t>(values.cols())), values};
    }
    return parse_series_table(read_file(file), file.string(), index);
}

}  // namespace basin
