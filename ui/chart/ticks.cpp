// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/ticks.h"

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <iterator>

#include "ui/chart/number_format.h"

namespace basin::ui {

namespace {

constexpr int fewestTicks = 3;

/// The smallest of 1, 2, 5 times a power of ten that is at least this.
double niceStep(double atLeast) {
    const double power = std::pow(10.0, std::floor(std::log10(atLeast)));
    for (const double factor : {1.0, 2.0, 5.0})
        if (factor * power >= atLeast * (1 - 1e-9)) return factor * power;
    return 10 * power;
}

struct RoundValues {
    double step;
    std::vector<double> values;
};

RoundValues roundValues(double low, double high, int wanted, bool integers) {
    RoundValues round;
    round.step = niceStep((high - low) / std::max(wanted, 1));
    if (integers) round.step = std::max(round.step, 1.0);
    const double slack = 1e-9 * (high - low);
    const double first = std::ceil((low - slack) / round.step);
    const double last = std::floor((high + slack) / round.step);
    for (double k = first; k <= last && round.values.size() < 100; ++k)
        round.values.push_back(k * round.step);
    return round;
}

/// Labels that tell neighbours at this step apart.
QString labelAt(double value, double step, double largest) {
    const int stepExponent = static_cast<int>(std::floor(std::log10(step) + 1e-9));
    if (largest < 1e5 && stepExponent >= -4) return formatFixed(value, std::max(-stepExponent, 0));
    const int digits = static_cast<int>(std::ceil(std::log10(std::max(largest / step, 1.0)))) + 1;
    return std::abs(value) < step / 2 ? QStringLiteral("0") : formatNumber(value, std::clamp(digits, 1, 17));
}

/// Round values in data space, wherever the transform puts them.
std::vector<Tick> roundTicks(const AxisTransform& transform, double low, double high, int wanted,
                             bool integers) {
    const double from = transform.fromAxis(low), to = transform.fromAxis(high);
    if (!(to > from)) return {};
    RoundValues round = roundValues(from, to, wanted, integers);
    // A step that is rounded up may leave fewer than tell a scale.
    for (int more = wanted + 1;
         std::ssize(round.values) < std::min(fewestTicks, wanted) && more <= 2 * wanted + 2; ++more)
        round = roundValues(from, to, more, integers);
    const double largest = std::max(std::abs(from), std::abs(to));
    std::vector<Tick> ticks;
    for (const double v : round.values) {
        // Below its constant a logarithmic axis has no place: what lies there is told by the floor's label.
        if (transform.scale() == AxisScale::logarithmic && v < transform.constant()) continue;
        ticks.push_back({transform.toAxis(v), labelAt(v, round.step, largest)});
    }
    return ticks;
}

/// Powers of ten times the given digits, and their negatives on a symlog axis, most important first.
struct Candidate {
    double position;
    double value;
    int exponent;
    int digit;
};

void addCandidates(std::vector<Candidate>& found, const AxisTransform& transform, double sign, double low,
                   double high, std::initializer_list<int> digits) {
    const double near = sign * transform.fromAxis(sign > 0 ? std::max(low, -1e9) : std::min(high, 1e9));
    const double far = sign * transform.fromAxis(sign > 0 ? high : low);
    if (!(far > 0)) return;
    const double start = std::max(near, transform.constant());
    const int first = static_cast<int>(std::floor(std::log10(start) + 1e-9));
    const int last = static_cast<int>(std::floor(std::log10(far) + 1e-9));
    for (const int digit : digits) {
        for (int k = last; k >= first; --k) {
            const double value = sign * digit * std::pow(10.0, k);
            const double position = transform.toAxis(value);
            const double slack = 1e-9 * (high - low);
            if (position >= low - slack && position <= high + slack && std::abs(value) >= start * (1 - 1e-9))
                found.push_back({position, value, k, digit});
        }
    }
}

/// Whole decades with one stride for all, so that their labels are evenly spaced.
std::vector<Candidate> strided(std::vector<Candidate> decades, int wanted) {
    if (decades.empty()) return decades;
    const auto [low, high] = std::minmax_element(
        decades.begin(), decades.end(), [](const auto& a, const auto& b) { return a.exponent < b.exponent; });
    const int span = high->exponent - low->exponent + 1;
    const int stride = std::max(1, (span + wanted - 1) / std::max(wanted, 1));
    std::erase_if(decades, [&](const Candidate& c) { return c.exponent % stride != 0; });
    return decades;
}

QString decadeLabel(const Candidate& c, bool plain) {
    if (c.digit != 1 || plain) return formatNumber(c.value);
    const QString power = formatPowerOfTen(c.exponent);
    return c.value < 0 ? QChar(0x2212) + power : power;
}

std::vector<Tick> labelled(const std::vector<Candidate>& candidates) {
    const bool plain = std::all_of(candidates.begin(), candidates.end(),
                                   [](const Candidate& c) { return c.exponent >= -3 && c.exponent <= 3; });
    std::vector<Tick> ticks;
    ticks.reserve(candidates.size());
    for (const Candidate& c : candidates) ticks.push_back({c.position, decadeLabel(c, plain)});
    return ticks;
}

/// Takes ticks in their order of importance, leaving out those too close to one already there.
std::vector<Tick> spaced(const std::vector<Tick>& ticks, double apart) {
    std::vector<Tick> kept;
    for (const Tick& tick : ticks) {
        const bool crowded = std::any_of(kept.begin(), kept.end(), [&](const Tick& other) {
            return std::abs(other.position - tick.position) < apart;
        });
        if (!crowded) kept.push_back(tick);
    }
    std::sort(kept.begin(), kept.end(), [](const Tick& a, const Tick& b) { return a.position < b.position; });
    return kept;
}

QString floorLabel(const AxisTransform& transform) {
    const QString atMost = QStringLiteral("≤ ");
    switch (transform.floor()) {
        case AxisFloor::small:
            return atMost + formatPowerOfTen(static_cast<int>(std::lround(std::log10(transform.constant()))));
        case AxisFloor::negative:
            return atMost + QLatin1Char('0');
        case AxisFloor::zero:
        case AxisFloor::none:
            break;
    }
    return QStringLiteral("0");
}

std::vector<Tick> decadeTicks(const AxisTransform& transform, double low, double high, int wanted) {
    const bool symmetric = transform.scale() == AxisScale::symlog;
    const double apart = 0.6 * (high - low) / std::max(wanted, 1);
    std::vector<Tick> fixed;
    if (symmetric && low <= 0 && high >= 0) fixed.push_back({0, QStringLiteral("0")});
    const double floor = std::log10(transform.constant());
    const bool floorShown = transform.showsFloor() && low <= floor + 1e-9 && high >= floor - 1e-9;
    if (floorShown) fixed.push_back({floor, floorLabel(transform)});
    if (transform.isFloorOnly()) return fixed;

    for (const auto& digits : {std::initializer_list<int>{1}, std::initializer_list<int>{1, 2, 5}}) {
        std::vector<Candidate> found;
        addCandidates(found, transform, 1, low, high, digits);
        if (symmetric) addCandidates(found, transform, -1, low, high, digits);
        if (digits.size() == 1) found = strided(std::move(found), wanted);
        std::vector<Tick> ticks = fixed;
        for (Tick& tick : labelled(found)) ticks.push_back(std::move(tick));
        ticks = spaced(ticks, apart);
        if (static_cast<int>(ticks.size()) >= std::min(fewestTicks, wanted)) return ticks;
    }
    // Below the floor there is nothing.
    for (Tick& tick : roundTicks(transform, low, high, wanted, false))
        if (!floorShown || tick.position > floor) fixed.push_back(std::move(tick));
    return spaced(fixed, apart);
}

}  // namespace

std::vector<Tick> ticksAt(const AxisTransform& transform, const std::vector<double>& values, double low,
                          double high) {
    constexpr int mostDigits = 17;  // of a double
    std::vector<Tick> ticks;
    for (int digits = 3; digits <= mostDigits; ++digits) {
        ticks.clear();
        for (const double value : values) {
            const double position = transform.toAxis(value);
            if (position >= low && position <= high) ticks.push_back({position, formatNumber(value, digits)});
        }
        const auto same = [](const Tick& a, const Tick& b) { return a.label == b.label; };
        if (std::ranges::adjacent_find(ticks, same) == ticks.end()) break;
    }
    return ticks;
}

std::vector<Tick> makeTicks(const AxisTransform& transform, double low, double high, int wanted,
                            bool integers) {
    if (!(high > low) || !std::isfinite(low) || !std::isfinite(high)) return {};
    if (transform.scale() == AxisScale::linear) return roundTicks(transform, low, high, wanted, integers);
    return decadeTicks(transform, low, high, wanted);
}

}  // namespace basin::ui
