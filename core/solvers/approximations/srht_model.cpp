// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solvers/approximations/srht_model.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>
#include <utility>

#include "core/numeric/hadamard.h"

namespace basin {

namespace {

// Columns that are transformed at a time: one cache line of doubles.
constexpr Index block_columns = 8;

}  // namespace

RowDraws SrhtModel::draws() const {
    const auto rows = static_cast<double>(drawn_);
    return {.samples = rows, .largest_weight = 1, .distinct_rows = rows};
}

void SrhtModel::add_rows(const DesignMatrix& A1, const Vector& positive, const Vector& negative,
                         RandomStream& stream) {
    add_exactly(A1, negative);
    const Index n = A1.rows(), d = A1.cols();
    const auto padded = static_cast<Index>(std::bit_ceil(static_cast<std::size_t>(n)));
    draw(positive, padded, stream);
    sketch_.resize(drawn_, d);
    for (Index first = 0; first < d; first += block_columns) {
        const Index count = std::min(block_columns, d - first);
        block_.setZero(count, padded);
        fill_block(A1, first);
        walsh_hadamard(block_);
        for (Index r = 0; r < drawn_; ++r) {
            sketch_.row(r).segment(first, count) =
                block_.col(order_[static_cast<std::size_t>(r)]).transpose();
        }
    }
    weights_.setConstant(drawn_, 1 / static_cast<double>(drawn_));
    gram_.add(sketch_, weights_, matrix_);
}

void SrhtModel::fill_block(const DesignMatrix& A1, Index first) {
    const Index count = block_.rows();
    if (!A1.is_sparse()) {
        for (Index i = 0; i < A1.rows(); ++i) {
            block_.col(i) = signed_roots_[i] * A1.dense().row(i).segment(first, count).transpose();
        }
        return;
    }
    const SparseRows& rows = A1.sparse();
    for (Index i = 0; i < rows.rows; ++i) {
        const auto row = static_cast<std::size_t>(i);
        for (auto k = static_cast<std::size_t>(rows.starts[row]);
             k < static_cast<std::size_t>(rows.starts[row + 1]); ++k) {
            const Index place = rows.places[k] - first;
            if (place >= 0 && place < count) block_(place, i) = signed_roots_[i] * rows.values[k];
        }
    }
}

void SrhtModel::draw(const Vector& positive, Index padded, RandomStream& stream) {
    signed_roots_.resize(positive.size());
    for (Index i = 0; i < positive.size(); ++i) {
        const double root = std::sqrt(positive[i]);
        signed_roots_[i] = (stream.bits() & 1U) != 0 ? root : -root;
    }
    drawn_ = std::min(samples(), padded);
    order_.resize(static_cast<std::size_t>(padded));
    std::iota(order_.begin(), order_.end(), Index{0});
    for (Index r = 0; r < drawn_; ++r) {
        std::swap(order_[static_cast<std::size_t>(r)],
                  order_[static_cast<std::size_t>(r + stream.below(padded - r))]);
    }
}

}  // namespace basin
