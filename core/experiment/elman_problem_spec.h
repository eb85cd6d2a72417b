// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/experiment/data_source.h"
#include "core/numeric/table.h"
#include "core/problems/elman_rnn.h"
#include "core/problems/penalty_rnn.h"
#include "core/problems/series_frame.h"

namespace basin {

/// A table of named columns; a row is a time step.
using SeriesTable = Table;

/// A series given instead of generated: one table whose columns are inputs and targets, or two matrices whose
/// rows are time steps. Field names are the JSON keys under "problem.data".
struct ElmanDataSpec {
    std::optional<DataSource<SeriesTable>> table;
    std::vector<std::string> target_columns;      // JSON "targets" beside "table": names of columns, >= 1
    bool index = false;                           // the table's first column is the time
    std::optional<MatrixSource> inputs, targets;  // steps x Nx, steps x Ny; both or neither
    double train = 0.8;                           // 0 < train <= 1, share of the steps to train on
    bool standardise = false;                     // by mean and deviation over the training steps
    // Beside a table.
    std::optional<std::vector<std::string>> input_columns = {};  // JSON "inputs"; left out: the other numbers
    std::vector<std::string> indicators = {};  // columns of texts: an input for each of their values
    std::optional<Index> lags = {};            // 0 <= lags <= 10000; left out: see series_plan()
    Index horizon = 1;                         // 1 <= horizon <= 10000, beside lags
    std::string time = {};  // name of a column; empty: the first one of dates, else counted
    std::map<std::string, std::string> where = {};  // the rows that have these values
    MissingRule missing = MissingRule::refuse;
    Difference difference = Difference::none;
    Index season = 0;           // 0 <= season <= 1000000, rows in a season; 0: none
    TableOptions reading = {};  // how the table is read
    bool operator==(const ElmanDataSpec&) const = default;
};

/// The recurrent problem (mathematics.md 2.1). Field names are the JSON keys under "problem".
struct ElmanProblemSpec {
    Index hidden = 4;  // >= 1, Nh
    Activation activation = Activation::relu;
    double tau = 1.2;                        // >= 0
    std::optional<TikhonovWeights> lambdas;  // each >= 0; take the place of tau
    PenaltyWeights betas;                    // each > 0
    // Of a generated series (ElmanSeriesSpec); the teacher is as wide as the network.
    Index inputs = 5;      // >= 1, Nx
    Index outputs = 3;     // >= 1, Ny
    Index steps = 8;       // >= 2, T
    Index test_steps = 2;  // >= 0
    double noise = 0.001;  // >= 0
    std::uint64_t seed = 1;
    std::optional<ElmanDataSpec> data;  // takes the place of a generated series

    bool has_data() const { return data.has_value(); }
    /// Of the network: Nx and Ny are those of the data where these are given.
    ElmanShape shape() const;
    /// Of the lifted points.
    LiftedLayout layout() const;
    TikhonovWeights tikhonov() const;
    /// Throws InputError naming the key, its value and what was expected: "problem.hidden: ...".
    void validate() const;
    bool operator==(const ElmanProblemSpec&) const = default;
};

/// Generated, or out of the data: split and, where asked for, standardised.
ElmanSeries make_series(const ElmanProblemSpec& spec);
std::shared_ptr<const ElmanTraining> make_training(const ElmanProblemSpec& spec);

}  // namespace basin
