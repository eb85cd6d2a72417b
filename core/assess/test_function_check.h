// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stop_token>

#include "core/assess/assess.h"

namespace basin {

/// The questions "minimum" and "safe_radius" about a test function, answered from what is known.
std::vector<Question> test_function_answers(const TestFunctionProblemSpec& problem,
                                            const Minimiser& minimiser, const Certificate& certificate);

/// assess() of a test function, which has no data to check: the questions "minimum" and "safe_radius", from
/// the formula, the certificate and the measured basin. The experiment and the spec are valid; the sink may
/// be empty.
Assessment assess_test_function(const Experiment& experiment, const AssessSpec& spec, const EventSink& sink,
                                const std::stop_token& stop);

}  // namespace basin
