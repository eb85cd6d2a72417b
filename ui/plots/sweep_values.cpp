// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/sweep_values.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/numeric/rate_interval.h"

namespace basin::ui {

namespace {

bool isWord(const ParameterValue& value) {
    return std::holds_alternative<std::string>(value);
}

double numberOf(const ParameterValue& value) {
    const auto* whole = std::get_if<std::uint64_t>(&value);
    return whole != nullptr ? static_cast<double>(*whole) : std::get<double>(value);
}

}  // namespace

Spread shownSpread(const SweepOutcome& outcome, SweepView view) {
    switch (view) {
        case SweepView::success_rate: {
            if (outcome.trials == 0) return {};
            const RateInterval interval = wilson_interval(outcome.arrived, outcome.trials);
            return {interval.low, static_cast<double>(outcome.arrived) / static_cast<double>(outcome.trials),
                    interval.high};
        }
        case SweepView::steps:
            return outcome.steps;
        case SweepView::objective:
            return outcome.objective;
        case SweepView::distance:
            return outcome.distance;
        case SweepView::test_error:
            return outcome.test_error;
        case SweepView::seconds:
            return outcome.seconds;
        case SweepView::cause:
        case SweepView::radius:
        case SweepView::steps_promised:
            break;
    }
    return {};
}

double log10Ratio(const SweepTheory& theory, PromisedRadius promised) {
    const double measured = std::log10(theory.measured_radius);
    const double radius = promised == PromisedRadius::published   ? theory.published_log10
                          : promised == PromisedRadius::certified ? std::log10(theory.certified_radius)
                                                                  : std::log10(theory.estimated_radius);
    const double ratio = measured - radius;
    return std::isfinite(ratio) ? ratio : not_applicable;
}

double log10StepsRatio(const SweepTheory& theory) {
    const double ratio = std::log10(theory.measured_steps / theory.promised_steps);
    return std::isfinite(ratio) ? ratio : not_applicable;
}

double shownValue(const SweepCell& cell, const SweepShown& shown) {
    if (shown.view == SweepView::radius) return log10Ratio(cell.theory, shown.radius);
    if (shown.view == SweepView::steps_promised) return log10StepsRatio(cell.theory);
    return shown.solver < cell.solvers.size() ? shownSpread(cell.solvers[shown.solver], shown.view).median
                                              : not_applicable;
}

BasinMapCell asMapCell(const SweepOutcome& outcome) {
    BasinMapCell cell;
    cell.trials = outcome.trials;
    cell.successes = outcome.arrived;
    cell.causes = outcome.causes;
    return cell;
}

SweptScale::SweptScale(const SweptAxis& axis, bool even)
    : swept_(axis), named_(std::ranges::any_of(axis.values, isWord) || (even && !axis.splits)) {
    if (!named_ && axis.scale == SweepScale::log) transform_ = AxisTransform::logarithmic(1e-300);
}

double SweptScale::at(Index level, Index index) const {
    return named_ ? static_cast<double>(index) / static_cast<double>(Index{1} << level)
                  : numberOf(swept_.at(level, index));
}

double SweptScale::at(const ParameterValue& value) const {
    if (!named_) return isWord(value) ? not_applicable : numberOf(value);
    const auto found = std::ranges::find(swept_.values, value);
    return found == swept_.values.end() ? not_applicable : static_cast<double>(found - swept_.values.begin());
}

double SweptScale::first() const {
    return transform_.toAxis(at(0, 0));
}

double SweptScale::last() const {
    return transform_.toAxis(at(0, std::ssize(swept_.values) - 1));
}

PlotAxis SweptScale::axis(const QString& label, bool asCells) const {
    PlotAxis axis;
    axis.transform = transform_;
    axis.label = label;
    std::vector<double> places;
    for (Index k = 0; k < std::ssize(swept_.values); ++k) places.push_back(at(0, k));
    const auto [low, high] = std::ranges::minmax(places);
    axis.low = transform_.toAxis(low);
    axis.high = transform_.toAxis(high);
    if (named_)
        for (const ParameterValue& value : swept_.values) axis.names << sweptValueText(value);
    if (named_ || asCells) {
        const double half =
            places.size() > 1 ? (axis.high - axis.low) / (2 * static_cast<double>(places.size() - 1)) : 0.5;
        axis.low -= half;
        axis.high += half;
        axis.margin = 0;
    }
    // Of so few no value between them was computed.
    if (!named_ && places.size() <= 2) axis.points = places;
    return axis;
}

}  // namespace basin::ui
