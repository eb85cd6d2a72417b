// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/problems/elman_rnn.h"
#include "core/problems/series_frame.h"

namespace basin {

/// Root mean squares of errors in the units of the data, one a target; empty where there is none.
using TargetErrors = Vector;
/// Their mean; not_applicable where there is none.
double mean_of(const TargetErrors& errors);

/// What needs no training, on the same steps.
struct NaiveErrors {
    TargetErrors last_value;   // what was measured last when the prediction is made
    TargetErrors last_season;  // a season ago; empty without a season
    TargetErrors mean;         // of the training steps
};

/// The values after the last row.
struct SeriesForecast {
    std::vector<std::string> targets, times;
    Matrix values;      // Ny x horizon
    Vector half_width;  // Ny [Vovk, Gammerman, Shafer 2005]: nine in ten errors of the test steps (of the
                        // training steps, where there are no others) are smaller
    static constexpr double level = 0.9;
};

/// What a network's predictions are worth, in the units of the data (mathematics.md 2.8).
struct SeriesJudgement {
    TargetErrors train_error, test_error;
    NaiveErrors naive;            // over the test steps; over the training steps where there are no others
    TargetErrors free_run_error;  // over the test steps, on its own predictions instead of what was measured
    double skill = not_applicable;  // 1 - test error / best naive error
    SeriesForecast forecast;        // no value where the series explains and does not forecast
};

/// Of naive forecasts alone.
NaiveErrors naive_errors(const ElmanSeries& series);
/// The smallest of their means, and its name: "the last value".
struct BestNaive {
    double error = not_applicable;
    std::string name;
};
BestNaive best_naive(const NaiveErrors& errors);

/// Of the weights theta, whose outputs are given. The training's series has a frame.
SeriesJudgement judge_series(const ElmanTraining& training, const Vector& theta, const ElmanOutputs& outputs);

/// Whether there were test steps to judge it by.
inline bool is_judged(const SeriesJudgement& judgement) {
    return judgement.test_error.size() > 0;
}

/// "better than the last value by 31 %", "worse than doing nothing: ...".
std::string skill_words(const SeriesJudgement& judgement);

/// r_1 ... r_most: the correlation of a sequence with itself so many steps before (mathematics.md 2.8).
Vector autocorrelation(const Vector& values, Index most);

}  // namespace basin
