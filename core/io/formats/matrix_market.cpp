// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/formats/matrix_market.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>
#include <utility>
#include <vector>

#include "core/io/formats/written_number.h"
#include "core/io/quote.h"
#include "core/numeric/input_error.h"
#include "core/numeric/memory.h"
#include "core/numeric/text.h"

namespace basin {

namespace {

struct Header {
    bool coordinate = false;
    bool symmetric = false;
    bool pattern = false;
};

/// The first line that holds data: rows, columns and how many entries follow.
struct Sizes {
    Index rows = 0;
    Index columns = 0;
    Index entries = 0;
};

std::string lower(std::string_view text) {
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return result;
}

/// Lines and their words, with the line number for messages.
class Lines {
  public:
    Lines(std::string_view text, const std::string& where) : rest_(text), where_(where) {}

    /// The next line's words; false at the end of the text.
    bool next(std::vector<std::string_view>& words) {
        if (rest_.empty()) return false;
        const auto end = rest_.find('\n');
        std::string_view line = rest_.substr(0, end);
        rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
        ++line_;
        words.clear();
        constexpr std::string_view blanks = " \t\r";
        for (auto first = line.find_first_not_of(blanks); first != std::string_view::npos;
             first = line.find_first_not_of(blanks)) {
            line.remove_prefix(first);
            const auto length = std::min(line.find_first_of(blanks), line.size());
            words.push_back(line.substr(0, length));
            line.remove_prefix(length);
        }
        return true;
    }

    /// The next line that holds data: comments and blank lines are passed over.
    bool next_data(std::vector<std::string_view>& words) {
        while (next(words)) {
            if (!words.empty() && !words.front().starts_with('%')) return true;
        }
        return false;
    }

    [[noreturn]] void fail(const std::string& problem) const {
        throw InputError(where_, "line " + std::to_string(line_) + ": " + problem);
    }

    std::size_t bytes_left() const { return rest_.size(); }

  private:
    std::string_view rest_;
    const std::string& where_;
    std::size_t line_ = 0;
};

Header read_header(Lines& lines) {
    std::vector<std::string_view> words;
    if (!lines.next(words)) lines.fail("found an empty file; expected \"%%MatrixMarket matrix ...\"");
    if (words.size() != 5 || lower(words[0]) != "%%matrixmarket" || lower(words[1]) != "matrix") {
        lines.fail(
            "found another first line; expected \"%%MatrixMarket matrix array real general\" or the like");
    }
    const std::string format = lower(words[2]), field = lower(words[3]), symmetry = lower(words[4]);
    if (format != "array" && format != "coordinate") {
        lines.fail("found format " + quote(format) + "; expected array or coordinate");
    }
    const bool pattern = field == "pattern" && format == "coordinate";
    if (field != "real" && field != "double" && field != "integer" && !pattern) {
        lines.fail("found field " + quote(field) + "; expected real or integer" +
                   (format == "coordinate" ? ", or pattern" : ""));
    }
    if (symmetry != "general" && symmetry != "symmetric") {
        lines.fail("found symmetry " + quote(symmetry) + "; expected general or symmetric");
    }
    return {format == "coordinate", symmetry == "symmetric", pattern};
}

Index read_whole_number(const Lines& lines, std::string_view word) {
    Index value = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (error != std::errc{} || end != word.data() + word.size()) {
        lines.fail("found " + quote(word) + "; expected a whole number");
    }
    return value;
}

double read_entry(const Lines& lines, std::string_view word) {
    const WrittenNumber number = finite_number(word);
    if (!number.good()) lines.fail("found " + quote(word) + "; expected " + number.expected);
    return number.value;
}

[[noreturn]] void fail_again(const Lines& lines, Index i, Index j) {
    lines.fail("found entry (" + std::to_string(i + 1) + ", " + std::to_string(j + 1) +
               ") again; expected each entry once");
}

/// Sets an entry and, in a symmetric matrix, its mirror image; not_applicable marks entries not seen yet.
void set_entry(const Lines& lines, const Header& header, Matrix& matrix, Index i, Index j, double value) {
    if (!std::isnan(matrix(i, j))) fail_again(lines, i, j);
    matrix(i, j) = value;
    if (header.symmetric) matrix(j, i) = value;
}

void read_array(Lines& lines, const Header& header, Matrix& matrix) {
    std::vector<std::string_view> words;
    for (Index j = 0; j < matrix.cols(); ++j) {
        for (Index i = header.symmetric ? j : 0; i < matrix.rows(); ++i) {
            if (!lines.next_data(words)) lines.fail("found the end of the file; expected more entries");
            if (words.size() != 1)
                lines.fail("found " + std::to_string(words.size()) + " words; expected one number");
            set_entry(lines, header, matrix, i, j, read_entry(lines, words[0]));
        }
    }
    if (lines.next_data(words)) lines.fail("found more entries than the size line says");
}

Index read_place(const Lines& lines, std::string_view word, Index size) {
    const Index place = read_whole_number(lines, word);
    if (place < 1 || place > size) {
        lines.fail("found index " + std::to_string(place) + "; expected 1 to " + std::to_string(size));
    }
    return place - 1;
}

/// Calls take(row, column, value) for every line that gives an entry.
template <class Take>
void read_coordinates(Lines& lines, const Header& header, const Sizes& sizes, const Take& take) {
    std::vector<std::string_view> words;
    const std::size_t expected = header.pattern ? 2 : 3;
    for (Index k = 0; k < sizes.entries; ++k) {
        if (!lines.next_data(words)) {
            lines.fail("found " + std::to_string(k) + " entries; expected " + std::to_string(sizes.entries));
        }
        if (words.size() != expected) {
            lines.fail("found " + std::to_string(words.size()) + " words; expected " +
                       (header.pattern ? "row and column" : "row, column and value"));
        }
        const Index i = read_place(lines, words[0], sizes.rows);
        const Index j = read_place(lines, words[1], sizes.columns);
        take(i, j, header.pattern ? 1.0 : read_entry(lines, words[2]));
    }
    if (lines.next_data(words)) lines.fail("found more entries than the size line says");
}

Sizes read_sizes(Lines& lines, const Header& header) {
    std::vector<std::string_view> words;
    const std::size_t expected = header.coordinate ? 3 : 2;
    if (!lines.next_data(words) || words.size() != expected) {
        lines.fail(header.coordinate ? "found no size line; expected rows, columns and entries"
                                     : "found no size line; expected rows and columns");
    }
    Sizes sizes{read_whole_number(lines, words[0]), read_whole_number(lines, words[1]), 0};
    if (header.symmetric && sizes.rows != sizes.columns) {
        lines.fail("found a symmetric matrix that is not square");
    }
    if (header.coordinate) sizes.entries = read_whole_number(lines, words[2]);
    return sizes;
}

/// Each entry takes a digit and a line end: a short file cannot make us allocate much.
void require_long_enough(const Lines& lines, Index entries) {
    if (entries < 0 || static_cast<std::size_t>(entries) > (lines.bytes_left() + 1) / 2) {
        lines.fail("found a file too short for " + std::to_string(entries) + " entries");
    }
}

/// Reads once more, to name the line of an entry that is given twice.
void fail_where_repeated(std::string_view text, const std::string& where) {
    Lines lines(text, where);
    const Header header = read_header(lines);
    const Sizes sizes = read_sizes(lines, header);
    std::set<std::pair<Index, Index>> seen;
    read_coordinates(lines, header, sizes, [&](Index i, Index j, double) {
        const auto place = header.symmetric ? std::minmax(i, j) : std::pair<const Index&, const Index&>(i, j);
        if (!seen.emplace(place.first, place.second).second) fail_again(lines, i, j);
    });
}

}  // namespace

Matrix parse_matrix_market(std::string_view text, const std::string& where) {
    Lines lines(text, where);
    const Header header = read_header(lines);
    Sizes sizes = read_sizes(lines, header);
    require_fits(where, sizes.rows, sizes.columns);
    if (!header.coordinate) {
        sizes.entries = header.symmetric ? sizes.rows * (sizes.rows + 1) / 2 : sizes.rows * sizes.columns;
    }
    require_long_enough(lines, sizes.entries);
    Matrix matrix = Matrix::Constant(sizes.rows, sizes.columns, not_applicable);
    const auto take = [&](Index i, Index j, double value) { set_entry(lines, header, matrix, i, j, value); };
    if (header.coordinate) {
        read_coordinates(lines, header, sizes, take);
        matrix = matrix.array().isNaN().select(0.0, matrix);
    } else {
        read_array(lines, header, matrix);
    }
    return matrix;
}

bool is_coordinate_matrix_market(std::string_view text) {
    return lower(text.substr(0, text.find('\n'))).find("coordinate") != std::string::npos;
}

SparseRows parse_sparse_matrix_market(std::string_view text, const std::string& where) {
    Lines lines(text, where);
    const Header header = read_header(lines);
    if (!header.coordinate) lines.fail("found an array; expected coordinates");
    const Sizes sizes = read_sizes(lines, header);
    const double mirrored = header.symmetric ? 2 : 1;
    require_long_enough(lines, sizes.entries);
    require_sparse_fits(where, sizes.rows, sizes.columns, mirrored * static_cast<double>(sizes.entries));
    std::vector<SparseEntry> entries;
    entries.reserve(static_cast<std::size_t>(sizes.entries));
    read_coordinates(lines, header, sizes, [&](Index i, Index j, double value) {
        const auto row = static_cast<std::int32_t>(i), column = static_cast<std::int32_t>(j);
        entries.push_back({row, column, value});
        if (header.symmetric && i != j) entries.push_back({column, row, value});
    });
    try {
        return compress(sizes.rows, sizes.columns, entries, where);
    } catch (const InputError&) {
        fail_where_repeated(text, where);
        throw;
    }
}

std::string matrix_market_text(const Matrix& matrix) {
    std::string text = "%%MatrixMarket matrix array real general\n" + std::to_string(matrix.rows()) + ' ' +
                       std::to_string(matrix.cols()) + '\n';
    for (const double value : matrix.reshaped()) text += exact_number_text(value) + '\n';
    return text;
}

std::string matrix_market_text(const SparseRows& matrix) {
    std::string text = "%%MatrixMarket matrix coordinate real general\n" + std::to_string(matrix.rows) + ' ' +
                       std::to_string(matrix.columns) + ' ' + std::to_string(matrix.nonzeros()) + '\n';
    for (Index i = 0; i < matrix.rows; ++i) {
        const auto row = static_cast<std::size_t>(i);
        for (auto k = static_cast<std::size_t>(matrix.starts[row]);
             k < static_cast<std::size_t>(matrix.starts[row + 1]); ++k) {
            text += std::to_string(i + 1) + ' ' + std::to_string(matrix.places[k] + 1) + ' ' +
                    exact_number_text(matrix.values[k]) + '\n';
        }
    }
    return text;
}

}  // namespace basin
