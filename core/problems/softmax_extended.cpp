// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/problems/softmax_extended.h"

#include <algorithm>
#include <cmath>

#include "core/numeric/interruption.h"

namespace basin {

namespace {

/// Calls visit(i, k, value) for the entries of A, column by column where it is dense.
template <class Visit>
void visit_entries(const DesignMatrix& A, const Visit& visit) {
    if (A.is_sparse()) return each_entry(A.sparse(), visit);
    const Interruption* interruption = Interruption::current();
    for (Index k = 0; k < A.cols(); ++k) {
        if (k % 8 == 0) interruption_point(interruption);
        for (Index i = 0; i < A.rows(); ++i) visit(i, k, A.dense()(i, k));
    }
}

std::size_t at(Index i) {
    return static_cast<std::size_t>(i);
}

}  // namespace

void move_pair(PointPair& pair, const Vector& step) {
    for (Index k = 0; k < step.size(); ++k) {
        const DoubleDouble moved = DoubleDouble(pair.high[k], pair.low[k]) + step[k];
        pair.high[k] = moved.high;
        pair.low[k] = moved.low;
    }
}

bool ExtendedGradient::compute(const PointPair& x, Vector& g, const Vector* slopes) {
    forward(x);
    residuals(slopes);
    backward();
    std::vector<DoubleDouble> sums(at(data_.A1.cols()));
    visit_entries(data_.A1, [&](Index i, Index k, double value) { sums[at(k)] += q_[at(i)] * value; });
    g.resize(data_.A1.cols());
    for (Index k = 0; k < g.size(); ++k) g[k] = sums[at(k)].value();
    return g.allFinite();
}

void ExtendedGradient::forward(const PointPair& x) {
    const std::size_t n = at(data_.A1.rows());
    const DesignMatrix& A1 = data_.A1;
    u_.assign(n, 0.0);
    // Less the first logit, so that what all keys have in common does not cost digits; in a sparse A1 there
    // is no such thing.
    visit_entries(A1, [&](Index i, Index k, double value) {
        const DoubleDouble entry = A1.is_sparse() ? value : two_sum(value, -A1.dense()(0, k));
        u_[at(i)] += DoubleDouble(x.high[k], x.low[k]) * entry;
    });
    first_ = 0;
    for (Index k = 0; k < A1.cols() && !A1.is_sparse(); ++k)
        first_ += DoubleDouble(x.high[k], x.low[k]) * A1.dense()(0, k);
    const DoubleDouble largest = *std::ranges::max_element(u_, {}, [](const auto& u) { return u.high; });
    f_.resize(n);
    DoubleDouble sum = 0;
    for (std::size_t i = 0; i < n; ++i) sum += f_[i] = exp(u_[i] - largest);
    for (DoubleDouble& f : f_) f = f / sum;
    z_.assign(at(data_.A2.rows()), 0.0);
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t r = 0; r < z_.size(); ++r)
            z_[r] += f_[i] * data_.A2(static_cast<Index>(r), static_cast<Index>(i));
    }
}

void ExtendedGradient::residuals(const Vector* slopes) {
    t_.resize(z_.size());
    for (std::size_t r = 0; r < z_.size(); ++r) {
        const auto i = static_cast<Index>(r);
        const ExtendedActivation at_z = slopes ? ExtendedActivation{z_[r] * (*slopes)[i], (*slopes)[i]}
                                               : info_of(data_.activation).extended(z_[r]);
        t_[r] = at_z.slope * (at_z.h - data_.b[i]);
    }
}

void ExtendedGradient::backward() {
    DoubleDouble common = 0;  // f^T A2^T t = z^T t
    for (std::size_t r = 0; r < z_.size(); ++r) common += z_[r] * t_[r];
    q_.resize(f_.size());
    // The entry of the largest weight follows from the others, which add up to its opposite.
    const auto heaviest = std::ranges::max_element(f_, {}, [](const auto& f) { return f.high; }) - f_.begin();
    const auto place = static_cast<std::size_t>(heaviest);
    DoubleDouble others = 0;
    for (std::size_t i = 0; i < q_.size(); ++i) {
        if (i == place) continue;
        DoubleDouble pull = -common;
        for (std::size_t r = 0; r < t_.size(); ++r)
            pull += t_[r] * data_.A2(static_cast<Index>(r), static_cast<Index>(i));
        others += q_[i] = f_[i] * pull;
    }
    q_[place] = -others;
    for (std::size_t i = 0; i < q_.size(); ++i) {
        const double w = data_.w[static_cast<Index>(i)];
        if (w != 0) q_[i] += (u_[i] + first_) * two_product(w, w);
    }
}

}  // namespace basin
