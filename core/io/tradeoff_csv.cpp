// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/tradeoff_csv.h"

#include <vector>

#include "core/io/formats/csv.h"
#include "core/io/quote.h"

namespace basin {

namespace {

const std::vector<std::string>& tradeoff_columns() {
    static const std::vector<std::string> names{
        "approximation", "error", "refresh", "runs",           "converged", "ending",
        "step_seconds",  "steps", "seconds", "achieved_error", "samples",   "on_front"};
    return names;
}

TradeoffPoint parse_tradeoff_point(const CsvReader& reader, const std::vector<std::string_view>& cells) {
    TradeoffPoint point;
    const auto approximation = parse_approximation(cells[0]);
    if (!approximation) reader.fail(0, "found " + quote(cells[0]) + "; expected an approximation");
    point.approximation = *approximation;
    point.error = reader.number_or_blank(cells, 1);
    point.refresh = reader.number_or_blank(cells, 2);
    point.runs = reader.whole(cells, 3);
    point.converged = reader.whole(cells, 4);
    const auto ending = parse_termination(cells[5]);
    if (!ending) reader.fail(5, "found " + quote(cells[5]) + "; expected how a run ended");
    point.ending = *ending;
    point.step_seconds = reader.number_or_blank(cells, 6);
    point.steps = reader.number_or_blank(cells, 7);
    point.seconds = reader.number_or_blank(cells, 8);
    point.achieved_error = reader.number_or_blank(cells, 9);
    point.samples = reader.number_or_blank(cells, 10);
    point.on_front = reader.whole(cells, 11) != 0;
    return point;
}

}  // namespace

std::string tradeoff_csv(const Tradeoff& tradeoff) {
    CsvWriter writer(tradeoff_columns());
    for (const TradeoffPoint& point : tradeoff.points) {
        writer.cell(to_string(point.approximation)).cell(point.error).cell(point.refresh);
        writer.cell(point.runs).cell(point.converged).cell(to_string(point.ending));
        writer.cell(point.step_seconds).cell(point.steps).cell(point.seconds);
        writer.cell(point.achieved_error).cell(point.samples).cell(Index{point.on_front}).end_line();
    }
    return writer.text();
}

Tradeoff parse_tradeoff(std::string_view text, const std::string& where) {
    CsvReader reader(text, where);
    reader.read_header(tradeoff_columns());
    std::vector<std::string_view> cells;
    Tradeoff tradeoff;
    while (reader.next(cells)) {
        tradeoff.points.push_back(parse_tradeoff_point(reader, cells));
        if (tradeoff.points.back().runs > 0) ++tradeoff.measured;
    }
    return tradeoff;
}

}  // namespace basin
