// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solvers/iteration_record.h"

namespace basin {

std::span<const RecordColumn> record_columns() {
    using R = IterationRecord;
    static constexpr std::array columns{
        RecordColumn{"iteration", [](const R& r) { return static_cast<double>(r.iteration); }},
        RecordColumn{"objective", [](const R& r) { return r.objective; }},
        RecordColumn{"gradient_norm", [](const R& r) { return r.gradient_norm; }},
        RecordColumn{"distance", [](const R& r) { return r.distance; }},
        RecordColumn{"contraction", [](const R& r) { return r.contraction; }},
        RecordColumn{"energy_contraction", [](const R& r) { return r.energy_contraction; }},
        RecordColumn{"achieved_error", [](const R& r) { return r.achieved_error; }},
        RecordColumn{"lambda_min", [](const R& r) { return r.lambda_min; }},
        RecordColumn{"lambda_max", [](const R& r) { return r.lambda_max; }},
        RecordColumn{"step_norm", [](const R& r) { return r.step_norm; }},
        RecordColumn{"step_length", [](const R& r) { return r.step_length; }},
        RecordColumn{"feasibility", [](const R& r) { return r.feasibility; }},
        RecordColumn{"accepted", [](const R& r) { return r.accepted ? 1.0 : 0.0; }},
        RecordColumn{"seconds", [](const R& r) { return r.seconds; }},
        RecordColumn{"values", [](const R& r) { return static_cast<double>(r.evaluations.values); }},
        RecordColumn{"gradients", [](const R& r) { return static_cast<double>(r.evaluations.gradients); }},
        RecordColumn{"hessians", [](const R& r) { return static_cast<double>(r.evaluations.hessians); }},
        RecordColumn{"products", [](const R& r) { return static_cast<double>(r.evaluations.products); }},
    };
    return columns;
}

}  // namespace basin
