// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/numeric/sparse_rows.h"

#include <algorithm>
#include <limits>
#include <tuple>
#include <utility>

#include "core/numeric/input_error.h"
#include "core/numeric/memory.h"
#include "core/numeric/text.h"

namespace basin {

namespace {

std::size_t as_size(Index value) {
    return static_cast<std::size_t>(value);
}

/// Sorts one row by columns; in files most rows are sorted already.
void sort_row(SparseRows& A, Index row, std::vector<std::pair<std::int32_t, double>>& scratch) {
    const auto first = A.starts[as_size(row)], last = A.starts[as_size(row + 1)];
    if (std::is_sorted(A.places.begin() + first, A.places.begin() + last)) return;
    scratch.clear();
    for (Index k = first; k < last; ++k) scratch.emplace_back(A.places[as_size(k)], A.values[as_size(k)]);
    std::ranges::sort(scratch, {}, &std::pair<std::int32_t, double>::first);
    for (Index k = first; k < last; ++k) {
        std::tie(A.places[as_size(k)], A.values[as_size(k)]) = scratch[as_size(k - first)];
    }
}

void require_distinct(const SparseRows& A, Index row, const std::string& where) {
    const auto first = A.places.begin() + A.starts[as_size(row)];
    const auto last = A.places.begin() + A.starts[as_size(row + 1)];
    const auto twice = std::adjacent_find(first, last);
    if (twice == last) return;
    throw InputError(where, "found entry (" + std::to_string(row + 1) + ", " + std::to_string(*twice + 1) +
                                ") more than once; expected each entry once");
}

}  // namespace

SparseRows compress(Index rows, Index columns, const std::vector<SparseEntry>& entries,
                    const std::string& where) {
    SparseRows A;
    A.rows = rows;
    A.columns = columns;
    A.starts.assign(as_size(rows) + 1, 0);
    A.places.resize(entries.size());
    A.values.resize(entries.size());
    for (const SparseEntry& entry : entries) ++A.starts[as_size(entry.row) + 1];
    for (std::size_t i = 1; i < A.starts.size(); ++i) A.starts[i] += A.starts[i - 1];
    std::vector<Index> next(A.starts.begin(), A.starts.end() - 1);
    for (const SparseEntry& entry : entries) {
        const auto k = as_size(next[as_size(entry.row)]++);
        A.places[k] = entry.column;
        A.values[k] = entry.value;
    }
    std::vector<std::pair<std::int32_t, double>> scratch;
    for (Index row = 0; row < rows; ++row) {
        sort_row(A, row, scratch);
        require_distinct(A, row, where);
    }
    return A;
}

Matrix to_dense(const SparseRows& A) {
    Matrix dense = Matrix::Zero(A.rows, A.columns);
    for (Index i = 0; i < A.rows; ++i) {
        for (Index k = A.starts[as_size(i)]; k < A.starts[as_size(i + 1)]; ++k) {
            dense(i, A.places[as_size(k)]) = A.values[as_size(k)];
        }
    }
    return dense;
}

SparseRows to_sparse(const Matrix& A) {
    SparseRows sparse;
    sparse.rows = A.rows();
    sparse.columns = A.cols();
    for (Index i = 0; i < A.rows(); ++i) {
        for (Index j = 0; j < A.cols(); ++j) {
            if (A(i, j) == 0) continue;
            sparse.places.push_back(static_cast<std::int32_t>(j));
            sparse.values.push_back(A(i, j));
        }
        sparse.starts.push_back(sparse.nonzeros());
    }
    return sparse;
}

void require_sparse_fits(const std::string& where, Index rows, Index columns, double entries) {
    constexpr Index most = std::numeric_limits<std::int32_t>::max();
    if (rows > most || columns > most) {
        throw InputError(where, "found a sparse matrix of " + std::to_string(rows) + " x " +
                                    std::to_string(columns) + "; expected less than 2^31 rows and columns");
    }
    if (rows < 1 || columns < 1) require_fits(where, rows, columns);
    constexpr double countable = 1e15;
    if (entries > countable) {
        throw InputError(where, "found " + number_text(entries) + " entries; expected less");
    }
    // An entry and a row start take no more than two doubles.
    require_fits(where + ", entries and rows of a sparse matrix", static_cast<Index>(entries) + rows, 2);
}

std::vector<RowRange> equal_shares(const SparseRows& A, Index count) {
    std::vector<RowRange> shares;
    Index first = 0;
    for (Index share = 1; share <= count; ++share) {
        const double wanted = static_cast<double>(A.nonzeros() + A.rows) * static_cast<double>(share) /
                              static_cast<double>(count);
        // Rows count too, so that empty rows are shared out as well.
        Index low = first, high = A.rows;
        while (low < high) {
            const Index middle = low + (high - low) / 2;
            if (static_cast<double>(A.starts[as_size(middle)] + middle) < wanted) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        const Index last = share == count ? A.rows : low;
        shares.push_back({first, last - first});
        first = last;
    }
    return shares;
}

}  // namespace basin
