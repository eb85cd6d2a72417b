// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solvers/approximations/sketch_model.h"

#include <cmath>

namespace basin {

void SketchModel::add_rows(const Matrix& A1, const Vector& positive, RandomStream& stream) {
    const Index used = draw(positive, stream);
    sketch_.setZero(used, A1.cols());
    ones_.setOnes(used);
    for (Index k = 0; k < A1.cols(); ++k) {
        for (Index i = 0; i < A1.rows(); ++i) {
            sketch_(rows_[static_cast<std::size_t>(i)], k) += signed_roots_[i] * A1(i, k);
        }
    }
    gram_.add(sketch_, ones_, matrix_);
}

Index SketchModel::draw(const Vector& positive, RandomStream& stream) {
    rows_.resize(static_cast<std::size_t>(positive.size()));
    places_.assign(static_cast<std::size_t>(samples_), -1);
    signed_roots_.resize(positive.size());
    Index used = 0;
    for (Index i = 0; i < positive.size(); ++i) {
        Index& place = places_[static_cast<std::size_t>(stream.below(samples_))];
        if (place < 0) place = used++;
        rows_[static_cast<std::size_t>(i)] = place;
        const double root = std::sqrt(positive[i]);
        signed_roots_[i] = (stream.bits() & 1U) != 0 ? root : -root;
    }
    return used;
}

}  // namespace basin
