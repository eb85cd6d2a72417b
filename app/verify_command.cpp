// SPDX-License-Identifier: GPL-3.0-or-later
#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

#include "app/command_line.h"
#include "app/figure_commands.h"
#include "app/interrupt.h"
#include "app/offscreen_application.h"
#include "app/progress_printer.h"
#include "core/experiment/rerun.h"
#include "core/io/file_kind.h"
#include "core/io/formats/figure_text.h"
#include "core/io/report_record.h"
#include "core/io/results_files.h"
#include "core/io/text_file.h"
#include "core/io/verification.h"
#include "core/numeric/input_error.h"
#include "core/numeric/printable.h"
#include "ui/export/figure_verification.h"

namespace basin::app {

namespace {

namespace fs = std::filesystem;

/// The folder of results that a file stands for; empty for a figure.
fs::path results_of(const fs::path& file) {
    if (fs::is_directory(file)) return file;
    return file.filename() == result_file ? folder_of(file) : fs::path();
}

Verification verify_one(const fs::path& file, const Rerun& run) {
    if (const fs::path folder = results_of(file); !folder.empty()) return verify_folder(folder, run);
    const std::string bytes = read_file(file);
    if (is_report(bytes)) return verify_report(file, run);
    if (is_figure(bytes)) return ui::verifyFigure(file, run);
    throw InputError(file.string(),
                     "found neither a figure nor a report nor results; expected a PDF, SVG, PNG or HTML file "
                     "that Basin has written, or a results folder");
}

}  // namespace

int verify(const VerifyOptions& options) {
    const InterruptWatch interrupt;
    const OffscreenApplication application;
    const Rerun run = [&](const Experiment& experiment, const Results& before) {
        ProgressPrinter printer;
        Results now = rerun(
            experiment, before, [&printer](const RunEvent& event) { printer.show(event); },
            interrupt.token());
        if (now.stopped) throw InputError("verify", "was stopped before the run had been repeated");
        return now;
    };
    bool reproduced = true;
    for (const std::string& file : options.files) {
        const Verification verification = verify_one(file, run);
        reproduced = reproduced && verification.reproduced();
        for (const std::string& line : verification.lines())
            std::cout << printable(file + ": " + line) << std::endl;
    }
    return reproduced ? exit_done : exit_ended_badly;
}

}  // namespace basin::app
