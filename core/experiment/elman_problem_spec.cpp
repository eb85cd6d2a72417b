// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/elman_problem_spec.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/experiment/series_columns.h"
#include "core/experiment/source_check.h"
#include "core/experiment/spec_fields.h"
#include "core/numeric/memory.h"

namespace basin {

namespace {

void validate_table(const ElmanDataSpec& data) {
    const std::string where = "problem.data.table";
    if (!data.table->value) throw InputError(where, "found no values; expected a table");
    const SeriesTable& table = *data.table->value;
    if (data.inputs || data.targets)
        throw InputError(where, "found inputs beside a table; expected one or the other");
    if (std::ssize(table.columns) != table.values.cols())
        throw InputError(where, "found " + std::to_string(table.columns.size()) + " names for " +
                                    std::to_string(table.values.cols()) + " columns");
    column_names(data);
}

void validate_matrices(const ElmanDataSpec& data) {
    for (const auto& [source, key] :
         {std::pair(&data.inputs, "problem.data.inputs"), {&data.targets, "problem.data.targets"}}) {
        if (!*source || !(*source)->value)
            throw InputError(key, "is missing; expected a table, or inputs and targets");
        const Matrix& values = *(*source)->value;
        if (values.cols() < 1) throw InputError(key, "found no column; expected at least 1");
        validate_source(*source, key, values.rows(), values.cols(), "steps x columns");
    }
    const Index steps = data.inputs->value->rows(), there = data.targets->value->rows();
    if (there != steps) {
        throw InputError("problem.data.targets", "found " + std::to_string(there) + " time steps; expected " +
                                                     std::to_string(steps) +
                                                     ", one for each row of the inputs");
    }
}

/// Of two matrices, whose columns have no names.
SeriesColumns matrix_columns(const ElmanDataSpec& data) {
    SeriesColumns columns;
    columns.inputs = data.inputs->value->transpose();
    columns.targets = data.targets->value->transpose();
    for (Index i = 1; i <= columns.inputs.rows(); ++i)
        columns.input_names.push_back("input " + std::to_string(i));
    for (Index i = 1; i <= columns.targets.rows(); ++i)
        columns.target_names.push_back("target " + std::to_string(i));
    return columns;
}

/// The steps of the data, without their values in the network's units.
SeriesFrame frame_of(const ElmanDataSpec& data) {
    return {data.table ? series_columns(data) : matrix_columns(data), series_plan(data)};
}

void validate_data(const ElmanDataSpec& data) {
    if (data.index && !data.table)
        throw InputError("problem.data.index", "found it without a table; expected it beside one");
    data.table ? validate_table(data) : validate_matrices(data);
    in_section("problem.data", [&data] { check_ranges(data); });
    frame_of(data);
}

ElmanSeriesSpec generator_of(const ElmanProblemSpec& spec) {
    ElmanSeriesSpec made;
    made.teacher = {spec.hidden, spec.inputs, spec.outputs};
    made.activation = spec.activation;
    made.steps = spec.steps;
    made.test_steps = spec.test_steps;
    made.noise = spec.noise;
    made.seed = spec.seed;
    return made;
}

}  // namespace

ElmanShape ElmanProblemSpec::shape() const {
    if (!data) return {hidden, inputs, outputs};
    if (!data->table) return {hidden, data->inputs->value->cols(), data->targets->value->cols()};
    return {hidden, series_inputs(*data), std::ssize(data->target_columns)};
}

LiftedLayout ElmanProblemSpec::layout() const {
    return {shape(), data ? frame_of(*data).training_steps() : steps};
}

TikhonovWeights ElmanProblemSpec::tikhonov() const {
    return lambdas ? *lambdas : TikhonovWeights::from_tau(tau, shape());
}

void ElmanProblemSpec::validate() const {
    check_ranges(*this, "problem.");
    if (data) {
        validate_data(*data);
    } else {
        in_section("problem", [this] { generator_of(*this).validate(); });
    }
    in_section("problem", [this] {
        shape().validate();
        ElmanActivation{.kind = activation}.validate();
        tikhonov().validate();
        betas.validate();
    });
    const LiftedLayout lifted = layout();
    require_fits("problem, lifted point (theta, h, u, v)", lifted.dimension(), 1);
    const Index all_steps = data ? std::ssize(frame_of(*data).steps()) : steps + test_steps;
    require_fits("problem, series (inputs and targets) x (training and test steps)",
                 lifted.shape.inputs + lifted.shape.outputs, all_steps);
}

ElmanSeries make_series(const ElmanProblemSpec& spec) {
    if (!spec.data) return generate_series(generator_of(spec)).series;
    return framed_series(spec.data->table ? series_columns(*spec.data) : matrix_columns(*spec.data),
                         series_plan(*spec.data));
}

std::shared_ptr<const ElmanTraining> make_training(const ElmanProblemSpec& spec) {
    ElmanTraining training;
    training.hidden = spec.hidden;
    training.activation.kind = spec.activation;
    training.lambdas = spec.tikhonov();
    training.series = make_series(spec);
    training.validate();
    return std::make_shared<const ElmanTraining>(std::move(training));
}

}  // namespace basin
