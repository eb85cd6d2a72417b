// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/start_spec.h"

#include <string>

#include "core/experiment/source_check.h"
#include "core/experiment/spec_fields.h"
#include "core/numeric/random.h"
#include "core/problems/elman_data.h"

namespace basin {

namespace {

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

}  // namespace

void StartSpec::validate(Index d) const {
    check_ranges(*this, "start.");
    validate_source(x0, "start.x0", d, 1, "d x 1");
    if (around || weights) {
        throw InputError(around ? "start.around" : "start.weights",
                         "found it beside a softmax regression; expected a recurrent network");
    }
}

void StartSpec::validate(const LiftedLayout& layout) const {
    check_ranges(*this, "start.");
    validate_point(x0, "start.x0", layout);
    validate_point(around, "start.around", layout);
    if (weights) validate_weights(*weights, layout.shape);
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
    if (!start.around) return random_weights(shape, start.deviation, start.seed);
    RandomStream stream(start.seed);
    return start.around->value->col(0).head(shape.parameters()) +
           start.radius * uniform_direction(stream, shape.parameters());
}

}  // namespace basin
