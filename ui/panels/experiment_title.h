// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include <QString>

#include "core/experiment/experiment.h"

namespace basin {
struct Preset;
}

namespace basin::ui {

/// The preset of that title, changed or not; null: none.
const Preset* presetOf(const std::string& title);

/// The title an experiment has earned: a preset's as long as it is that preset, "Close enough, changed" once
/// anything in it is another, and back. Titles of one's own stay.
std::string earnedTitle(const Experiment& experiment);

/// The title of an experiment on data of one's own: the name of their file; empty for others.
std::string titleOfData(const Experiment& experiment);
/// The title of an experiment whose data have changed; before: titleOfData() as it was. A title of one's own
/// stays.
std::string titleWithData(const Experiment& experiment, const std::string& before);

/// The sentence of the preset that the experiment is; empty for others.
QString storyOf(const Experiment& experiment);

}  // namespace basin::ui
