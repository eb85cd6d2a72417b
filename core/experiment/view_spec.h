// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/experiment/plot_words.h"
#include "core/numeric/types.h"

namespace basin {

struct Experiment;

/// Part of an axis, from and to, in the units of its labels; from < to.
using AxisRange = std::array<double, 2>;

/// The part of a plot that is shown; an axis that is left out is shown whole.
struct ZoomSpec {
    std::optional<AxisRange> x, y;
    bool operator==(const ZoomSpec&) const = default;
};

/// How one plot is shown. What is left out is as the plot shows it first.
struct PlotSpec {
    std::string view;  // a word of the plot's list
    std::optional<Against> against;
    std::string solver;  // whose run, by its label: "newton", "approximate-newton (0.3)"
    std::optional<ZoomSpec> zoom;
    std::optional<SeedsShown> seeds = {};
    bool operator==(const PlotSpec&) const = default;
};

/// How an experiment is looked at. No number of a run depends on it: experiments that differ in their views
/// alone have the same results.
struct ViewSpec {
    std::vector<PlotKind> cards;  // at most one of each card; the other cards show their first
    std::map<PlotKind, PlotSpec> plots;
    std::optional<PlotKind> maximised;  // the one that is shown alone
    std::optional<Index> iteration;     // >= 0, that plots are shown up to; nothing: the last

    /// Throws InputError naming the key for what the experiment's family does not have, for words that are
    /// none (with the nearest), and for zooms without extent.
    void validate(const Experiment& experiment) const;
    bool operator==(const ViewSpec&) const = default;
};

}  // namespace basin
