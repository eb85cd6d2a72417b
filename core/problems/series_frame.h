// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/problems/elman_data.h"

namespace basin {

/// What is predicted of a target: itself, how much it differs from the value known when the prediction is
/// made, or by what factor.
enum class Difference { none, one, log };
/// What happens where a value is missing.
enum class MissingRule { refuse, skip, interpolate, hold };
constexpr std::string_view to_string(MissingRule rule) {
    switch (rule) {
        case MissingRule::refuse:
            return "refuse";
        case MissingRule::skip:
            return "skip";
        case MissingRule::interpolate:
            return "interpolate";
        case MissingRule::hold:
            return "hold";
    }
    return {};
}

/// Measured columns over time in their own units; a column of the matrices is a row of the table.
struct SeriesColumns {
    std::vector<std::string> target_names, input_names;
    Matrix targets;        // Ny x rows, nan where missing
    Matrix inputs;         // others x rows, likewise
    Vector time;           // rows; empty: counted
    bool is_date = false;  // time in seconds since 1970
    std::string time_name = {};
    std::vector<Index> lines;  // rows; where each stands in its file, for messages; or empty
    Index rows() const { return targets.cols(); }
};

/// How inputs and targets of a network come from columns over time.
struct SeriesPlan {
    Index lags = 0;     // >= 0; how much of the past is an input; 0: the other columns at the same moment
    Index horizon = 1;  // >= 1, how far ahead is predicted; beside lags
    Difference difference = Difference::none;
    Index season = 0;  // >= 0, rows in a season; 0: none
    MissingRule missing = MissingRule::refuse;
    double train = 0.8;  // 0 < train <= 1
    bool standardise = false;
};

/// A series of a table, with the way back into the units of the table (mathematics.md 2.8). Row t of the
/// table becomes a step when its targets are there and everything that its prediction rests on, which is
/// known horizon rows before it: no input, no fill and no difference uses a value of a later row, and scales
/// are those of the training steps.
class SeriesFrame {
  public:
    /// Throws InputError as training_steps() does, and for targets that have no logarithm.
    SeriesFrame(SeriesColumns columns, SeriesPlan plan);

    const SeriesColumns& columns() const { return columns_; }
    const SeriesPlan& plan() const { return plan_; }
    /// The rows of the steps, those to train on first.
    const std::vector<Index>& steps() const { return steps_; }
    Index training_steps() const { return training_; }
    Index left_out() const { return left_out_; }  // rows that could have been steps and miss a value
    bool forecasts() const { return plan_.lags > 0; }
    Index inputs() const;

    /// The series of the steps; scales are fitted where the plan says so.
    ElmanSeries fit();
    /// The inputs of that row in the network's units, targets being those of known (Ny x rows or more); nan
    /// where one is missing. The row may lie behind the last by up to the horizon.
    Vector inputs_at(Index row, const Matrix& known) const;
    /// What the network says of a row, in the units of the targets.
    Vector in_own_units(const Vector& output, Index row, const Matrix& known) const;
    /// The same of many steps, a column each, from that step on.
    Matrix in_own_units(const Matrix& outputs, Index first_step) const;
    /// And back.
    Matrix in_network_units(const Matrix& own, Index first_step) const;
    /// The last value of a target that is known when the row is predicted; nan where there is none.
    double last_known(const Matrix& known, Index target, Index row) const;
    /// The time of a row, which may lie behind the last: seconds since 1970, a number, or its count from 1.
    double time_at(Index row) const;
    /// The same as it is written.
    std::string time_text(Index row) const;
    /// Whether the data and the predictions have other units than those that the network sees.
    bool is_changed() const { return plan_.standardise || plan_.difference != Difference::none; }

  private:
    void find_steps();
    Vector raw_inputs(Index row, const Matrix& known) const;
    Vector raw_targets(Index row) const;
    double filled(const Matrix& values, Index i, Index row, Index until) const;
    double past(const Matrix& known, Index target, Index row, Index until) const;
    double time_behind(Index ahead) const;

    SeriesColumns columns_;
    SeriesPlan plan_;
    std::vector<Index> steps_;
    Index training_ = 0, left_out_ = 0;
    SeriesScaling scaling_;
};

/// Targets and predictions of a series in the units of its data; as they are where it has no frame.
struct OwnUnits {
    Matrix train, test;  // Ny x T, Ny x T'
};
OwnUnits own_targets(const ElmanSeries& series);
OwnUnits in_own_units(const ElmanSeries& series, const Matrix& train, const Matrix& test);

/// The series of these columns, with its frame.
ElmanSeries framed_series(SeriesColumns columns, SeriesPlan plan);

}  // namespace basin
