// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace basin::app {

// The verbs that make pictures, or read them: see commands.h.

struct RenderOptions {
    std::string folder;
    std::string plot;
    std::string view;  // empty: the plot's first
    std::string file;
    std::string size = "800x500";  // WIDTHxHEIGHT in pixels, or 120x90mm
    double dpi = 96;
    std::string theme = "light";  // or dark
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

}  // namespace basin::app
