// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stop_token>
#include <string>
#include <vector>

#include "core/analysis/kink_flows.h"
#include "core/analysis/shown_descent.h"
#include "core/analysis/stationarity.h"

namespace basin {

/// Whether (P)'(theta'; d) >= 0 for all d at a point exactly on its kinks, where the best flows leave nothing
/// of the gradient (mathematics.md 2.2, step 4).
class FirstOrderTest {
  public:
    /// size is |F| + F_ref, what slopes are measured by.
    FirstOrderTest(KinkLagrangian& lagrangian, const KinkFlows& flows, const Vector& lengths, double size,
                   ShownDescent& descent, const std::stop_token& stop);

    /// Yes where flows mu exist with left GH <= mu <= GH at every kink, or no side of the kinks leads down;
    /// no where P is shown to fall.
    Answer run();

    const std::string& reason() const { return reason_; }
    /// After yes: whether it is by flows, those, and for each kink which sides lead neither up nor down.
    bool has_flows() const { return has_flows_; }
    const Vector& mu() const { return mu_; }
    const Vector& state_gradients() const { return state_; }  // dL/dh with them
    bool left_is_level(Index kink) const { return level_[static_cast<std::size_t>(kink)].left; }
    bool right_is_level(Index kink) const { return level_[static_cast<std::size_t>(kink)].right; }
    /// Whether the kink has an effect on P.
    bool has_effect(Index kink) const;

  private:
    struct Sides {
        bool left = false, right = false;
    };
    /// One side of each of the first kinks, with what moves them there.
    struct Cell {
        std::vector<int> signs;
        Matrix rows;  // signs.size() x rank: du of the kinks along directions in the span of J
    };

    bool find_flows();
    Vector slacks(const Vector& mu) const;
    void take(const Vector& mu, const std::vector<bool>& is_strict);
    bool find_free_flows(const Matrix& rows, const Vector& slack);
    Answer refute_kink_by_kink();
    Answer try_cells();
    bool visit(Cell& cell);
    bool judge(const Cell& cell);
    Vector row_of(const Cell& cell) const;

    KinkLagrangian& lagrangian_;
    const KinkFlows& flows_;
    const Vector& lengths_;
    const double size_;
    ShownDescent& descent_;
    const std::stop_token& stop_;
    const double left_, right_;  // slopes of sigma
    double scale_ = 0;           // the largest |dL/dh|, or what has no effect
    Vector mu_, state_;
    std::vector<Sides> level_;
    bool has_flows_ = false;
    Matrix rows_;  // kinks x rank
    int cells_ = 0;
    double steepest_ = 0;  // slope beside S_d, of all cells
    std::string reason_;
};

}  // namespace basin
