// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/spec_fields.h"
#include "core/experiment/elman_problem_spec.h"
#include "core/experiment/exactness.h"
#include "core/experiment/repeats.h"
#include "core/experiment/softmax_problem_spec.h"
#include "core/experiment/start_spec.h"
#include "core/experiment/sweep/sweep_spec.h"
#include "core/experiment/test_function_fields.h"
#include "core/problems/spec_fields.h"

namespace basin {

// The fields of problems, starts and the exactness curve: see core/problems/field.h.

/// How given data are read.
enum class DataShape { matrix, column, weights };  // weights: a column, or the best run of a result.json

/// Data given in place of something generated: a DataSource, or an optional one.
template <class Source>
struct Given {
    Source& source;
    DataShape shape = DataShape::matrix;
    bool index = false;                     // of a table: its first column is the time
    const TableOptions* reading = nullptr;  // of a table
};
template <class Source, class... Rest>
Given(Source&, Rest...) -> Given<Source>;

/// An optional that stands as "auto" where there is nothing.
template <class Value>
struct OrAuto {
    Value& value;
};
template <class Value>
OrAuto(Value&) -> OrAuto<Value>;

/// How a table is read. Of any specification that has one beside the field `table`.
template <SpecOf<TableOptions> Spec, class Visit>
void describe_reading(Spec& spec, std::string_view beside, bool written, Visit& visit) {
    const auto field = [&](std::string_view key, std::string_view meaning, bool is_default) {
        return Field{.key = key, .meaning = meaning, .written = written && !is_default, .beside = beside};
    };
    visit(field("header", "whether the first line has names: `true`, `false`", !spec.header),
          OrAuto{spec.header});
    visit(field("separator", "`comma`, `semicolon`, `tab`, `space` or `pipe`", spec.separator == "auto"),
          spec.separator);
    visit(field("decimal", "`.` or `,`", spec.decimal == "auto"), spec.decimal);
    visit(field("missing_values", "words that stand for a missing value, beside NA, NaN, NULL, - and nothing",
                spec.missing_values.empty()),
          spec.missing_values);
    visit(field("units", "words behind numbers that are passed over", spec.units.empty()), spec.units);
    visit(field("percent", "12 % is 0.12", !spec.percent), spec.percent);
    Field skipped = field("skip_lines", "lines before the table", spec.skip_lines == 0);
    skipped.range = within(0, 1'000'000);
    visit(skipped, spec.skip_lines);
}

/// The object "data" of a softmax regression, whose matrices are members of the problem itself.
template <class Spec>
struct SoftmaxMatrices {
    Spec& problem;
};

template <class Spec, class Visit>
void describe(const SoftmaxMatrices<Spec>& data, Visit& visit) {
    visit({.key = "A1",
           .meaning = "n x d; a table without its words and dates; stays sparse when it is Matrix Market in "
                      "coordinates"},
          Given{data.problem.A1, DataShape::matrix, false, &data.problem.reading});
    visit({.key = "columns",
           .meaning =
               "beside a table: its columns that are A1; left out: all numbers that A2 and b do not name",
           .written = data.problem.A1 && !data.problem.columns.empty(),
           .beside = "A1"},
          data.problem.columns);
    visit({.key = "A2", .meaning = "m x n, or names of columns of A1's table: a row each"},
          Given{data.problem.A2});
    visit({.key = "b", .meaning = "m: a column or a row, or the name of a column of A1's table"},
          Given{data.problem.b, DataShape::column});
    visit({.key = "w", .meaning = "n; instead of `ridge`"}, Given{data.problem.w, DataShape::column});
    visit({.key = "standardise",
           .meaning = "shift and scale every column of A1 by its mean and deviation",
           .written = data.problem.standardise},
          data.problem.standardise);
    describe_reading(data.problem.reading, "A1", data.problem.A1.has_value(), visit);
}

template <SpecOf<SoftmaxProblemSpec> Spec, class Visit>
void describe(Spec& spec, Visit& visit) {
    describe(spec.instance, visit);
    visit({.key = "data", .meaning = "your own matrices", .written = spec.has_data()},
          SoftmaxMatrices<Spec>{spec});
}

/// What a table's columns are for.
template <SpecOf<ElmanDataSpec> Spec, class Visit>
void describe_columns(Spec& spec, Visit& visit) {
    constexpr std::array rules{MissingRule::refuse, MissingRule::skip, MissingRule::interpolate,
                               MissingRule::hold};
    const bool table = spec.table.has_value();
    const auto field = [&](std::string_view key, std::string_view meaning, bool written, Range range = {}) {
        return Field{
            .key = key, .meaning = meaning, .range = range, .written = table && written, .beside = "table"};
    };
    visit({.key = "index", .meaning = "the table's first column is the time", .written = table}, spec.index);
    visit(field("time",
                "the column that is the time; left out: the first one of dates, or a first one that counts",
                !spec.time.empty()),
          spec.time);
    visit(field("lags",
                "how many past values of targets and inputs the prediction is made from; 0: the inputs of "
                "the same moment",
                true, within(0, 10'000)),
          spec.lags);
    visit(field("horizon", "how many rows ahead is predicted", spec.horizon != 1, within(1, 10'000)),
          spec.horizon);
    visit(field("season", "rows in a season", spec.season != 0, within(0, 1'000'000)), spec.season);
    visit(
        field(
            "difference",
            "what is predicted: the value (`0`), its change (`1`) or the logarithm of its factor (`\"log\"`)",
            spec.difference != Difference::none),
        spec.difference);
    visit(field("missing",
                "where a value is missing; inputs alone are filled, steps without target are left out",
                spec.missing != MissingRule::refuse),
          OneOf{spec.missing, rules});
    visit(field("where", "the rows to take, by the values of their columns", !spec.where.empty()),
          spec.where);
    visit(field("indicators", "columns of words: an input for each of them", !spec.indicators.empty()),
          spec.indicators);
    describe_reading(spec.reading, "table", table, visit);
}

template <SpecOf<ElmanDataSpec> Spec, class Visit>
void describe(Spec& spec, Visit& visit) {
    visit({.key = "table", .meaning = "a CSV file whose columns are inputs and targets"},
          Given{spec.table, DataShape::matrix, spec.index, &spec.reading});
    if (spec.table) {
        visit({.key = "targets", .meaning = "beside `table`: the columns to predict", .is_required = true},
              spec.target_columns);
        visit({.key = "inputs",
               .meaning = "beside `table`: the columns to predict from; left out: all other numbers"},
              spec.input_columns);
    } else {
        visit({.key = "inputs", .meaning = "instead of a table: a row a time step", .is_required = true},
              Given{spec.inputs});
        visit({.key = "targets", .meaning = "of these inputs, likewise", .is_required = true},
              Given{spec.targets});
    }
    describe_columns(spec, visit);
    visit({.key = "train",
           .meaning = "share of the steps that is trained on; the test error continues over the rest",
           .range = above_up_to(0, 1)},
          spec.train);
    visit({.key = "standardise",
           .meaning = "shift and scale every column by its mean and deviation over the training steps"},
          spec.standardise);
}

/// The numbers of a generated series.
template <class Spec, class Visit>
void describe_series(Spec& spec, Visit& visit) {
    const auto field = [&spec](std::string_view key, std::string_view meaning, Range range) {
        return Field{.key = key,
                     .meaning = meaning,
                     .range = range,
                     .written = !spec.data,
                     .not_beside = {"data"},
                     .instead = {"data alone, which have their own sizes"}};
    };
    constexpr double widest = 100'000, longest = 10'000'000;
    visit(field("inputs", "of a generated series", within(1, widest)), spec.inputs);
    visit(field("outputs", "of a generated series", within(1, widest)), spec.outputs);
    visit(field("steps", "time steps to train on", within(2, longest)), spec.steps);
    visit(field("test_steps", "steps after them that no solver sees", within(0, longest)), spec.test_steps);
    visit(field("noise", "standard deviation added to the targets", at_least(0)), spec.noise);
    visit(field("seed", "of the series", at_least(0)), spec.seed);
}

template <SpecOf<ElmanProblemSpec> Spec, class Visit>
void describe(Spec& spec, Visit& visit) {
    const std::vector<Activation> activations = network_activations();
    visit({.key = "hidden", .meaning = "hidden units", .range = within(1, 100'000)}, spec.hidden);
    visit({.key = "activation", .meaning = "sigma"}, OneOf{spec.activation, activations});
    visit({.key = "lambdas", .meaning = "Tikhonov weights one by one, instead of `tau`"}, spec.lambdas);
    visit({.key = "tau",
           .meaning = "Tikhonov weights, shared out by the sizes of `A`, `W`, `V`, `b`, `c`",
           .range = at_least(0),
           .written = !spec.lambdas,
           .not_beside = {"lambdas"},
           .instead = {"one of them"}},
          spec.tau);
    visit({.key = "betas", .meaning = "penalty weights of (P1)"}, spec.betas);
    visit({.key = "data", .meaning = "a series of your own"}, spec.data);
    describe_series(spec, visit);
}

template <SpecOf<WeightsSource> Spec, class Visit>
void describe(Spec& spec, Visit& visit) {
    const auto part = [&visit](std::string_view key, std::string_view meaning, auto& source,
                               DataShape shape) {
        visit({.key = key, .meaning = meaning, .is_required = true}, Given{source, shape});
    };
    part("A", "outputs x hidden", spec.A, DataShape::matrix);
    part("W", "hidden x hidden", spec.W, DataShape::matrix);
    part("V", "hidden x inputs", spec.V, DataShape::matrix);
    part("b", "hidden", spec.b, DataShape::column);
    part("c", "outputs", spec.c, DataShape::column);
}

/// The start of a network.
template <class Spec, class Visit>
void describe_weights(Spec& spec, Visit& visit) {
    const bool drawn = !is_point(spec) && !spec.around;
    visit({.key = "weights",
           .meaning = "the weights themselves",
           .families = elman_family,
           .written = !spec.x0,
           .alone = "it alone"},
          spec.weights);
    visit({.key = "initialiser",
           .meaning = "how random weights are drawn",
           .families = elman_family,
           .written = drawn,
           .not_beside = {"around"},
           .instead = {"one of them"}},
          OneOf{spec.weight_initialiser, all_weight_initialisers});
    const bool deviates = uses_deviation(spec.weight_initialiser);  // as it was just read
    visit({.key = "deviation",
           .meaning = "standard deviation of random weights, of `gaussian` and `identity`",
           .range = at_least(0),
           .families = elman_family,
           .written = drawn && deviates,
           .not_beside = {"around"},
           .instead = {"one of them"},
           .refused = deviates ? "" : "none: only gaussian and identity have a deviation to choose"},
          spec.deviation);
    visit({.key = "around",
           .meaning = "stored weights: the best run of a `result.json`, or a column of numbers",
           .families = elman_family,
           .written = !is_point(spec)},
          Given{spec.around, DataShape::weights});
    visit(
        {.key = "radius",
         .meaning = "distance from the random or the stored weights, in a random direction; beside `around` "
                    "0.3 where it is left out",
         .range = at_least(0),
         .families = elman_family,
         .written = spec.around ? !is_point(spec) : drawn && spec.offset > 0},
        spec.around ? spec.radius : spec.offset);
}

/// The start of a problem with one minimiser.
template <class Spec, class Visit>
void describe_point(Spec& spec, Visit& visit) {
    constexpr Families others = every_family & ~elman_family;
    const bool drawn = !is_point(spec) && !spec.starts;
    const auto field = [](std::string_view key, std::string_view meaning, bool written, Range range = {}) {
        return Field{.key = key,
                     .meaning = meaning,
                     .range = range,
                     .families = others,
                     .written = written,
                     .not_beside = {"starts"},
                     .instead = {"one of them"}};
    };
    visit(field("initialiser", "how the start lies around the minimiser", drawn),
          OneOf{spec.point_initialiser, all_point_initialisers});
    const bool grid = spec.point_initialiser == PointInitialiser::grid;  // as it was just read
    visit(field("radius",
                "of the `sphere` or `ball`, half a side of the `box` or `grid`, standard deviation of "
                "`gaussian` in each unknown",
                drawn, at_least(0)),
          spec.radius);
    Field resolution = field("resolution", "points a side of the `grid`", drawn && grid, within(1, 100));
    if (!grid) resolution.refused = "none: only a grid has points a side";
    visit(resolution, spec.resolution);
    visit({.key = "starts",
           .meaning = "starts of your own, one a row of d numbers",
           .families = others,
           .written = !is_point(spec)},
          Given{spec.starts});
    visit({.key = "number",
           .meaning = "which of the starts or of the points of the grid, from 1 on",
           .range = at_least(1),
           .families = others,
           .written = is_listed(spec),
           .refused = is_listed(spec) ? "" : "none: only a grid and a list of starts have numbers"},
          spec.number);
}

template <SpecOf<StartSpec> Spec, class Visit>
void describe(Spec& spec, Visit& visit) {
    const bool network = (visit.families & ~elman_family) == 0;
    describe_weights(spec, visit);
    describe_point(spec, visit);
    const bool drawn = !is_point(spec) && (network || !is_listed(spec));
    visit({.key = "seed",
           .meaning = "of what is random",
           .range = at_least(0),
           .written = drawn,
           .not_beside = {network ? "" : "starts"},
           .instead = {"one of them"},
           .refused =
               drawn || is_point(spec) ? "" : "none: nothing is random about a grid or a list of starts"},
          spec.seed);
    visit({.key = "x0",
           .meaning = network ? "weights as one column, or a lifted point" : "the point itself: d numbers",
           .alone = network ? "it alone" : "x0 alone, or initialiser, radius and seed"},
          Given{spec.x0, network ? DataShape::weights : DataShape::column});
}

template <SpecOf<RepeatsSpec> Spec, class Visit>
void describe(Spec& spec, Visit& visit) {
    visit({.key = "count",
           .meaning =
               "how many runs of each solver; the first has the seeds of the experiment, each further one "
               "the next; of a grid or a list of starts at most as many as there are, and all of them where "
               "it is left out",
           .range = within(1, most_repeats)},
          spec.count);
    visit({.key = "vary",
           .meaning = "which seeds: `start.seed`, `problem.seed`, `solvers[0].seed`; of a grid or a list of "
                      "starts `start.number`, which `start.seed` stands for too",
           .range = {.condition = "each once; at least one"}},
          spec.vary);
}

template <SpecOf<SweepAxis> Spec, class Visit>
void describe(Spec& spec, Visit& visit) {
    const auto ranged = [&spec](std::string_view key, std::string_view meaning, Range range = {}) {
        return Field{.key = key,
                     .meaning = meaning,
                     .range = range,
                     .written = spec.values.empty(),
                     .not_beside = {"values"},
                     .instead = {"a list or a range"}};
    };
    visit({.key = "key",
           .meaning = "its path: `problem.ridge`, `start.radius`, `solvers[0].error`",
           .is_required = true},
          spec.key);
    visit(ranged("from", "the first value"), spec.from);
    visit(ranged("to", "the last one"), spec.to);
    visit(ranged("count", "how many", within(1, 1000)), spec.count);
    visit(ranged("scale", "how they are spaced"), OneOf{spec.scale, all_sweep_scales});
    visit({.key = "values",
           .meaning = "a list instead of the range, of numbers or of words",
           .range = {.condition = "each once"},
           .written = !spec.values.empty()},
          spec.values);
}

template <SpecOf<SweepSpec> Spec, class Visit>
void describe(Spec& spec, Visit& visit) {
    visit({.key = "axes",
           .meaning = "one to three keys and their values",
           .range = {.condition = "one to three"},
           .is_required = true},
          spec.axes);
    visit({.key = "repeats",
           .meaning = "trials of each solver in each cell, and the seeds in which they differ; a number "
                      "alone: so many start seeds"},
          spec.repeats);
    visit({.key = "refinement",
           .meaning = "levels where the outcome changes, each halves the spacing",
           .range = within(0, 6)},
          spec.refinement);
    visit(
        {.key = "seed", .meaning = "of the first trial; each further one has the next", .range = at_least(0)},
        spec.seed);
    visit({.key = "theory",
           .meaning = "also measure the basin radius at each cell and compare it with what theory promises"},
          spec.theory);
}

template <SpecOf<ExactnessSpec> Spec, class Visit>
void describe(Spec& spec, Visit& visit) {
    const auto ranged = [&spec](std::string_view key, std::string_view meaning, Range range) {
        return Field{.key = key,
                     .meaning = meaning,
                     .range = range,
                     .written = spec.betas.empty(),
                     .not_beside = {"betas"},
                     .instead = {"a list or a range"}};
    };
    visit({.key = "betas",
           .meaning = "a list instead of the range: numbers, or `{\"h\": .., \"u\": .., \"v\": ..}`",
           .range = {.condition = "1 to 1000 of them"}},
          spec.betas);
    visit(ranged("beta_min", "smallest penalty weight, all three alike", above(0)), spec.beta_min);
    visit(ranged("beta_max", "largest; they are spaced logarithmically",
                 {.above_low = true, .low_key = "beta_min"}),
          spec.beta_max);
    visit(ranged("beta_count", "how many", within(2, 1000)), spec.beta_count);
    visit({.key = "max_iterations", .meaning = "of each run", .range = at_least(1)}, spec.max_iterations);
}

}  // namespace basin
