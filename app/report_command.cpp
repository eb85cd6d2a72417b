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

void check_report_file(const std::string& file, bool force) {
    require_utf8(file);
    ui::checkReportFile(file);
    if (!force && std::filesystem::exists(file))
        throw InputError(file, "exists already; expected a new file, or --force");
}

int report(const ReportCommandOptions& options) {
    check_report_file(options.file, options.force);
    const Results results = read_results(options.folder);
    const OffscreenApplication application;
    ui::writeReport(results, options.file);
    return exit_done;
}

}  // namespace basin::app
