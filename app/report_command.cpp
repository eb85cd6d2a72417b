// SPDX-License-Identifier: GPL-3.0-or-later
#include <filesystem>

#include "app/command_line.h"
#include "app/figure_commands.h"
#include "app/offscreen_application.h"
#include "core/io/results_io.h"
#include "core/io/text_file.h"
#include "core/numeric/input_error.h"
#include "ui/export/report.h"

namespace basin::app {

int report(const ReportCommandOptions& options) {
    require_utf8(options.file);
    ui::checkReportFile(options.file);
    if (!options.force && std::filesystem::exists(options.file))
        throw InputError(options.file, "exists already; expected a new file, or --force");
    const Results results = read_results(options.folder);
    const OffscreenApplication application;
    ui::writeReport(results, options.file);
    return exit_done;
}

}  // namespace basin::app
