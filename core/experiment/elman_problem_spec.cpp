// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/elman_problem_spec.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/experiment/nearest_word.h"
#include "core/experiment/source_check.h"
#include "core/experiment/spec_fields.h"
#include "core/numeric/memory.h"

namespace basin {

namespace {

/// Which columns of a table are inputs and which are targets.
struct TableColumns {
    std::vector<Index> inputs, targets;
};

Index position_of(const SeriesTable& table, const std::string& name) {
    return std::ranges::find(table.columns, name) - table.columns.begin();
}

TableColumns columns_of(const ElmanDataSpec& data) {
    const SeriesTable& table = *data.table->value;
    TableColumns columns;
    for (const std::string& name : data.target_columns) columns.targets.push_back(position_of(table, name));
    for (Index j = data.index ? 1 : 0; j < std::ssize(table.columns); ++j) {
        if (std::ranges::find(columns.targets, j) == columns.targets.end()) columns.inputs.push_back(j);
    }
    return columns;
}

void validate_targets(const ElmanDataSpec& data) {
    const SeriesTable& table = *data.table->value;
    const std::string where = "problem.data.targets";
    if (data.target_columns.empty())
        throw InputError(where, "found none; expected the names of the columns to be predicted");
    for (auto name = data.target_columns.begin(); name != data.target_columns.end(); ++name) {
        const Index column = position_of(table, *name);
        const std::string quoted = '"' + *name + '"';
        if (column == std::ssize(table.columns))
            throw InputError(
                where, "found no column " + quoted + " in the table" + suggestion(*name, table.columns));
        if (data.index && column == 0)
            throw InputError(where, "found " + quoted + ", which is the index; expected a column of data");
        if (std::find(data.target_columns.begin(), name, *name) != name)
            throw InputError(where, "found " + quoted + " twice; expected each column once");
    }
    if (columns_of(data).inputs.empty())
        throw InputError(where, "found every column of the table in it; expected at least one left as input");
}

void validate_table(const ElmanDataSpec& data) {
    const std::string where = "problem.data.table";
    if (!data.table->value) throw InputError(where, "found no values; expected a table");
    const SeriesTable& table = *data.table->value;
    if (data.inputs || data.targets)
        throw InputError(where, "found inputs beside a table; expected one or the other");
    if (std::ssize(table.columns) != table.values.cols())
        throw InputError(where, "found " + std::to_string(table.columns.size()) + " names for " +
                                    std::to_string(table.values.cols()) + " columns");
    validate_source(std::optional(MatrixSource{std::make_shared<const Matrix>(table.values), {}}), where,
                    table.values.rows(), table.values.cols(), "steps x columns");
    validate_targets(data);
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

Index count_of(const ElmanDataSpec& data) {
    return data.table ? data.table->value->values.rows() : data.inputs->value->rows();
}

void validate_data(const ElmanDataSpec& data) {
    if (data.index && !data.table)
        throw InputError("problem.data.index", "found it without a table; expected it beside one");
    data.table ? validate_table(data) : validate_matrices(data);
    if (count_of(data) < 2) {
        throw InputError("problem.data",
                         "found " + std::to_string(count_of(data)) + " time steps; expected at least 2");
    }
    in_section("problem.data", [&data] {
        check_ranges(data);
        training_steps(count_of(data), data.train);
    });
}

/// Inputs and targets, a column a time step.
std::pair<Matrix, Matrix> series_of(const ElmanDataSpec& data) {
    if (!data.table) return {data.inputs->value->transpose(), data.targets->value->transpose()};
    const Matrix& values = data.table->value->values;
    const TableColumns columns = columns_of(data);
    return {values(Eigen::all, columns.inputs).transpose(), values(Eigen::all, columns.targets).transpose()};
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
    const TableColumns columns = columns_of(*data);
    return {hidden, std::ssize(columns.inputs), std::ssize(columns.targets)};
}

LiftedLayout ElmanProblemSpec::layout() const {
    return {shape(), data ? training_steps(count_of(*data), data->train) : steps};
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
    const Index all_steps = data ? count_of(*data) : steps + test_steps;
    require_fits("problem, series (inputs and targets) x (training and test steps)",
                 lifted.shape.inputs + lifted.shape.outputs, all_steps);
}

ElmanSeries make_series(const ElmanProblemSpec& spec) {
    if (!spec.data) return generate_series(generator_of(spec)).series;
    const auto [X, Y] = series_of(*spec.data);
    ElmanSeries series = split_series(X, Y, spec.data->train);
    if (spec.data->standardise) standardise(series);
    return series;
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
