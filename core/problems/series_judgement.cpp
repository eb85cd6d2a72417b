// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/problems/series_judgement.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/numeric/text.h"

namespace basin {

namespace {

/// Steps of a part of the series: the test steps, or the training steps.
struct Part {
    Index first = 0, count = 0;
};
Part training_part(const SeriesFrame& frame) {
    return {0, frame.training_steps()};
}
Part test_part(const SeriesFrame& frame) {
    return {frame.training_steps(), std::ssize(frame.steps()) - frame.training_steps()};
}

Matrix measured(const SeriesFrame& frame, const Part& part) {
    Matrix values(frame.columns().targets.rows(), part.count);
    for (Index k = 0; k < part.count; ++k)
        values.col(k) = frame.columns().targets.col(frame.steps()[static_cast<std::size_t>(part.first + k)]);
    return values;
}

/// Of the errors that are numbers; nothing where a target has none.
TargetErrors root_mean_squares(const Matrix& errors) {
    TargetErrors found(errors.rows());
    for (Index i = 0; i < errors.rows(); ++i) {
        const auto is_told = errors.row(i).array().isFinite();
        const auto told = static_cast<double>(is_told.count());
        if (told == 0) return {};
        found[i] = std::sqrt(is_told.select(errors.row(i).array().square(), 0).sum() / told);
    }
    return found;
}

/// Of a prediction of each step by guess(target, row), where there is one.
template <class Guess>
TargetErrors errors_of(const SeriesFrame& frame, const Part& part, const Guess& guess) {
    Matrix errors = measured(frame, part);
    for (Index k = 0; k < part.count; ++k) {
        const Index row = frame.steps()[static_cast<std::size_t>(part.first + k)];
        for (Index i = 0; i < errors.rows(); ++i) errors(i, k) -= guess(i, row);
    }
    return root_mean_squares(errors);
}

/// The network step by step.
class NetworkState {
  public:
    NetworkState(const ElmanTraining& training, const Vector& theta)
        : activation_(training.activation),
          weights_(weights_of(training.shape(), theta.data())),
          h_(Vector::Zero(training.hidden)),
          u_(training.hidden) {}

    Vector next(const Vector& x) {
        u_ = weights_.W * h_ + weights_.V * x + weights_.b;
        activation_.apply({u_.data(), static_cast<std::size_t>(u_.size())},
                          {h_.data(), static_cast<std::size_t>(h_.size())}, {}, {});
        return weights_.A * h_ + weights_.c;
    }

  private:
    ElmanActivation activation_;
    ConstWeights weights_;
    Vector h_, u_;
};

/// The test steps on the network's own predictions.
TargetErrors free_run(const ElmanTraining& training, const Vector& theta) {
    const SeriesFrame& frame = *training.series.frame;
    const Part test = test_part(frame);
    if (!frame.forecasts() || test.count == 0) return {};
    NetworkState state(training, theta);
    for (Index t = 0; t < training.steps(); ++t) state.next(training.series.X.col(t));
    Matrix known = frame.columns().targets, errors = measured(frame, test);
    Index last = frame.steps()[static_cast<std::size_t>(test.first - 1)];
    known.rightCols(known.cols() - last - 1).setConstant(not_applicable);
    for (Index k = 0; k < test.count; ++k) {
        const Index row = frame.steps()[static_cast<std::size_t>(test.first + k)];
        // Rows that are no steps keep what was predicted before them.
        for (Index gap = last + 1; gap < row; ++gap) known.col(gap) = known.col(last);
        const Vector predicted = frame.in_own_units(state.next(frame.inputs_at(row, known)), row, known);
        errors.col(k) -= predicted;
        known.col(row) = predicted;
        last = row;
    }
    return root_mean_squares(errors);
}

/// Below it lie nine in ten absolute errors, by the rank that makes that exact for exchangeable ones.
Vector widths(const Matrix& errors) {
    Vector widths(errors.rows());
    const Index count = errors.cols();
    const double rank = std::ceil(SeriesForecast::level * static_cast<double>(count + 1));
    const Index place = std::min(count, static_cast<Index>(rank)) - 1;
    for (Index i = 0; i < errors.rows(); ++i) {
        std::vector<double> sizes;
        for (Index k = 0; k < count; ++k) sizes.push_back(std::abs(errors(i, k)));
        std::ranges::nth_element(sizes, sizes.begin() + place);
        widths[i] = sizes[static_cast<std::size_t>(place)];
    }
    return widths;
}

SeriesForecast forecast(const ElmanTraining& training, const Vector& theta, const Matrix& errors) {
    const SeriesFrame& frame = *training.series.frame;
    SeriesForecast ahead;
    if (!frame.forecasts() || errors.cols() == 0) return ahead;
    NetworkState state(training, theta);
    const auto run = [&state](const Matrix& X) {
        for (Index t = 0; t < X.cols(); ++t) state.next(X.col(t));
    };
    run(training.series.X);
    run(training.series.X_test);
    const Matrix& known = frame.columns().targets;
    ahead.values = Matrix(known.rows(), frame.plan().horizon);
    for (Index h = 0; h < ahead.values.cols(); ++h) {
        const Index row = frame.columns().rows() + h;
        ahead.values.col(h) = frame.in_own_units(state.next(frame.inputs_at(row, known)), row, known);
        ahead.times.push_back(frame.time_text(row));
    }
    ahead.targets = frame.columns().target_names;
    ahead.half_width = widths(errors);
    return ahead;
}

}  // namespace

double mean_of(const TargetErrors& errors) {
    return errors.size() == 0 ? not_applicable : errors.mean();
}

NaiveErrors naive_errors(const ElmanSeries& series) {
    const SeriesFrame& frame = *series.frame;
    const Part test = test_part(frame), part = test.count > 0 ? test : training_part(frame);
    const Matrix& known = frame.columns().targets;
    const Vector means = measured(frame, training_part(frame)).rowwise().mean();
    NaiveErrors errors;
    errors.last_value =
        errors_of(frame, part, [&](Index i, Index row) { return frame.last_known(known, i, row); });
    errors.mean = errors_of(frame, part, [&](Index i, Index) { return means[i]; });
    const Index season = frame.plan().season, ahead = frame.forecasts() ? frame.plan().horizon : 1;
    if (season < 1) return errors;
    const Index back = (ahead + season - 1) / season * season;  // the last one that is known by then
    errors.last_season = errors_of(frame, part, [&](Index i, Index row) {
        const double value = row >= back ? known(i, row - back) : not_applicable;
        return std::isfinite(value) ? value : frame.last_known(known, i, row);
    });
    return errors;
}

BestNaive best_naive(const NaiveErrors& errors) {
    BestNaive best;
    for (const auto& [error, name] : {std::pair(mean_of(errors.last_value), "the last value"),
                                      {mean_of(errors.last_season), "the last season"},
                                      {mean_of(errors.mean), "the mean"}})
        if (std::isfinite(error) && !(error >= best.error)) best = {error, name};
    return best;
}

SeriesJudgement judge_series(const ElmanTraining& training, const Vector& theta,
                             const ElmanOutputs& outputs) {
    const SeriesFrame& frame = *training.series.frame;
    const Part train = training_part(frame), test = test_part(frame);
    const Matrix train_errors = measured(frame, train) - frame.in_own_units(outputs.train, 0);
    const Matrix test_errors = measured(frame, test) - frame.in_own_units(outputs.test, test.first);
    SeriesJudgement found;
    found.train_error = root_mean_squares(train_errors);
    found.test_error = root_mean_squares(test_errors);
    found.naive = naive_errors(training.series);
    found.free_run_error = free_run(training, theta);
    const double best = best_naive(found.naive).error;
    if (best > 0) found.skill = 1 - mean_of(found.test_error) / best;
    found.forecast = forecast(training, theta, test.count > 0 ? test_errors : train_errors);
    return found;
}

std::string skill_words(const SeriesJudgement& judgement) {
    const BestNaive best = best_naive(judgement.naive);
    const std::string naive = best.name + " (" + number_text(best.error) + ")";
    if (!is_judged(judgement)) return "no test steps to judge it by";
    if (!std::isfinite(judgement.skill)) return "not to be compared with " + naive;
    const double percent = 100 * std::abs(judgement.skill);
    if (judgement.skill > 0) return "better than " + naive + " by " + number_text(percent, 2) + " %";
    return "worse than doing nothing: " + naive + " is better by " +
           number_text(100 * (1 - best.error / mean_of(judgement.test_error)), 2) + " %";
}

Vector autocorrelation(const Vector& values, Index most) {
    const Index count = values.size();
    const Vector centred = values.array() - (count > 0 ? values.mean() : 0);
    const double whole = centred.squaredNorm();
    Vector found = Vector::Constant(std::max<Index>(0, std::min(most, count - 1)), not_applicable);
    for (Index lag = 1; lag <= found.size() && whole > 0; ++lag)
        found[lag - 1] = centred.head(count - lag).dot(centred.tail(count - lag)) / whole;
    return found;
}

}  // namespace basin
