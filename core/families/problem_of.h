// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiment/experiment.h"

namespace basin {

/// Whether the problem is a recurrent network.
inline bool is_recurrent(const Experiment& experiment) {
    return std::holds_alternative<ElmanProblemSpec>(experiment.problem);
}
/// The problem of one system; only for experiments of that system (std::bad_variant_access).
inline SoftmaxProblemSpec& softmax_of(Experiment& experiment) {
    return std::get<SoftmaxProblemSpec>(experiment.problem);
}
inline const SoftmaxProblemSpec& softmax_of(const Experiment& experiment) {
    return std::get<SoftmaxProblemSpec>(experiment.problem);
}
inline ElmanProblemSpec& elman_of(Experiment& experiment) {
    return std::get<ElmanProblemSpec>(experiment.problem);
}
inline const ElmanProblemSpec& elman_of(const Experiment& experiment) {
    return std::get<ElmanProblemSpec>(experiment.problem);
}

}  // namespace basin
