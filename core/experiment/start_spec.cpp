// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/start_spec.h"

#include <string>

#include "core/experiment/source_check.h"
#include "core/experiment/spec_fields.h"
#include "core/numeric/name_table.h"
#include "core/numeric/random.h"

namespace basin {

namespace {

constexpr NameTable point_names = name_table<PointInitialiser>({{PointInitialiser::sphere, "sphere"},
                                                                {PointInitialiser::ball, "ball"},
                                                                {PointInitialiser::box, "box"},
                                                                {PointInitialiser::gaussian, "gaussian"},
                                                                {PointInitialiser::grid, "grid"}});

/// theta, or a lifted point.
void validate_point(const std::optional<MatrixSource>& source, const std::string& where,
                    const LiftedLayout& layout) {
    if (!source) return;
    const bool is_lifted = source->value && source->value->rows() == layout.dimension();
    if (is_lifted) {
        validate_source(source, where, layout.dimension(), 1, "a lifted point");
        return;
    }
    validate_source(source, where, layout.parameters(), 1,
                    "the weights (A, W, V, b, c) as one column, or a lifted point of " +
                        std::to_string(layout.dimension()) + " entries; weights");
}

void validate_weights(const WeightsSource& weights, const ElmanShape& shape) {
    const Index h = shape.hidden, x = shape.inputs, y = shape.outputs;
    validate_source(std::optional(weights.A), "start.weights.A", y, h, "outputs x hidden");
    validate_source(std::optional(weights.W), "start.weights.W", h, h, "hidden x hidden");
    validate_source(std::optional(weights.V), "start.weights.V", h, x, "hidden x inputs");
    validate_source(std::optional(weights.b), "start.weights.b", h, 1, "hidden x 1");
    validate_source(std::optional(weights.c), "start.weights.c", y, 1, "outputs x 1");
}

void validate_starts(const MatrixSource& starts, Index d) {
    const std::string where = "start.starts";
    if (!starts.value || starts.value->rows() == 0)
        throw InputError(where, "found no starts; expected a row of numbers for each");
    if (starts.value->cols() != d) {
        throw InputError(where, "found rows of " + std::to_string(starts.value->cols()) +
                                    " numbers; expected d = " + std::to_string(d) + ", one for each unknown");
    }
    if (!starts.value->allFinite())
        throw InputError(where, "found an entry that is not finite; expected finite numbers");
}

void validate_number(const StartSpec& start, Index d) {
    const Index count = listed_starts(start, d);
    require(start.number <= count, "start.number", start.number,
            "1 <= number <= " + std::to_string(count) +
                (start.starts ? ", the rows of starts" : ", the points of the grid"));
}

/// Uniform in the ball of radius 1: what a uniform direction in two dimensions more has in the first d
/// [Barthe and others 2005].
Vector point_in_ball(RandomStream& stream, Index d) {
    return uniform_direction(stream, d + 2).head(d);
}

Vector point_in_box(RandomStream& stream, Index d) {
    Vector v(d);
    for (double& entry : v) entry = 2 * stream.uniform() - 1;
    return v;
}

Vector normal_point(RandomStream& stream, Index d) {
    Vector v(d);
    fill_normal(stream, entries(v));
    return v;
}

/// The points row by row, the first unknown running faster; one alone is in the middle.
Vector grid_point(const StartSpec& start, Index d) {
    const Index place = start.number - 1, side = start.resolution;
    const auto along = [side](Index k) {
        return side == 1 ? 0.0 : 2 * static_cast<double>(k) / static_cast<double>(side - 1) - 1;
    };
    Vector v = Vector::Zero(d);
    v[0] = along(place % side);
    if (d > 1) v[1] = along(place / side);
    return v;
}

/// From the minimiser, in radii.
Vector point_around(const StartSpec& start, Index d) {
    RandomStream stream(start.seed);
    switch (start.point_initialiser) {
        case PointInitialiser::sphere:
            return uniform_direction(stream, d);
        case PointInitialiser::ball:
            return point_in_ball(stream, d);
        case PointInitialiser::box:
            return point_in_box(stream, d);
        case PointInitialiser::gaussian:
            return normal_point(stream, d);
        case PointInitialiser::grid:
            return grid_point(start, d);
    }
    return Vector::Zero(d);
}

}  // namespace

std::string_view to_string(PointInitialiser initialiser) {
    return point_names.name(initialiser);
}

void StartSpec::validate(Index d) const {
    check_ranges(*this, "start.");
    validate_source(x0, "start.x0", d, 1, "d x 1");
    if (starts) validate_starts(*starts, d);
    if (is_listed(*this)) validate_number(*this, d);
    if (around || weights) {
        throw InputError(around ? "start.around" : "start.weights",
                         "found it beside a softmax regression; expected a recurrent network");
    }
}

void StartSpec::validate(const LiftedLayout& layout) const {
    check_ranges(*this, "start.");
    if (starts || point_initialiser != PointInitialiser::sphere) {
        throw InputError(starts ? "start.starts" : "start.initialiser",
                         "found it beside a recurrent network; expected a softmax regression or a test "
                         "function");
    }
    validate_point(x0, "start.x0", layout);
    validate_point(around, "start.around", layout);
    if (weights) validate_weights(*weights, layout.shape);
}

void StartSpec::forget_given() {
    x0.reset();
    starts.reset();
    number = 1;
    around.reset();
    weights.reset();
}

Index listed_starts(const StartSpec& start, Index d) {
    if (start.starts) return start.starts->value ? start.starts->value->rows() : 0;
    return d > 1 ? start.resolution * start.resolution : start.resolution;
}

Vector start_point(const StartSpec& start, const Vector& minimiser) {
    if (start.x0) return start.x0->value->col(0);
    if (is_listed(start)) validate_number(start, minimiser.size());
    if (start.starts) return start.starts->value->row(start.number - 1).transpose();
    return minimiser + start.radius * point_around(start, minimiser.size());
}

Vector start_weights(const StartSpec& start, const ElmanShape& shape) {
    if (start.x0) return start.x0->value->col(0).head(shape.parameters());
    if (start.weights) {
        Vector theta(shape.parameters());
        MutableWeights part = parts_of(shape, theta.data());
        part.A = *start.weights->A.value;
        part.W = *start.weights->W.value;
        part.V = *start.weights->V.value;
        part.b = start.weights->b.value->col(0);
        part.c = start.weights->c.value->col(0);
        return theta;
    }
    RandomStream stream(start.seed);
    if (start.around) {
        return start.around->value->col(0).head(shape.parameters()) +
               start.radius * uniform_direction(stream, shape.parameters());
    }
    Vector theta = initial_weights(shape, start.weight_initialiser, start.deviation, start.seed);
    if (start.offset > 0) theta += start.offset * uniform_direction(stream, shape.parameters());
    return theta;
}

}  // namespace basin
