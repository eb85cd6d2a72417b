// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/experiment/experiment.h"

namespace basin::app {

/// Reads the experiment of that file name or, when there is no such file, the preset of that name. Throws
/// InputError when there is neither. A folder is no such file.
Experiment open_experiment(const std::string& name);

}  // namespace basin::app
