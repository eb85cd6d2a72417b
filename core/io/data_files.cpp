// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/data_files.h"

#include <string>

#include "core/experiment/problem_family.h"
#include "core/experiment/softmax_lines.h"
#include "core/io/data_json.h"
#include "core/io/named_columns.h"
#include "core/numeric/input_error.h"

namespace basin {

namespace {

template <class Source>
void read_named_file(const std::filesystem::path& file, const char* key, Source& source,
                     DataShape shape = DataShape::matrix) {
    if (file.empty()) return;
    const JsonPlace place{"experiment", std::string("problem.data.") + key};
    read_data(std::filesystem::absolute(file).string(), place, {}, Given{source, shape});
}

bool is_named(const std::optional<MatrixSource>& source) {
    return source && !source->columns.empty();
}

/// What was said of the columns of A1's table goes with that table; else A1 stays what it is.
void leave_table(SoftmaxProblemSpec& problem, bool to_another) {
    if (to_another) {
        problem.columns.clear();
        problem.reading = {};
        for (auto* source : {&problem.A2, &problem.b})
            if (is_named(*source)) source->reset();
    } else if (is_named(problem.A2) || is_named(problem.b)) {
        problem.columns = key_columns(problem);
    }
}

}  // namespace

Experiment with_data(const Experiment& experiment, const DataFiles& files) {
    if (files.A1.empty() && files.A2.empty() && files.b.empty()) return experiment;
    Experiment result = experiment;
    const ProblemFamily& family = family_of(experiment);
    SoftmaxProblemSpec* matrices = family.matrix_problem(result.problem);
    if (!matrices) {
        throw InputError("problem.data", "found " + std::string(family.noun()) +
                                             ", which has no matrices; expected a softmax regression for A1, "
                                             "A2 and b");
    }
    SoftmaxProblemSpec& problem = *matrices;
    const double density = problem.instance.density;
    if (!files.A1.empty() || !files.A2.empty()) problem.w.reset();
    leave_table(problem, !files.A1.empty());
    read_named_file(files.A1, "A1", problem.A1);
    read_named_file(files.A2, "A2", problem.A2);
    read_named_file(files.b, "b", problem.b, DataShape::column);
    try {
        take_named_columns(problem);
    } catch (const InputError& error) {
        throw InputError("experiment", error.what());
    }
    problem.follow_data();
    if (files.A1.empty()) {
        problem.instance.density = density;
    } else {
        result.start.forget_given();
        if (result.landscape) result.landscape->plane = LandscapeSpec{}.plane;
    }
    try {
        result.validate();
    } catch (const InputError& error) {
        throw InputError("experiment", error.what());
    }
    return result;
}

}  // namespace basin
