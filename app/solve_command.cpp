// SPDX-License-Identifier: GPL-3.0-or-later
#include <iostream>

#include <nlohmann/json.hpp>

#include "app/command_line.h"
#include "app/commands.h"
#include "app/experiment_source.h"
#include "app/figures.h"
#include "app/interrupt.h"
#include "app/output_folder.h"
#include "app/run_outcome.h"
#include "app/run_with_progress.h"
#include "core/io/json_text.h"
#include "core/io/results_io.h"
#include "core/numeric/input_error.h"
#include "core/numeric/printable.h"
#include "ui/export/figure_export.h"

namespace basin::app {

namespace {

void check_options(const SolveOptions& options) {
    if (options.folder.empty() && !options.json) {
        throw InputError("solve", "found no -o DIR; expected a folder for the results, or --json");
    }
    if (options.folder.empty() && !options.formats.empty()) {
        throw InputError("--plots", "found no -o DIR; expected a folder for the figures");
    }
    if (options.look.has_style() && options.formats.empty()) {
        throw InputError("--style", "found no --plots FORMATS; expected them, or no style");
    }
    for (const std::string& format : options.formats) check_figure_format(format);
}

std::vector<std::string> expected_files(const Experiment& experiment,
                                        const std::vector<std::string>& formats) {
    std::vector<std::string> names = results_files(experiment);
    for (const std::string& name : figure_files(formats)) names.push_back(name);
    return names;
}

}  // namespace

int solve(const SolveOptions& options) {
    check_options(options);
    const Experiment experiment = open_experiment(options.experiment);
    check_asks(options.experiment, experiment);
    const ui::FigureOptions figure = options.look.options(FigureLook::Of::any_plot);
    ui::checkSolvers(experiment, figure);
    OutputFolder folder(options.folder, options.force, input_files(options.experiment, experiment),
                        expected_files(experiment, options.formats));
    const InterruptWatch interrupt;
    const Results results = run_with_progress(experiment, interrupt.token());
    if (folder.wanted()) {
        print_written(write_results(results, folder.get()));
        if (!options.formats.empty()) {
            print_written(folder.get().add_figures(
                [&](const auto& place) { return write_figures(results, place, options.formats, figure); }));
        }
    }
    if (options.json) std::cout << json_file_text(results_to_json(results));
    return went_well(results) ? exit_done : exit_ended_badly;
}

}  // namespace basin::app
