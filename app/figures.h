// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/experiment/results.h"
#include "ui/export/figure_options.h"

namespace basin::app {

/// What --plot takes, "landscape, attraction, ... or penalty", and what --view takes with each of them.
std::string plots_help();
std::string views_help();

/// Throws InputError unless the theme is light or dark.
bool is_dark(const std::string& theme);

/// Throws InputError unless the format is png, svg or pdf.
void check_figure_format(const std::string& format);

/// Draws every figure the results hold data for into the folder, e.g. convergence.png, in every format, and
/// returns the files. Needs no display.
std::vector<std::filesystem::path> write_figures(const Results& results, const std::filesystem::path& folder,
                                                 const std::vector<std::string>& formats,
                                                 const ui::FigureOptions& options);
/// The names that those may have.
std::vector<std::string> figure_files(const std::vector<std::string>& formats);

}  // namespace basin::app
