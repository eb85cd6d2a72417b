// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/experiment/experiment.h"

namespace basin::app {

/// Reads the experiment of that file name - also out of a figure or a result.json - or, when there is no such
/// file, the preset of that name, else of the results folder. Throws InputError when there is none.
Experiment open_experiment(const std::string& name);

}  // namespace basin::app
