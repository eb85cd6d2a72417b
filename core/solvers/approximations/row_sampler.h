// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/numeric/random.h"
#include "core/solvers/hessian_approximation.h"

namespace basin {

/// Draws rows with replacement, with given probabilities.
class RowSampler {
  public:
    /// scores (n) >= 0: row i is drawn with probability p_i = score i / their sum, s times in all. weights
    /// (n) becomes count_i / (s p_i), whose expectation is 1 wherever p_i > 0. Nothing is drawn where all
    /// scores are 0.
    RowDraws draw(const Vector& scores, Index samples, RandomStream& stream, Vector& weights);

  private:
    /// Some rows, which are gone over on one thread.
    struct Share {
        Index first = 0, last = -1;  // last: of those that can be drawn; -1: none
        double before = 0, sum = 0;  // of the scores of all rows before, and of its own
        double largest = 0;          // weight
        double distinct = 0;         // rows that were drawn
    };
    static Share look_over(const Vector& scores, Index first, Index count);
    /// Sets the weights of its rows.
    void share_out(const Vector& scores, double total, Share& share, Vector& weights) const;
    /// The draws, uniform on (0, 1), ascending: what is drawn is the same as in the order of the stream.
    void draw_sorted(Index samples, RandomStream& stream);

    std::vector<double> draws_, sorted_;  // samples
    std::vector<Index> starts_;           // of the draws that fall into each of as many parts of (0, 1)
};

}  // namespace basin
