// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/network_csv.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/io/formats/csv.h"
#include "core/io/quote.h"
#include "core/numeric/input_error.h"
#include "core/numeric/text.h"
#include "core/problems/series_frame.h"

namespace basin {

namespace {

std::vector<std::string> value_columns(Index targets) {
    std::vector<std::string> names{"step", "part"};
    for (const char* kind : {"target_", "predicted_"})
        for (Index i = 1; i <= targets; ++i) names.push_back(kind + std::to_string(i));
    return names;
}

void write_part(CsvWriter& writer, std::string_view part, const Matrix& targets, const Matrix& predicted,
                Index first) {
    for (Index t = 0; t < targets.cols(); ++t) {
        writer.cell(first + t + 1).cell(part);
        for (Index i = 0; i < targets.rows(); ++i) writer.cell(targets(i, t));
        for (Index i = 0; i < targets.rows(); ++i) writer.cell(predicted(i, t));
        writer.end_line();
    }
}

/// The series is read anew, and what a run predicted of another one says nothing about it. largest: of the
/// targets, in absolute value.
void check_target(const CsvReader& reader, const std::vector<std::string_view>& cells, Index column,
                  double expected, double largest) {
    constexpr double last_digits = 1e-9;  // in which platforms may differ
    const auto place = static_cast<std::size_t>(column);
    const double found = reader.number(cells, place);
    if (std::abs(found - expected) <= last_digits * largest) return;
    reader.fail(place, "found the target " + quote(cells[place]) + "; expected " +
                           exact_number_text(expected) +
                           " as in the experiment's data, which are others now");
}

void read_part(CsvReader& reader, const std::string& where, const Matrix& targets, Matrix& predicted) {
    std::vector<std::string_view> cells;
    const double largest = targets.size() > 0 ? targets.cwiseAbs().maxCoeff() : 0;
    for (Index t = 0; t < targets.cols(); ++t) {
        if (!reader.next(cells)) throw InputError(where, "found fewer lines than the series has steps");
        for (Index i = 0; i < targets.rows(); ++i) {
            check_target(reader, cells, 2 + i, targets(i, t), largest);
            const Index column = 2 + targets.rows() + i;
            predicted(i, t) = reader.number_or_blank(cells, static_cast<std::size_t>(column));
        }
    }
}

const std::vector<std::string>& exactness_columns() {
    static const std::vector<std::string> names{"beta_h",      "beta_u",      "beta_v",    "violation_h",
                                                "violation_u", "violation_v", "objective", "termination"};
    return names;
}

ExactnessPoint parse_exactness_point(const CsvReader& reader, const std::vector<std::string_view>& cells) {
    ExactnessPoint point;
    point.betas = {reader.number(cells, 0), reader.number(cells, 1), reader.number(cells, 2)};
    point.violation_h = reader.number_or_blank(cells, 3);
    point.violation_u = reader.number_or_blank(cells, 4);
    point.violation_v = reader.number_or_blank(cells, 5);
    point.objective = reader.number_or_blank(cells, 6);
    const auto termination = parse_termination(cells[7]);
    if (!termination) reader.fail(7, "found " + quote(cells[7]) + "; expected how a run ended");
    point.termination = *termination;
    return point;
}

}  // namespace

std::string series_csv(const ElmanSeries& series, const ElmanOutputs& outputs) {
    CsvWriter writer(value_columns(series.Y.rows()));
    const OwnUnits targets = own_targets(series),
                   predicted = in_own_units(series, outputs.train, outputs.test);
    write_part(writer, "train", targets.train, predicted.train, 0);
    write_part(writer, "test", targets.test, predicted.test, series.steps());
    return writer.text();
}

ElmanOutputs parse_series(std::string_view text, const std::string& where, const ElmanSeries& series) {
    CsvReader reader(text, where);
    reader.read_header(value_columns(series.Y.rows()));
    ElmanOutputs outputs{Matrix(series.Y.rows(), series.steps()),
                         Matrix(series.Y.rows(), series.test_steps())};
    const OwnUnits targets = own_targets(series);
    read_part(reader, where, targets.train, outputs.train);
    read_part(reader, where, targets.test, outputs.test);
    if (series.frame) {
        outputs.train = series.frame->in_network_units(outputs.train, 0);
        outputs.test = series.frame->in_network_units(outputs.test, series.steps());
    }
    std::vector<std::string_view> cells;
    if (reader.next(cells)) throw InputError(where, "found more lines than the series has steps");
    return outputs;
}

std::string forecast_csv(const std::vector<std::string>& labels,
                         const std::vector<const SeriesForecast*>& forecasts) {
    CsvWriter writer({"run", "time", "target", "forecast", "low", "high"});
    for (std::size_t run = 0; run < labels.size(); ++run) {
        const SeriesForecast& ahead = *forecasts[run];
        for (Index h = 0; h < ahead.values.cols(); ++h) {
            for (Index i = 0; i < ahead.values.rows(); ++i) {
                const double value = ahead.values(i, h), width = ahead.half_width[i];
                writer.cell(labels[run]).cell(ahead.times[static_cast<std::size_t>(h)]);
                writer.cell(ahead.targets[static_cast<std::size_t>(i)])
                    .cell(value)
                    .cell(value - width)
                    .cell(value + width);
                writer.end_line();
            }
        }
    }
    return writer.text();
}

std::string exactness_csv(const ExactnessCurve& curve) {
    CsvWriter writer(exactness_columns());
    for (const ExactnessPoint& point : curve.points) {
        writer.cell(point.betas.h).cell(point.betas.u).cell(point.betas.v);
        writer.cell(point.violation_h).cell(point.violation_u).cell(point.violation_v);
        writer.cell(point.objective).cell(to_string(point.termination)).end_line();
    }
    return writer.text();
}

ExactnessCurve parse_exactness(std::string_view text, const std::string& where) {
    CsvReader reader(text, where);
    reader.read_header(exactness_columns());
    std::vector<std::string_view> cells;
    ExactnessCurve curve;
    while (reader.next(cells)) curve.points.push_back(parse_exactness_point(reader, cells));
    curve.complete = std::ranges::none_of(curve.points, [](const ExactnessPoint& point) {
        return point.termination == Termination::invalid_input;
    });
    return curve;
}

}  // namespace basin
