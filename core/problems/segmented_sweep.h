// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <vector>

#include "core/numeric/panels.h"
#include "core/numeric/types.h"

namespace basin {

/// The two linear recursions of elman_sweep.h, many times for the same W and slopes: segments of time run
/// side by side, so that a product of matrices takes the place of products with vectors, on several threads.
/// A segment first runs from zero; the transition matrices of the segments tell with what each begins, and it
/// runs again from there [Wang 1981]. Sums are those of elman_sweep.h to rounding, and the same for any
/// number of threads.
class SegmentedSweep {
  public:
    /// Whether there are steps enough for segments to be faster.
    static bool suits(Index hidden, Index steps);

    /// Takes W (Nh x Nh) and slopes (Nh x T), in about T products of Nh x Nh matrices. False where a
    /// transition matrix is not finite or an Interruption asks to give up: the recursions must not be called
    /// then.
    bool set(const Matrix& W, const Matrix& slopes);
    bool ready() const { return ready_; }
    void clear() { ready_ = false; }

    /// du_t += W dh_{t-1}, dh_t += slopes_t . du_t, dh_0 = 0; dU, dH (Nh x T) hold their driving terms.
    void run_linearised(Matrix& dU, Matrix& dH);
    /// gh_t += W^T gu_{t+1}, gu_t += slopes_t . gh_t, backward, gu_{T+1} = 0; GH, GU (Nh x T) hold their
    /// driving terms.
    void run_adjoint(Matrix& GH, Matrix& GU);

  private:
    /// inner_t += A state, state = outer_t + slopes_t . inner_t, outer_t = state, from step to step.
    struct Recursion {
        const Panels& transposed;  // A
        const std::vector<Matrix>& transitions;
        Matrix& inner;
        Matrix& outer;
        bool forward;
    };
    /// Segments that run side by side on one thread.
    struct Group {
        Panels states;  // Nh x 8, a column for each segment
        Matrix sums;    // Nh x 8
    };

    Index begin(Index segment) const { return segment * length_; }
    Index end(Index segment) const { return std::min((segment + 1) * length_, steps_); }
    auto state(Index segment);
    void divide(Index hidden, Index steps);
    bool set_transition(const Matrix& W, Index segment);
    void run(const Recursion& recursion);
    void run_group(const Recursion& recursion, Index group, bool writes);
    void advance(const Recursion& recursion, Index t, const double* sum, double* state, bool writes) const;
    void join(const Recursion& recursion);

    bool ready_ = false;
    Index steps_ = 0, length_ = 0, segments_ = 0;
    Panels W_, Wt_;
    Vector ones_;                             // Nh
    Matrix slopes_;                           // Nh x T
    std::vector<Matrix> forward_, backward_;  // of each segment, Nh x Nh: from its start to its end, and back
    std::vector<Group> groups_;
    Vector start_, end_;  // Nh
};

}  // namespace basin
