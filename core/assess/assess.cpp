// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/assess/assess.h"

#include "core/experiment/problem_family.h"
#include "core/numeric/check.h"

namespace basin {

void AssessSpec::validate() const {
    require(max_seconds > 0, "max_seconds", max_seconds, "a value > 0");
}

Assessment assess(const Experiment& experiment, const AssessSpec& spec, const EventSink& sink,
                  std::stop_token stop) {
    experiment.validate();
    spec.validate();
    return family_of(experiment).assess(experiment, spec, sink, stop);
}

}  // namespace basin
