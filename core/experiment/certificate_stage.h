// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stop_token>

#include "core/experiment/events.h"
#include "core/experiment/prepared_problem.h"

namespace basin {

/// The certificate of the experiment's start, told part by part (mathematics.md 1.4).
Certificate certificate_stage(const Experiment& experiment, const PreparedProblem& prepared,
                              const EventSink& sink, const std::stop_token& stop);

/// Measures the basin of the same method and puts it into the certificate, which is told after every radius.
/// Does nothing without a verified minimiser, on a kink, or when no trials are asked for.
void basin_radius_stage(const Experiment& experiment, const PreparedProblem& prepared,
                        Certificate& certificate, const EventSink& sink, const std::stop_token& stop);

}  // namespace basin
