// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/problems/segmented_sweep.h"

#include "core/numeric/interruption.h"
#include "core/numeric/panel_products.h"
#include "core/numeric/parallel.h"
#include "core/numeric/products.h"

namespace basin {

namespace {

constexpr Index group_segments = Panels::width;
constexpr Index most_groups = 8;
// Segments shorter than this spend their time on joining.
constexpr Index shortest_segment = 12;
// Below this a product with a vector takes no longer than what segments add.
constexpr Index narrowest = 64;

void pack_square(const Matrix& A, Panels& panels) {
    panels.resize(A.rows(), A.cols());
    pack({A.data(), A.rows(), A.cols(), A.rows(), nullptr}, panels);
}

}  // namespace

bool SegmentedSweep::suits(Index hidden, Index steps) {
    return hidden >= narrowest && steps >= std::max(group_segments * shortest_segment, hidden);
}

bool SegmentedSweep::set(const Matrix& W, const Matrix& slopes) {
    divide(slopes.rows(), slopes.cols());
    slopes_ = slopes;
    pack_square(W, W_);
    pack_square(W.transpose(), Wt_);
    ones_.setOnes(W.rows());
    const Interruption* interruption = Interruption::current();
    std::vector<char> finite(forward_.size(), 0);
    const double flops = 2 * static_cast<double>(W.size()) * static_cast<double>(slopes.size());
    parallel_for(segments_, threads_for(flops), {}, [&](Index segment) {
        if (!is_interrupted(interruption))
            finite[static_cast<std::size_t>(segment)] = set_transition(W, segment);
    });
    return ready_ = std::ranges::count(finite, 0) == 0;
}

/// Into groups of segments of one length, the last one shorter.
void SegmentedSweep::divide(Index hidden, Index steps) {
    // No more than T / Nh, so that the transition matrices take about as much memory as the states.
    const Index most = std::clamp<Index>(steps / hidden, 1, most_groups);
    const Index groups = std::clamp<Index>(steps / (group_segments * shortest_segment), 1, most);
    steps_ = steps;
    length_ = (steps + groups * group_segments - 1) / (groups * group_segments);
    segments_ = (steps + length_ - 1) / length_;
    forward_.resize(static_cast<std::size_t>(segments_));
    backward_.resize(forward_.size());
    groups_.resize((forward_.size() + group_segments - 1) / group_segments);
    for (Group& group : groups_) {
        group.states.resize(hidden, group_segments);
        group.sums.resize(hidden, group_segments);
    }
}

/// D_e W ... W D_s over the steps s to e of a segment lacks one W, on either side.
bool SegmentedSweep::set_transition(const Matrix& W, Index segment) {
    Matrix passed = slopes_.col(begin(segment)).asDiagonal(), product(W.rows(), W.cols());
    for (Index t = begin(segment) + 1; t < end(segment); ++t) {
        product.noalias() = W * passed;
        passed = slopes_.col(t).asDiagonal() * product;
    }
    Matrix& forward = forward_[static_cast<std::size_t>(segment)];
    Matrix& backward = backward_[static_cast<std::size_t>(segment)];
    forward.noalias() = passed * W;
    backward.noalias() = passed.transpose() * W.transpose();
    return forward.allFinite() && backward.allFinite();
}

void SegmentedSweep::run_linearised(Matrix& dU, Matrix& dH) {
    run({Wt_, forward_, dU, dH, true});
}

void SegmentedSweep::run_adjoint(Matrix& GH, Matrix& GU) {
    run({W_, backward_, GH, GU, false});
}

void SegmentedSweep::run(const Recursion& recursion) {
    const double flops = 2 * static_cast<double>(slopes_.size()) * static_cast<double>(slopes_.rows());
    const auto run_all = [&](bool writes) {
        parallel_for(std::ssize(groups_), threads_for(flops), {},
                     [&](Index group) { run_group(recursion, group, writes); });
    };
    for (Group& group : groups_) group.states.set_zero();
    run_all(false);
    join(recursion);
    run_all(true);
}

void SegmentedSweep::run_group(const Recursion& recursion, Index group, bool writes) {
    auto& [states, sums] = groups_[static_cast<std::size_t>(group)];
    const Index first = group * group_segments, last = std::min(first + group_segments, segments_);
    for (Index step = 0; step < length_; ++step) {
        sums.setZero();
        add_panel_products(columns_from(recursion.transposed), ones_.data(), columns_of(states, 0),
                           {sums.data(), Panels::width, sums.rows()});
        for (Index segment = first; segment < last; ++segment) {
            const Index t = recursion.forward ? begin(segment) + step : end(segment) - 1 - step;
            if (t < begin(segment) || t >= end(segment)) continue;
            const Index column = segment - first;
            advance(recursion, t, sums.col(column).data(), states.panel(0) + column, writes);
        }
    }
}

/// One step of one segment; sum is A times its state, whose numbers are a panel's width apart.
void SegmentedSweep::advance(const Recursion& recursion, Index t, const double* sum, double* state,
                             bool writes) const {
    const Index n = slopes_.rows();
    const double* slope = slopes_.col(t).data();
    double* inner = recursion.inner.col(t).data();
    double* outer = recursion.outer.col(t).data();
    if (!writes) {
        for (Index i = 0; i < n; ++i) state[i * Panels::width] = outer[i] + slope[i] * (inner[i] + sum[i]);
        return;
    }
    for (Index i = 0; i < n; ++i) {
        inner[i] += sum[i];
        outer[i] += slope[i] * inner[i];
        state[i * Panels::width] = outer[i];
    }
}

auto SegmentedSweep::state(Index segment) {
    Panels& states = groups_[static_cast<std::size_t>(segment / group_segments)].states;
    return Eigen::Map<Vector, 0, Eigen::InnerStride<Panels::width>>(
        states.panel(0) + segment % group_segments, states.rows());
}

/// From the states with which segments that began with zero end to those with which they begin.
void SegmentedSweep::join(const Recursion& recursion) {
    start_.setZero(slopes_.rows());
    end_.resizeLike(start_);
    for (Index k = 0; k < segments_; ++k) {
        const Index segment = recursion.forward ? k : segments_ - 1 - k;
        auto column = state(segment);
        multiply_into(recursion.transitions[static_cast<std::size_t>(segment)], start_, end_);
        end_ += column;
        column = start_;
        start_.swap(end_);
    }
}

}  // namespace basin
