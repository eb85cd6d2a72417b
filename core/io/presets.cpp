// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/presets.h"

#include <algorithm>
#include <vector>

#include "core/io/experiment_json.h"
#include "core/io/json_reader.h"
#include "core/io/preset_files.h"
#include "core/numeric/input_error.h"

namespace basin {

namespace {

const char* preset_text(const std::string& file) {
    for (const PresetFile& embedded : preset_files()) {
        if (embedded.name == file) return embedded.text;
    }
    throw InputError(file, "is named in the index of presets and missing among the embedded files");
}

std::vector<Preset> read_presets() {
    std::vector<Preset> all;
    const nlohmann::json index = parse_json(preset_text("index.json"), "index.json");
    for (const auto& entry : index.at("presets")) {
        Preset preset;
        preset.name = entry.at("name");
        preset.story = entry.at("story");
        preset.text = preset_text(preset.name + ".basin.json");
        preset.title = preset_experiment(preset).title;
        all.push_back(std::move(preset));
    }
    return all;
}

}  // namespace

std::span<const Preset> presets() {
    static const std::vector<Preset> all = read_presets();
    return all;
}

const Preset* find_preset(const std::string& name) {
    const auto all = presets();
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const Preset& preset) { return preset.name == name; });
    return found == all.end() ? nullptr : &*found;
}

Experiment preset_experiment(const Preset& preset) {
    return parse_experiment(preset.text, preset.name);
}

Experiment default_experiment() {
    return preset_experiment(presets().front());
}

}  // namespace basin
