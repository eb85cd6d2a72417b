// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <string>

#include "core/experiment/experiment.h"

namespace basin {

/// An experiment that comes with the program and tells one story (resources/presets). The text is compiled
/// in.
struct Preset {
    std::string name;   // as on the command line, e.g. "close-enough"
    std::string title;  // e.g. "Close enough"
    std::string story;  // one sentence: what the run shows
    std::string text;   // the *.basin.json file
};

/// All presets in the order of the menu.
std::span<const Preset> presets();

/// The preset of that name, or null.
const Preset* find_preset(const std::string& name);

/// Parses the preset; its text is tested, so that this does not throw.
Experiment preset_experiment(const Preset& preset);

/// What the window opens with: the first preset.
Experiment default_experiment();

}  // namespace basin
