// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/repeats_csv.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "core/experiment/seeds.h"
#include "core/experiment/solver_labels.h"
#include "core/io/formats/csv.h"
#include "core/io/quote.h"

namespace basin {

namespace {

std::vector<std::string> repeats_header(const Experiment& experiment) {
    std::vector<std::string> names{"repeat"};
    const std::vector<std::string> vary = varied_keys(experiment);
    names.insert(names.end(), vary.begin(), vary.end());
    for (const char* name : {"solver", "termination", "end", "arrived", "iterations", "seconds", "objective",
                             "gradient_norm", "distance", "test_error"})
        names.emplace_back(name);
    return names;
}

const std::vector<std::string> cause_header{"cause"};  // earlier files have none

const std::vector<std::string>& bands_header() {
    static const std::vector<std::string> names{"solver", "quantity", "iteration", "low", "median", "high"};
    return names;
}

// Earlier files have these, and only these columns of quantities.
constexpr std::size_t first_quantities = 5;

std::vector<std::string> traces_header() {
    std::vector<std::string> names{"repeat", "solver", "iteration"};
    for (std::size_t q = 0; q < first_quantities; ++q)
        names.emplace_back(to_string(all_repeat_quantities[q]));
    names.insert(names.end(), {"a", "b"});
    return names;
}

std::vector<std::string> later_traces_header() {
    std::vector<std::string> names;
    for (std::size_t q = first_quantities; q < repeat_quantities; ++q)
        names.emplace_back(to_string(all_repeat_quantities[q]));
    return names;
}

/// The solver of that label.
std::size_t solver_in(const CsvReader& reader, const std::vector<std::string>& labels, std::string_view label,
                      std::size_t column) {
    const auto found = std::ranges::find(labels, label);
    if (found == labels.end())
        reader.fail(column, "found " + quote(label) + "; expected a solver of the experiment");
    return static_cast<std::size_t>(found - labels.begin());
}

RepeatEnd parse_end(const CsvReader& reader, const std::vector<std::string_view>& cells, std::size_t first) {
    RepeatEnd end;
    end.done = true;
    const auto termination = parse_termination(cells[first]);
    if (!termination) reader.fail(first, "found " + quote(cells[first]) + "; expected how a run ended");
    end.termination = *termination;
    if (!cells[first + 1].empty()) {
        const auto kind = parse_end_kind(cells[first + 1]);
        if (!kind) reader.fail(first + 1, "found " + quote(cells[first + 1]) + "; expected what a point is");
        end.kind = *kind;
    }
    end.arrived = reader.whole(cells, first + 2) != 0;
    end.iterations = reader.whole(cells, first + 3);
    end.seconds = reader.number(cells, first + 4);
    end.objective = reader.number_or_blank(cells, first + 5);
    end.gradient_norm = reader.number_or_blank(cells, first + 6);
    end.distance = reader.number_or_blank(cells, first + 7);
    end.test_error = reader.number_or_blank(cells, first + 8);
    return end;
}

FailureCause parse_cause(const CsvReader& reader, const std::vector<std::string_view>& cells,
                         std::size_t column) {
    if (cells[column].empty()) return FailureCause::none;
    const auto cause = parse_failure_cause(cells[column]);
    if (!cause) reader.fail(column, "found " + quote(cells[column]) + "; expected why a run fails");
    return *cause;
}

RepeatRecord parse_record(const CsvReader& reader, const std::vector<std::string_view>& cells) {
    constexpr std::size_t first = 3, position = first + first_quantities;
    RepeatRecord record;
    record.iteration = reader.whole(cells, 2);
    for (std::size_t q = 0; q < first_quantities; ++q)
        record.values[q] = reader.number_or_blank(cells, first + q);
    record.position.a = reader.number_or_blank(cells, position);
    record.position.b = reader.number_or_blank(cells, position + 1);
    for (std::size_t q = first_quantities; q < repeat_quantities; ++q) {
        const std::size_t column = q + 2 + first;
        record.values[q] = column < cells.size() ? reader.number_or_blank(cells, column) : not_applicable;
    }
    return record;
}

/// The number of a repeat, below the count.
Index parse_repeat(const CsvReader& reader, const std::vector<std::string_view>& cells,
                   const Repeats& repeats) {
    const Index repeat = reader.whole(cells, 0);
    if (repeat >= repeats.count)
        reader.fail(0, "found " + quote(cells[0]) +
                           "; expected a number below repeats.count = " + std::to_string(repeats.count));
    return repeat;
}

/// Repeats that every solver is done with.
Index finished(const Repeats& repeats) {
    Index count = 0;
    for (std::size_t k = 0; k < static_cast<std::size_t>(repeats.count); ++k)
        count +=
            std::ranges::all_of(repeats.solvers, [k](const RepeatedSolver& s) { return s.ends[k].done; });
    return count;
}

}  // namespace

std::string repeats_csv(const Experiment& experiment, const Repeats& repeats) {
    const std::vector<std::string> labels = solver_labels(experiment.solvers);
    const std::vector<std::string> vary = varied_keys(experiment);
    std::vector<std::uint64_t> seeds;
    for (const std::string& key : vary) seeds.push_back(seed_at(experiment, key));
    std::vector<std::string> header = repeats_header(experiment);
    header.insert(header.end(), cause_header.begin(), cause_header.end());
    CsvWriter table(header);
    for (Index repeat = 0; repeat < repeats.count; ++repeat) {
        for (std::size_t i = 0; i < repeats.solvers.size(); ++i) {
            const RepeatEnd& end = repeats.solvers[i].ends[static_cast<std::size_t>(repeat)];
            if (!end.done) continue;
            table.cell(repeat);
            for (const std::uint64_t seed : seeds)
                table.cell(std::to_string(seed + static_cast<std::uint64_t>(repeat)));
            table.cell(labels[i]).cell(to_string(end.termination));
            table.cell(end.kind == EndKind::none ? std::string_view() : to_string(end.kind));
            table.cell(Index{end.arrived}).cell(end.iterations).cell(end.seconds).cell(end.objective);
            table.cell(end.gradient_norm).cell(end.distance).cell(end.test_error);
            table.cell(end.cause == FailureCause::none ? std::string_view() : to_string(end.cause))
                .end_line();
        }
    }
    return table.text();
}

std::string repeat_bands_csv(const Experiment& experiment, const Repeats& repeats) {
    const std::vector<std::string> labels = solver_labels(experiment.solvers);
    CsvWriter table(bands_header());
    for (std::size_t i = 0; i < repeats.solvers.size(); ++i) {
        for (const RepeatQuantity quantity : all_repeat_quantities) {
            const RepeatBand& band = repeats.solvers[i].bands[static_cast<std::size_t>(quantity)];
            for (std::size_t k = 0; k < band.iterations.size(); ++k) {
                table.cell(labels[i]).cell(to_string(quantity)).cell(band.iterations[k]);
                table.cell(band.low[k]).cell(band.median[k]).cell(band.high[k]).end_line();
            }
        }
    }
    return table.text();
}

std::string repeat_traces_csv(const Experiment& experiment, const Repeats& repeats) {
    const std::vector<std::string> labels = solver_labels(experiment.solvers);
    const bool placed = repeats.plane.has_value();
    std::vector<std::string> header = traces_header();
    std::ranges::copy(later_traces_header(), std::back_inserter(header));
    CsvWriter table(header);
    for (std::size_t i = 0; i < repeats.solvers.size(); ++i) {
        for (Index repeat = 0; repeat < repeats.count; repeat += repeats_per_drawn(repeats.count)) {
            const auto& trace = repeats.solvers[i].traces[static_cast<std::size_t>(repeat)];
            if (!trace) continue;
            for (const RepeatRecord& record : *trace) {
                table.cell(repeat).cell(labels[i]).cell(record.iteration);
                const std::span values(record.values);
                for (const double value : values.first(first_quantities)) table.cell(value);
                table.cell(placed ? record.position.a : not_applicable);
                table.cell(placed ? record.position.b : not_applicable);
                for (const double value : values.subspan(first_quantities)) table.cell(value);
                table.end_line();
            }
        }
    }
    return table.text();
}

Repeats parse_repeats(std::string_view text, const std::string& where, const Experiment& experiment) {
    const std::vector<std::string> labels = solver_labels(experiment.solvers);
    const std::size_t seeds = experiment.repeats->vary.size();
    Repeats repeats;
    repeats.count = repeat_count(experiment);
    repeats.solvers.resize(labels.size());
    for (RepeatedSolver& solver : repeats.solvers) {
        solver.ends.resize(static_cast<std::size_t>(repeats.count));
        solver.traces.resize(static_cast<std::size_t>(repeats.count));
    }
    CsvReader reader(text, where);
    const bool with_causes = reader.read_header(repeats_header(experiment), cause_header);
    std::vector<std::string_view> cells;
    while (reader.next(cells)) {
        const Index repeat = parse_repeat(reader, cells, repeats);
        RepeatedSolver& solver = repeats.solvers[solver_in(reader, labels, cells[1 + seeds], 1 + seeds)];
        RepeatEnd& end = solver.ends[static_cast<std::size_t>(repeat)];
        end = parse_end(reader, cells, 2 + seeds);
        if (with_causes) end.cause = parse_cause(reader, cells, cells.size() - 1);
    }
    repeats.finished = finished(repeats);
    return repeats;
}

void parse_repeat_bands(std::string_view text, const std::string& where, const Experiment& experiment,
                        Repeats& repeats) {
    const std::vector<std::string> labels = solver_labels(experiment.solvers);
    CsvReader reader(text, where);
    reader.read_header(bands_header());
    std::vector<std::string_view> cells;
    while (reader.next(cells)) {
        RepeatedSolver& solver = repeats.solvers[solver_in(reader, labels, cells[0], 0)];
        const auto quantity = std::ranges::find(all_repeat_quantities, cells[1],
                                                [](RepeatQuantity each) { return to_string(each); });
        if (quantity == all_repeat_quantities.end())
            reader.fail(1, "found " + quote(cells[1]) + "; expected a quantity of repeated runs");
        RepeatBand& band = solver.bands[static_cast<std::size_t>(*quantity)];
        const Index iteration = reader.whole(cells, 2);
        if (!band.iterations.empty() && iteration <= band.iterations.back())
            reader.fail(2, "found " + quote(cells[2]) + "; expected ascending iterations");
        band.iterations.push_back(iteration);
        band.low.push_back(reader.number_or_blank(cells, 3));
        band.median.push_back(reader.number_or_blank(cells, 4));
        band.high.push_back(reader.number_or_blank(cells, 5));
    }
}

void parse_repeat_traces(std::string_view text, const std::string& where, const Experiment& experiment,
                         Repeats& repeats) {
    const std::vector<std::string> labels = solver_labels(experiment.solvers);
    std::vector<std::vector<RepeatTrace>> traces(labels.size());
    for (auto& each : traces) each.resize(static_cast<std::size_t>(repeats.count));
    CsvReader reader(text, where);
    reader.read_header(traces_header(), later_traces_header());
    std::vector<std::string_view> cells;
    while (reader.next(cells)) {
        const auto repeat = static_cast<std::size_t>(parse_repeat(reader, cells, repeats));
        RepeatTrace& trace = traces[solver_in(reader, labels, cells[1], 1)][repeat];
        const RepeatRecord record = parse_record(reader, cells);
        if (!trace.empty() && record.iteration <= trace.back().iteration)
            reader.fail(2, "found " + quote(cells[2]) + "; expected ascending iterations");
        trace.push_back(record);
    }
    for (std::size_t i = 0; i < traces.size(); ++i)
        for (std::size_t k = 0; k < traces[i].size(); ++k)
            if (!traces[i][k].empty())
                repeats.solvers[i].traces[k] = std::make_shared<const RepeatTrace>(std::move(traces[i][k]));
}

bool has_positions(const Repeats& repeats) {
    return std::ranges::any_of(repeats.solvers, [](const RepeatedSolver& solver) {
        return std::ranges::any_of(
            solver.traces, [](const auto& trace) { return trace && !std::isnan(trace->front().position.a); });
    });
}

}  // namespace basin
