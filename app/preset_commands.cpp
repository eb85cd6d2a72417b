// SPDX-License-Identifier: GPL-3.0-or-later
#include <filesystem>
#include <iostream>
#include <string>
#include <string_view>

#include "app/command_line.h"
#include "app/commands.h"
#include "app/experiment_source.h"
#include "app/run_outcome.h"
#include "core/experiment/problem_family.h"
#include "core/experiment/sections.h"
#include "core/io/atomic_file.h"
#include "core/io/presets.h"
#include "core/io/text_file.h"
#include "core/numeric/input_error.h"
#include "core/numeric/printable.h"

namespace basin::app {

namespace {

namespace fs = std::filesystem;

void write_presets(const fs::path& folder, bool force) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) throw InputError(folder.string(), "cannot be created (" + error.message() + ")");
    const auto file_of = [&](const Preset& preset) { return folder / (preset.name + ".basin.json"); };
    // Refused before anything is written. A file that reads otherwise is somebody's work.
    for (const Preset& preset : presets()) {
        const fs::path file = file_of(preset);
        if (!fs::exists(file)) continue;
        if (!force) throw InputError(file.string(), "exists already; expected a new file, or --force");
        if (read_file(file) != preset.text)
            throw InputError(file.string(),
                             "found a file that is not as this program writes it; expected one that was not "
                             "edited, or another folder");
    }
    for (const Preset& preset : presets()) {
        write_output_file(file_of(preset), preset.text);
        std::cerr << "wrote " << printable(file_of(preset).string()) << '\n';
    }
}

bool ends_sentence(const std::string& text) {
    return text.ends_with('?') || text.ends_with('!') || text.ends_with('.');
}

}  // namespace

int list_presets(const PresetsOptions& options) {
    if (!options.folder.empty()) {
        write_presets(options.folder, options.force);
        return exit_done;
    }
    for (const Preset& preset : presets()) {
        std::cout << preset.name << "\n    " << preset.title << (ends_sentence(preset.title) ? " " : ". ")
                  << preset.story << '\n';
    }
    return exit_done;
}

int check(const CheckOptions& options) {
    const Experiment experiment = open_experiment(options.experiment);
    check_can_run(options.experiment, experiment);
    std::string pictures;
    for (const std::string_view name : picture_names(experiment)) pictures.append(", ").append(name);
    std::cout << printable(options.experiment)
              << ": can be run: " << printable(family_of(experiment).sizes_text(experiment.problem)) << ", "
              << experiment.solvers.size() << (experiment.solvers.size() == 1 ? " solver" : " solvers")
              << pictures << '\n';
    for (const std::string& line : family_of(experiment).data_lines(experiment.problem))
        std::cout << "  " << printable(line) << '\n';
    return exit_done;
}

}  // namespace basin::app
