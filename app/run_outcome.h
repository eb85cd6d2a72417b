// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/experiment/results.h"

namespace basin::app {

/// Throws InputError for an experiment that asks for nothing; name stands for it in the message.
void check_asks(const std::string& name, const Experiment& experiment);

/// Throws InputError for an experiment that `solve` refuses. Makes its data.
void check_can_run(const std::string& name, const Experiment& experiment);

/// Whether every run ended well and every picture that was asked for is there, whole.
bool went_well(const Results& results);

}  // namespace basin::app
