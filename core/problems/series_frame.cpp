// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/problems/series_frame.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/numeric/calendar.h"
#include "core/numeric/input_error.h"
#include "core/numeric/text.h"

namespace basin {

namespace {

double median(std::vector<double> values) {
    if (values.empty()) return 1;
    const auto middle = values.begin() + std::ssize(values) / 2;
    std::ranges::nth_element(values, middle);
    return *middle;
}

std::string steps_problem(Index steps, const SeriesPlan& plan, Index rows) {
    std::string problem = "found " + std::to_string(steps) + " time steps; expected at least 2";
    if (plan.lags == 0) return problem;
    const Index taken = plan.lags + plan.horizon - 1 + (plan.difference == Difference::none ? 0 : 1);
    problem += ": lags " + std::to_string(plan.lags) + " and horizon " + std::to_string(plan.horizon) +
               " take the first " + std::to_string(taken) + " of " + std::to_string(rows) + " rows";
    return problem;
}

/// Moves a value by its last digits until what it stands for is exactly the number it was made of: rounding
/// may leave it beside that.
template <class StandsFor>
void meet(double number, double& value, const StandsFor& stands_for) {
    constexpr int most = 64;
    double step = std::abs(std::nextafter(value, 2 * value + 1) - value), before = 0;
    for (int tried = 0; tried < most; ++tried) {
        const double off = number - stands_for();
        if (!(std::abs(off) > 0)) return;
        if (tried > 0) step *= off * before > 0 ? 2 : 0.5;
        value += std::copysign(step, off);
        before = off;
    }
}

}  // namespace

SeriesFrame::SeriesFrame(SeriesColumns columns, SeriesPlan plan)
    : columns_(std::move(columns)), plan_(std::move(plan)) {
    if (plan_.difference == Difference::log && (columns_.targets.array() <= 0).any())
        throw InputError("problem.data.difference",
                         "found \"log\" and a target that is not above 0 everywhere; expected 0 or 1");
    find_steps();
    const auto all = static_cast<Index>(steps_.size());
    if (all < 2) throw InputError("problem.data", steps_problem(all, plan_, columns_.rows()));
    try {
        training_ = basin::training_steps(all, plan_.train);
    } catch (const InputError& error) {
        throw InputError("", std::string("problem.data.") + error.what());
    }
}

void SeriesFrame::find_steps() {
    const Index first = (plan_.lags > 0 ? plan_.horizon + plan_.lags - 1 : 0) +
                        (plan_.difference == Difference::none ? 0 : 1);
    for (Index row = first; row < columns_.rows(); ++row) {
        const bool whole = raw_targets(row).allFinite() && raw_inputs(row, columns_.targets).allFinite();
        if (whole) {
            steps_.push_back(row);
        } else {
            ++left_out_;
        }
    }
}

Index SeriesFrame::inputs() const {
    const Index others = columns_.inputs.rows();
    return plan_.lags > 0 ? plan_.lags * (columns_.targets.rows() + others) : others;
}

/// A value, or what the rule puts in its place from values up to the row `until`.
double SeriesFrame::filled(const Matrix& values, Index i, Index row, Index until) const {
    if (std::isfinite(values(i, row))) return values(i, row);
    if (plan_.missing != MissingRule::hold && plan_.missing != MissingRule::interpolate)
        return not_applicable;
    Index before = row, after = row;
    while (before >= 0 && !std::isfinite(values(i, before))) --before;
    if (before < 0) return not_applicable;
    while (after <= until && !std::isfinite(values(i, after))) ++after;
    if (plan_.missing == MissingRule::hold || after > until) return values(i, before);
    const double share = static_cast<double>(row - before) / static_cast<double>(after - before);
    return values(i, before) + share * (values(i, after) - values(i, before));
}

/// Of a target's past: itself, or how it changed from the row before.
double SeriesFrame::past(const Matrix& known, Index target, Index row, Index until) const {
    const double now = filled(known, target, row, until);
    if (plan_.difference == Difference::none) return now;
    const double before = filled(known, target, row - 1, until);
    return plan_.difference == Difference::one ? now - before : std::log(now / before);
}

/// Target by target from the last known row back, then the other columns.
Vector SeriesFrame::raw_inputs(Index row, const Matrix& known) const {
    const Index others = columns_.inputs.rows();
    Vector inputs(this->inputs());
    if (plan_.lags == 0) {
        for (Index i = 0; i < others; ++i) inputs[i] = filled(columns_.inputs, i, row, columns_.rows() - 1);
        return inputs;
    }
    const Index origin = row - plan_.horizon;
    Index k = 0;
    for (Index i = 0; i < known.rows(); ++i)
        for (Index lag = 0; lag < plan_.lags; ++lag) inputs[k++] = past(known, i, origin - lag, origin);
    for (Index i = 0; i < others; ++i)
        for (Index lag = 0; lag < plan_.lags; ++lag)
            inputs[k++] = filled(columns_.inputs, i, origin - lag, origin);
    return inputs;
}

double SeriesFrame::last_known(const Matrix& known, Index target, Index row) const {
    Index last = row - (plan_.lags > 0 ? plan_.horizon : 1);
    while (last >= 0 && !std::isfinite(known(target, last))) --last;
    return last < 0 ? not_applicable : known(target, last);
}

Vector SeriesFrame::raw_targets(Index row) const {
    Vector values = columns_.targets.col(row);
    if (plan_.difference == Difference::none) return values;
    for (Index i = 0; i < values.size(); ++i) {
        const double base = last_known(columns_.targets, i, row);
        values[i] = plan_.difference == Difference::one ? values[i] - base : std::log(values[i] / base);
    }
    return values;
}

ElmanSeries SeriesFrame::fit() {
    const auto all = static_cast<Index>(steps_.size());
    Matrix X(inputs(), all), Y(columns_.targets.rows(), all);
    for (Index k = 0; k < all; ++k) {
        X.col(k) = raw_inputs(steps_[static_cast<std::size_t>(k)], columns_.targets);
        Y.col(k) = raw_targets(steps_[static_cast<std::size_t>(k)]);
    }
    ElmanSeries series = split_series(X, Y, plan_.train);
    scaling_ = {Vector::Zero(X.rows()), Vector::Ones(X.rows()), Vector::Zero(Y.rows()),
                Vector::Ones(Y.rows())};
    if (plan_.standardise) scaling_ = standardise(series);
    return series;
}

Vector SeriesFrame::inputs_at(Index row, const Matrix& known) const {
    return (raw_inputs(row, known) - scaling_.X_mean).cwiseProduct(scaling_.X_scale);
}

Vector SeriesFrame::in_own_units(const Vector& output, Index row, const Matrix& known) const {
    Vector own = output.cwiseQuotient(scaling_.Y_scale) + scaling_.Y_mean;
    if (plan_.difference == Difference::none) return own;
    for (Index i = 0; i < own.size(); ++i) {
        const double base = last_known(known, i, row);
        own[i] = plan_.difference == Difference::one ? base + own[i] : base * std::exp(own[i]);
    }
    return own;
}

Matrix SeriesFrame::in_own_units(const Matrix& outputs, Index first_step) const {
    Matrix own(outputs.rows(), outputs.cols());
    for (Index k = 0; k < outputs.cols(); ++k)
        own.col(k) = in_own_units(Vector(outputs.col(k)), steps_[static_cast<std::size_t>(first_step + k)],
                                  columns_.targets);
    return own;
}

Matrix SeriesFrame::in_network_units(const Matrix& own, Index first_step) const {
    Matrix outputs = own;
    for (Index k = 0; k < own.cols(); ++k) {
        const Index row = steps_[static_cast<std::size_t>(first_step + k)];
        for (Index i = 0; i < own.rows(); ++i) {
            double value = own(i, k);
            if (plan_.difference == Difference::one) value -= last_known(columns_.targets, i, row);
            if (plan_.difference == Difference::log)
                value = std::log(value / last_known(columns_.targets, i, row));
            outputs(i, k) = (value - scaling_.Y_mean[i]) * scaling_.Y_scale[i];
        }
        for (Index i = 0; i < own.rows(); ++i)
            meet(own(i, k), outputs(i, k),
                 [&] { return in_own_units(Vector(outputs.col(k)), row, columns_.targets)[i]; });
    }
    return outputs;
}

/// So many rows behind the last one, by the usual step in time.
double SeriesFrame::time_behind(Index ahead) const {
    const Vector& time = columns_.time;
    const Index last = columns_.rows() - 1;
    const auto count = static_cast<double>(ahead);
    std::vector<double> steps, months;
    bool monthly = columns_.is_date;
    for (Index k = 1; k <= last; ++k) {
        steps.push_back(time[k] - time[k - 1]);
        const auto now = monthly ? month_and_day(time[k]) : std::nullopt;
        const auto before = monthly ? month_and_day(time[k - 1]) : std::nullopt;
        monthly = now && before && now->day == before->day;
        if (monthly) months.push_back(static_cast<double>(now->months - before->months));
    }
    if (!monthly || months.empty()) return time[last] + count * median(std::move(steps));
    MonthAndDay date = *month_and_day(time[last]);
    date.months += std::lround(count * median(std::move(months)));
    return seconds_of(date);
}

double SeriesFrame::time_at(Index row) const {
    const Index last = columns_.rows() - 1;
    if (columns_.time.size() == 0) return static_cast<double>(row + 1);
    return row <= last ? columns_.time[row] : time_behind(row - last);
}

std::string SeriesFrame::time_text(Index row) const {
    if (columns_.time.size() == 0) return std::to_string(row + 1);
    const double time = time_at(row);
    return columns_.is_date ? date_text(time) : exact_number_text(time);
}

OwnUnits own_targets(const ElmanSeries& series) {
    if (!series.frame) return {series.Y, series.Y_test};
    const Matrix all = series.frame->columns().targets(Eigen::all, series.frame->steps());
    return {all.leftCols(series.steps()), all.rightCols(series.test_steps())};
}

OwnUnits in_own_units(const ElmanSeries& series, const Matrix& train, const Matrix& test) {
    if (!series.frame) return {train, test};
    return {series.frame->in_own_units(train, 0), series.frame->in_own_units(test, series.steps())};
}

ElmanSeries framed_series(SeriesColumns columns, SeriesPlan plan) {
    auto frame = std::make_shared<SeriesFrame>(std::move(columns), std::move(plan));
    ElmanSeries series = frame->fit();
    series.frame = std::move(frame);
    return series;
}

}  // namespace basin
