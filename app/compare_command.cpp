// SPDX-License-Identifier: GPL-3.0-or-later
#include <filesystem>
#include <vector>

#include "app/command_line.h"
#include "app/commands.h"
#include "core/io/atomic_file.h"
#include "core/io/results_io.h"
#include "core/io/run_differences.h"
#include "core/io/text_file.h"
#include "core/numeric/input_error.h"

namespace basin::app {

int compare(const CompareOptions& options) {
    require_utf8(options.file);
    if (!options.file.ends_with(".csv"))
        throw InputError(options.file, "found another ending; expected a file that ends in .csv");
    if (!options.force && std::filesystem::exists(options.file))
        throw InputError(options.file, "exists already; expected a new file, or --force");
    check_output_file(options.file);
    std::vector<RunRow> rows;
    for (const std::string& folder : options.folders) rows.push_back(run_row(read_results(folder)));
    std::vector<ComparedRun> runs;
    for (std::size_t i = 0; i < rows.size(); ++i) runs.push_back({options.folders[i], &rows[i]});
    write_output_file(options.file, comparison_csv(runs));
    return exit_done;
}

}  // namespace basin::app
