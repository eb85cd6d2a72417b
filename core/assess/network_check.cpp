// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/assess/network_check.h"

#include <algorithm>

#include "core/assess/network_answers.h"
#include "core/experiment/problem_family.h"
#include "core/experiment/runner.h"

namespace basin {

Assessment assess_network(const Experiment& experiment, const AssessSpec& spec, const EventSink& sink,
                          const std::stop_token& stop) {
    Experiment bare = experiment;
    if (bare.solvers.empty()) bare.solvers = {{"piecewise-affine", {}}, {"lbfgs", {}}};
    const double share = spec.max_seconds / static_cast<double>(bare.solvers.size());
    bare.stopping.max_seconds = std::min(bare.stopping.max_seconds, share);
    const Results results = certify_only(bare, sink, stop);
    Assessment assessment;
    assessment.problem = family_of(experiment).sizes_text(experiment.problem);
    assessment.questions = network_answers(results);
    assessment.stopped = results.stopped;
    return assessment;
}

}  // namespace basin
