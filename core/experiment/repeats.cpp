// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/repeats.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/experiment/spec_fields.h"
#include "core/numeric/input_error.h"
#include "core/numeric/name_table.h"

namespace basin {

namespace {

constexpr NameTable quantity_names =
    name_table<RepeatQuantity>({{RepeatQuantity::loss_gap, "loss_gap"},
                                {RepeatQuantity::objective, "objective"},
                                {RepeatQuantity::gradient_norm, "gradient_norm"},
                                {RepeatQuantity::distance, "distance"},
                                {RepeatQuantity::test_error, "test_error"},
                                {RepeatQuantity::network_objective, "network_objective"}});

/// The value that a run has at an iteration, the last one where it has ended before.
class TraceReader {
  public:
    explicit TraceReader(const RepeatTrace& trace) : trace_(&trace) {}

    /// Iterations come ascending.
    double at(Index iteration, std::size_t quantity) {
        while (next_ + 1 < trace_->size() && (*trace_)[next_ + 1].iteration <= iteration) ++next_;
        return (*trace_)[next_].values[quantity];
    }

  private:
    const RepeatTrace* trace_;
    std::size_t next_ = 0;
};

struct Quantiles {
    double low, median, high;
};

/// Of the values, which are put in another order.
Quantiles quantiles_of(std::vector<double>& values) {
    const auto place = [&values](double share) {
        return values.begin() + std::lround(share * static_cast<double>(values.size() - 1));
    };
    const auto shown = [](double value) { return std::isfinite(value) ? value : not_applicable; };
    const auto low = place(band_low), median = place(0.5), high = place(band_high);
    // Each looks where the ones before have left only what can be there.
    std::nth_element(values.begin(), median, values.end());
    std::nth_element(values.begin(), low, median);
    if (high != median) std::nth_element(median + 1, high, values.end());
    return {shown(*low), shown(*median), shown(*high)};
}

bool is_same(double a, double b) {
    return a == b || (std::isnan(a) && std::isnan(b));
}

/// Without the end at which nothing changes any more: a single run on its way would draw it out.
void trim(RepeatBand& band) {
    const auto repeats_last = [&band] {
        const std::size_t k = band.iterations.size() - 1;
        return is_same(band.low[k], band.low[k - 1]) && is_same(band.median[k], band.median[k - 1]) &&
               is_same(band.high[k], band.high[k - 1]);
    };
    while (band.iterations.size() > 1 && repeats_last()) {
        band.iterations.pop_back();
        band.low.pop_back();
        band.median.pop_back();
        band.high.pop_back();
    }
}

}  // namespace

std::string_view to_string(RepeatQuantity quantity) {
    return quantity_names.name(quantity);
}

void RepeatsSpec::validate() const {
    check_ranges(*this);
    if (vary.empty()) throw InputError("vary", "found []; expected at least one seed");
    for (auto key = vary.begin(); key != vary.end(); ++key)
        if (std::find(vary.begin(), key, *key) != key)
            throw InputError("vary", "found \"" + *key + "\" twice; expected each seed once");
}

std::vector<Index> repeat_iterations(Index max_iterations) {
    constexpr Index each = 64, more = 64;
    std::vector<Index> iterations;
    for (Index k = 0; k <= std::min(each, max_iterations); ++k) iterations.push_back(k);
    if (max_iterations <= each) return iterations;
    const double ratio = std::pow(static_cast<double>(max_iterations) / each, 1.0 / more);
    double next = each;
    while (iterations.back() < max_iterations) {
        next *= ratio;
        const auto rounded = static_cast<Index>(std::llround(next));
        iterations.push_back(std::clamp<Index>(rounded, iterations.back() + 1, max_iterations));
    }
    return iterations;
}

Index RepeatedSolver::done() const {
    return std::ranges::count_if(ends, &RepeatEnd::done);
}

Index RepeatedSolver::arrived() const {
    return std::ranges::count_if(ends, &RepeatEnd::arrived);
}

CauseCounts RepeatedSolver::causes() const {
    CauseCounts causes;
    for (const RepeatEnd& end : ends) causes.add(end.cause);
    return causes;
}

CauseCounts Repeats::causes() const {
    CauseCounts causes;
    for (const RepeatedSolver& solver : solvers)
        for (const RepeatEnd& end : solver.ends) causes.add(end.cause);
    return causes;
}

RepeatBand band_of(const std::vector<std::shared_ptr<const RepeatTrace>>& traces, RepeatQuantity quantity,
                   const std::vector<Index>& iterations) {
    const auto place = static_cast<std::size_t>(quantity);
    std::vector<TraceReader> readers;
    Index last = -1;
    bool known = false;
    for (const auto& trace : traces) {
        if (!trace || trace->empty()) continue;
        readers.emplace_back(*trace);
        last = std::max(last, trace->back().iteration);
        known = known || std::ranges::any_of(
                             *trace, [&](const RepeatRecord& r) { return !std::isnan(r.values[place]); });
    }
    RepeatBand band;
    if (!known) return band;
    std::vector<double> values(readers.size());
    for (const Index iteration : iterations) {
        std::ranges::transform(readers, values.begin(), [&](TraceReader& reader) {
            const double value = reader.at(iteration, place);
            return std::isnan(value) ? std::numeric_limits<double>::infinity() : value;
        });
        band.iterations.push_back(iteration);
        const Quantiles found = quantiles_of(values);
        band.low.push_back(found.low);
        band.median.push_back(found.median);
        band.high.push_back(found.high);
        if (iteration >= last) break;
    }
    trim(band);
    return band;
}

}  // namespace basin
