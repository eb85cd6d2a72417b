// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solvers/approximations/sketch_model.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace basin {

RowDraws SketchModel::draws() const {
    return {.samples = static_cast<double>(samples()),
            .largest_weight = 1,
            .distinct_rows = static_cast<double>(used_)};
}

void SketchModel::add_rows(const DesignMatrix& A1, const Vector& positive, const Vector& negative,
                           RandomStream& stream) {
    add_exactly(A1, negative);
    used_ = draw(positive, stream);
    if (A1.is_sparse()) return add_sparse_rows(A1.sparse(), used_);
    sketch_.setZero(used_, A1.cols());
    ones_.setOnes(used_);
    for (Index k = 0; k < A1.cols(); ++k) {
        const auto column = A1.dense().col(k);
        for (Index i = 0; i < A1.rows(); ++i) {
            sketch_(rows_[static_cast<std::size_t>(i)], k) += signed_roots_[i] * column[i];
        }
    }
    gram_.add(sketch_, ones_, matrix_);
}

void SketchModel::add_sparse_rows(const SparseRows& A1, Index used) {
    constexpr Index panel = 1024;  // rows of S B at a time: the whole of it may have as many rows as A1
    std::vector<Index> order(rows_.size());
    std::iota(order.begin(), order.end(), Index{0});
    std::ranges::stable_sort(order, {}, [this](Index i) { return rows_[static_cast<std::size_t>(i)]; });
    auto next = order.begin();
    for (Index first = 0; first < used; first += panel) {
        const Index count = std::min(panel, used - first);
        sketch_.setZero(count, A1.columns);
        ones_.setOnes(count);
        for (; next != order.end() && rows_[static_cast<std::size_t>(*next)] < first + count; ++next) {
            const auto row = static_cast<std::size_t>(*next);
            for (auto k = static_cast<std::size_t>(A1.starts[row]);
                 k < static_cast<std::size_t>(A1.starts[row + 1]); ++k) {
                sketch_(rows_[row] - first, A1.places[k]) += signed_roots_[*next] * A1.values[k];
            }
        }
        gram_.add(sketch_, ones_, matrix_);
    }
}

Index SketchModel::draw(const Vector& positive, RandomStream& stream) {
    rows_.resize(static_cast<std::size_t>(positive.size()));
    places_.assign(static_cast<std::size_t>(samples()), -1);
    signed_roots_.resize(positive.size());
    Index used = 0;
    for (Index i = 0; i < positive.size(); ++i) {
        Index& place = places_[static_cast<std::size_t>(stream.below(samples()))];
        if (place < 0) place = used++;
        rows_[static_cast<std::size_t>(i)] = place;
        const double root = std::sqrt(positive[i]);
        signed_roots_[i] = (stream.bits() & 1U) != 0 ? root : -root;
    }
    return used;
}

}  // namespace basin
