// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solvers/iteration_record.h"

#include <type_traits>
#include <utility>

namespace basin {

namespace {

template <auto Member>
constexpr RecordColumn column(std::string_view name, bool later = false) {
    using Value = std::remove_reference_t<decltype(std::declval<IterationRecord&>().*Member)>;
    return {name, std::is_integral_v<Value>, later,
            [](const IterationRecord& record) { return static_cast<double>(record.*Member); },
            [](IterationRecord& record, double value) { record.*Member = static_cast<Value>(value); }};
}

/// A column that lies in one of the record's parts.
template <auto Part, auto Member>
constexpr RecordColumn part_column(std::string_view name) {
    return {name, false, true, [](const IterationRecord& record) { return record.*Part.*Member; },
            [](IterationRecord& record, double value) { record.*Part.*Member = value; }};
}

template <auto Member>
constexpr RecordColumn step_column(std::string_view name) {
    return part_column<&IterationRecord::step, Member>(name);
}

template <auto Member>
constexpr RecordColumn network_column(std::string_view name) {
    return part_column<&IterationRecord::network, Member>(name);
}

template <auto Member>
constexpr RecordColumn count_column(std::string_view name) {
    return {name, true, false,
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
        column<&IterationRecord::samples>("samples", true),
        column<&IterationRecord::largest_weight>("largest_weight", true),
        column<&IterationRecord::distinct_rows>("distinct_rows", true),
        column<&IterationRecord::lambda_min>("lambda_min"),
        column<&IterationRecord::lambda_max>("lambda_max"),
        column<&IterationRecord::lambda_error>("lambda_error"),
        column<&IterationRecord::step_norm>("step_norm"),
        column<&IterationRecord::step_length>("step_length"),
        column<&IterationRecord::accepted>("accepted"),
        column<&IterationRecord::seconds>("seconds"),
        count_column<&EvaluationCounts::values>("values"),
        count_column<&EvaluationCounts::gradients>("gradients"),
        count_column<&EvaluationCounts::hessians>("hessians"),
        count_column<&EvaluationCounts::products>("products"),
        step_column<&StepNotes::model_decrease>("model_decrease"),
        step_column<&StepNotes::rho>("rho"),
        step_column<&StepNotes::saturated_rows>("saturated_rows"),
        step_column<&StepNotes::inner_iterations>("inner_iterations"),
        step_column<&StepNotes::kkt_residual>("kkt_residual"),
        network_column<&NetworkMeasures::network_objective>("network_objective"),
        network_column<&NetworkMeasures::train_error>("train_error"),
        network_column<&NetworkMeasures::test_error>("test_error"),
        network_column<&NetworkMeasures::feasibility_h>("feasibility_h"),
        network_column<&NetworkMeasures::feasibility_u>("feasibility_u"),
        network_column<&NetworkMeasures::feasibility_v>("feasibility_v"),
        network_column<&NetworkMeasures::zeros>("zeros"),
        network_column<&NetworkMeasures::near_zeros>("near_zeros"),
        network_column<&NetworkMeasures::kinks_crossed>("kinks_crossed"),
        network_column<&NetworkMeasures::slope_jump>("slope_jump"),
        network_column<&NetworkMeasures::nondifferentiable_share>("nondifferentiable_share"),
        network_column<&NetworkMeasures::spectral_radius>("spectral_radius"),
        network_column<&NetworkMeasures::recurrent_norm>("recurrent_norm"),
        network_column<&NetworkMeasures::multiplier_growth>("multiplier_growth"),
    };
    return columns;
}

}  // namespace basin
