// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stop_token>

#include "core/assess/assess.h"

namespace basin {

/// assess() of a softmax regression. The experiment and the spec are valid; the sink may be empty.
Assessment assess_softmax(const Experiment& experiment, const AssessSpec& spec, const EventSink& sink,
                          const std::stop_token& stop);

}  // namespace basin
