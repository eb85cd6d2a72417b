// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/numeric/types.h"

namespace basin {

/// A matrix in compressed rows: 12 bytes an entry, whatever is not stored is 0.
struct SparseRows {
    Index rows = 0;
    Index columns = 0;                 // < 2^31
    std::vector<Index> starts{0};      // rows + 1, where the entries of each row begin
    std::vector<std::int32_t> places;  // the column of each entry, ascending in a row
    std::vector<double> values;

    Index nonzeros() const { return static_cast<Index>(values.size()); }
    bool operator==(const SparseRows&) const = default;
};

/// Consecutive rows.
struct RowRange {
    Index first = 0;
    Index count = 0;
};

/// Calls visit(row, column, value) for every stored entry of A.
template <class Visit>
void each_entry(const SparseRows& A, const Visit& visit) {
    for (Index i = 0; i < A.rows; ++i) {
        for (Index k = A.starts[static_cast<std::size_t>(i)]; k < A.starts[static_cast<std::size_t>(i) + 1];
             ++k) {
            visit(i, Index{A.places[static_cast<std::size_t>(k)]}, A.values[static_cast<std::size_t>(k)]);
        }
    }
}

/// One entry, rows and columns counted from 0.
struct SparseEntry {
    std::int32_t row = 0;
    std::int32_t column = 0;
    double value = 0;
};

/// Entries in any order, sorted into rows. Throws InputError naming an entry that is given twice.
SparseRows compress(Index rows, Index columns, const std::vector<SparseEntry>& entries,
                    const std::string& where);

/// For small matrices only.
Matrix to_dense(const SparseRows& A);
/// Every entry that is not 0.
SparseRows to_sparse(const Matrix& A);

/// Throws InputError unless a matrix of this shape with so many entries fits into memory and the index type.
/// To be called before allocating it.
void require_sparse_fits(const std::string& where, Index rows, Index columns, double entries);

/// Cuts the rows into `count` >= 1 ranges that hold about as many entries each; some may be empty. They
/// depend on A alone, so that sums over them do not depend on the threads.
std::vector<RowRange> equal_shares(const SparseRows& A, Index count);

}  // namespace basin
