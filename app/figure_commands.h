// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

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

}  // namespace basin::app
