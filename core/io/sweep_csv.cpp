// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/sweep_csv.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>

#include "core/experiment/solver_labels.h"
#include "core/experiment/sweep/swept_keys.h"
#include "core/io/formats/csv.h"
#include "core/io/quote.h"
#include "core/io/sweep_numbers.h"

namespace basin {

namespace {

constexpr std::size_t timeless = sweep_outcome_numbers - 3;  // the seconds come last

enum class Columns { outcomes, seconds };

std::vector<std::string> header_of(const Experiment& experiment, Columns columns) {
    std::vector<std::string> names{"level"};
    for (const SweepAxis& axis : experiment.sweep->axes) names.push_back(axis.key);
    names.emplace_back("solver");
    const auto& numbers = sweep_outcome_names();
    const auto split = numbers.begin() + static_cast<std::ptrdiff_t>(timeless);
    if (columns == Columns::seconds) {
        names.insert(names.end(), split, numbers.end());
        return names;
    }
    names.insert(names.end(), numbers.begin(), split);
    const auto& theory = sweep_theory_names();
    if (experiment.sweep->theory) names.insert(names.end(), theory.begin(), theory.end());
    return names;
}

/// Counts are whole, and quantiles any number.
void write_number(CsvWriter& writer, double number, bool whole) {
    if (whole)
        writer.cell(static_cast<Index>(number));
    else
        writer.cell(number);
}

std::string table_text(const Experiment& experiment, const Sweep& sweep, Columns columns) {
    const std::vector<std::string> labels = solver_labels(experiment.solvers);
    CsvWriter writer(header_of(experiment, columns));
    for (const PlacedSweepCell& placed : computed_cells(sweep)) {
        for (std::size_t i = 0; i < labels.size(); ++i) {
            writer.cell(placed.place.level);
            for (const ParameterValue& value : sweep.values_at(placed.place)) writer.cell(swept_text(value));
            writer.cell(labels[i]);
            const auto numbers = sweep_numbers(placed.cell->solvers[i]);
            const std::size_t first = columns == Columns::seconds ? timeless : 0;
            const std::size_t last = columns == Columns::seconds ? numbers.size() : timeless;
            for (std::size_t k = first; k < last; ++k)
                write_number(writer, numbers[k], k < 2 + failure_causes);
            if (columns == Columns::outcomes && experiment.sweep->theory)
                for (const double number : sweep_numbers(placed.cell->theory)) writer.cell(number);
            writer.end_line();
        }
    }
    return writer.text();
}

/// Reads the lines of one file; places follow from the values of the axes.
class SweepReader {
  public:
    SweepReader(std::string_view text, const std::string& where, const Experiment& experiment,
                Columns columns)
        : reader_(text, where),
          axes_(swept_axes(experiment)),
          labels_(solver_labels(experiment.solvers)),
          refinement_(experiment.sweep->refinement) {
        reader_.read_header(header_of(experiment, columns));
    }

    bool next() { return reader_.next(cells_); }

    GridPlace place() const {
        GridPlace place;
        place.level = reader_.whole(cells_, 0);
        if (place.level > refinement_)
            reader_.fail(0, "found " + quote(cells_[0]) + "; expected at most the experiment's refinement");
        for (std::size_t k = 0; k < axes_.size(); ++k) place.at[k] = index_on(axes_[k], place.level, 1 + k);
        if (place != place.reduced())
            reader_.fail(0, "found " + quote(cells_[0]) + "; expected the coarsest level of that place");
        return place;
    }
    std::size_t solver() const {
        const std::size_t column = 1 + axes_.size();
        const auto found = std::ranges::find(labels_, cells_[column]);
        if (found == labels_.end())
            reader_.fail(column, "found " + quote(cells_[column]) + "; expected a solver of the experiment");
        return static_cast<std::size_t>(found - labels_.begin());
    }
    /// The numbers behind the solver.
    std::vector<double> numbers() const {
        std::vector<double> numbers;
        for (std::size_t k = 2 + axes_.size(); k < cells_.size(); ++k)
            numbers.push_back(reader_.number_or_blank(cells_, k));
        return numbers;
    }
    std::size_t solvers() const { return labels_.size(); }

  private:
    Index index_on(const SweptAxis& axis, Index level, std::size_t column) const {
        const Index steps = (std::ssize(axis.values) - 1) << level;
        const Index stride = axis.splits ? 1 : Index{1} << level;
        Index low = 0, high = steps / stride;
        if (axis.splits) {
            // Few indices can have the value: those next to its share of the way.
            const double value = reader_.number(cells_, column);
            const Index guess = nearest(axis, value, steps);
            low = std::max<Index>(0, guess - 1);
            high = std::min(steps, guess + 1);
        }
        for (Index k = low; k <= high; ++k)
            if (swept_text(axis.at(level, k * stride)) == cells_[column]) return k * stride;
        reader_.fail(column, "found " + quote(cells_[column]) + "; expected a value of " + axis.key);
    }
    static Index nearest(const SweptAxis& axis, double value, Index steps) {
        double low = std::get<double>(axis.values.front()), high = std::get<double>(axis.values.back());
        if (axis.scale == SweepScale::log) {
            low = std::log(low);
            high = std::log(high);
            value = value > 0 ? std::log(value) : low;
        }
        const double share = std::clamp((value - low) / (high - low), 0.0, 1.0);
        return static_cast<Index>(std::llround(share * static_cast<double>(steps)));
    }

    CsvReader reader_;
    const std::vector<SweptAxis> axes_;
    const std::vector<std::string> labels_;
    const Index refinement_;
    std::vector<std::string_view> cells_;
};

using CellsByPlace = std::map<GridPlace, std::shared_ptr<SweepCell>>;

SweepCell& cell_at(CellsByPlace& cells, const GridPlace& place, std::size_t solvers) {
    auto& cell = cells[place];
    if (!cell) {
        cell = std::make_shared<SweepCell>();
        cell->solvers.resize(solvers);
    }
    return *cell;
}

}  // namespace

std::string sweep_csv(const Experiment& experiment, const Sweep& sweep) {
    return table_text(experiment, sweep, Columns::outcomes);
}

std::string sweep_seconds_csv(const Experiment& experiment, const Sweep& sweep) {
    return table_text(experiment, sweep, Columns::seconds);
}

std::vector<PlacedSweepCell> parse_sweep(std::string_view text, const std::string& where,
                                         std::string_view seconds, const std::string& seconds_where,
                                         const Experiment& experiment) {
    CellsByPlace cells;
    SweepReader outcomes(text, where, experiment, Columns::outcomes);
    while (outcomes.next()) {
        SweepCell& cell = cell_at(cells, outcomes.place(), outcomes.solvers());
        std::vector<double> numbers = outcomes.numbers();
        const std::span<const double> all(numbers);
        if (experiment.sweep->theory) cell.theory = sweep_theory(all.subspan(timeless));
        std::vector<double> whole(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(timeless));
        whole.resize(sweep_outcome_numbers, not_applicable);
        cell.solvers[outcomes.solver()] = sweep_outcome(whole);
    }
    SweepReader times(seconds, seconds_where, experiment, Columns::seconds);
    while (times.next()) {
        const std::vector<double> numbers = times.numbers();
        cell_at(cells, times.place(), times.solvers()).solvers[times.solver()].seconds = {
            numbers[0], numbers[1], numbers[2]};
    }
    std::vector<PlacedSweepCell> placed;
    for (auto& [place, cell] : cells) placed.push_back({place, std::move(cell)});
    return placed;
}

}  // namespace basin
