// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include <QString>

#include "core/experiment/experiment.h"

namespace basin::ui {

/// The title an experiment has earned: a preset's as long as it is that preset, "Close enough, changed" once
/// anything in it is another, and back. Titles of one's own stay.
std::string earnedTitle(const Experiment& experiment);

/// The sentence of the preset that the experiment is; empty for others.
QString storyOf(const Experiment& experiment);

}  // namespace basin::ui
