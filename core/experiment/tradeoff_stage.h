// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <stop_token>

#include "core/experiment/events.h"
#include "core/experiment/prepared_problem.h"

namespace basin {

/// The trade-off, told setting by setting. Run while nothing else is, because it measures time.
std::shared_ptr<const Tradeoff> tradeoff_stage(const Experiment& experiment, const PreparedProblem& prepared,
                                               const EventSink& sink, const std::stop_token& stop);

}  // namespace basin
