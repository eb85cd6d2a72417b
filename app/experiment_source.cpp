// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/experiment_source.h"

#include <filesystem>
#include <vector>

#include "core/experiment/nearest_word.h"
#include "core/io/experiment_json.h"
#include "core/io/file_kind.h"
#include "core/io/presets.h"
#include "core/io/results_files.h"
#include "core/numeric/input_error.h"

namespace basin::app {

Experiment open_experiment(const std::string& name) {
    const bool is_folder = std::filesystem::is_directory(name);
    if (std::filesystem::exists(name) && !is_folder) return read_experiment(name);
    if (const Preset* preset = find_preset(name)) return preset_experiment(*preset);
    if (is_folder && kind_of(name) == FileKind::results_folder)
        return read_experiment(std::filesystem::path(name) / result_file);
    if (is_folder) throw InputError(name, not_an_experiment(kind_of(name)));
    std::vector<std::string> names;
    for (const Preset& preset : presets()) names.push_back(preset.name);
    const std::string nearest = nearest_word(name, names);
    throw InputError(name, "found neither a file nor a preset of that name" +
                               (nearest.empty() ? std::string() : "; did you mean \"" + nearest + "\"?"));
}

}  // namespace basin::app
