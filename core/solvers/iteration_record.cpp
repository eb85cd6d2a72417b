// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solvers/iteration_record.h"

#include <type_traits>
#include <utility>

namespace basin {

namespace {

template <auto Member>
constexpr RecordColumn column(std::string_view name) {
    using Value = std::remove_reference_t<decltype(std::declval<IterationRecord&>().*Member)>;
    return {name, std::is_integral_v<Value>,
            [](const IterationRecord& record) { return static_cast<double>(record.*Member); },
            [](IterationRecord& record, double value) { record.*Member = static_cast<Value>(value); }};
}

template <auto Member>
constexpr RecordColumn count_column(std::string_view name) {
    return {name, true,
            [](const IterationRecord& record) { return static_cast<double>(record.evaluations.*Member); },
            [](IterationRecord& record, double value) {
                record.evaluations.*Member = static_cast<std::int64_t>(value);
            }};
}

}  // namespace

std::span<const RecordColumn> record_columns() {
    static constexpr std::array columns{
        column<&IterationRecord::iteration>("iteration"),
        column<&IterationRecord::objective>("objective"),
        column<&IterationRecord::gradient_norm>("gradient_norm"),
        column<&IterationRecord::distance>("distance"),
        column<&IterationRecord::contraction>("contraction"),
        column<&IterationRecord::energy_contraction>("energy_contraction"),
        column<&IterationRecord::achieved_error>("achieved_error"),
        column<&IterationRecord::lambda_min>("lambda_min"),
        column<&IterationRecord::lambda_max>("lambda_max"),
        column<&IterationRecord::step_norm>("step_norm"),
        column<&IterationRecord::step_length>("step_length"),
        column<&IterationRecord::feasibility>("feasibility"),
        column<&IterationRecord::accepted>("accepted"),
        column<&IterationRecord::seconds>("seconds"),
        count_column<&EvaluationCounts::values>("values"),
        count_column<&EvaluationCounts::gradients>("gradients"),
        count_column<&EvaluationCounts::hessians>("hessians"),
        count_column<&EvaluationCounts::products>("products"),
    };
    return columns;
}

}  // namespace basin
