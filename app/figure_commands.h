// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/figure_look.h"

namespace basin::app {

// The verbs that make pictures, or read them: see commands.h.

struct RenderOptions {
    std::string folder;
    std::string plot;  // empty: the panels that the look names
    std::string view;  // empty: the plot's first
    std::string file;
    FigureLook look;
    bool force = false;
};
int render(const RenderOptions& options);

struct PictureOptions {
    std::string experiment;
    std::string file;
    std::string size = "1280x720";
    std::string theme = "light";  // or dark
    bool force = false;
};
/// The whole window, as it looks when the experiment has run.
int picture(const PictureOptions& options);

struct VerifyOptions {
    std::vector<std::string> files;  // figures and results folders
};
/// Whether running their experiments again gives the numbers that they hold: exit code 0, or 1.
int verify(const VerifyOptions& options);

struct FilmCommandOptions {
    std::string folder;
    std::string file;   // .gif, or a folder
    std::string plots;  // names with commas between; empty: convergence and landscape
    std::string size = "960x480";
    double seconds = 6;
    std::optional<double> speed;  // iterations a second, instead of seconds
    int fps = 10;
    std::string theme = "light";  // or dark
    bool force = false;
};
/// The run of a results folder as a GIF or as numbered PNG files.
int film(const FilmCommandOptions& options);

struct ReportCommandOptions {
    std::string folder;
    std::string file;  // .pdf or .html
    bool force = false;
};
/// Throws InputError for a file that a report cannot be written to.
void check_report_file(const std::string& file, bool force);
/// One page about the run of a results folder.
int report(const ReportCommandOptions& options);

}  // namespace basin::app
