// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/figure_verbs.h"

#include <CLI/CLI.hpp>

#include "app/figures.h"
#include "app/option_checks.h"

namespace basin::app {

namespace {

void add_render(CLI::App& parser, RenderOptions& options) {
    auto* verb = parser.add_subcommand("render", "draws a figure from a results folder");
    verb->add_option("folder", options.folder, "a results folder")->type_name("DIR")->required();
    verb->add_option("--plot", options.plot, plots_help() + "; required without --panels")->type_name("NAME");
    verb->add_option("--view", options.view, views_help())->type_name("NAME");
    verb->add_option("-o,--output", options.file, "a file ending in .png, .svg or .pdf")
        ->type_name("FILE")
        ->required();
    options.look.add_to(*verb);
    verb->add_flag("--force", options.force, "replace the file when it exists");
}

void add_picture(CLI::App& parser, PictureOptions& options) {
    auto* verb = parser.add_subcommand("picture", "runs an experiment and saves a picture of the window");
    verb->add_option("experiment", options.experiment, experiment_help)->required();
    verb->add_option("-o,--output", options.file, "a file ending in .png")->required();
    verb->add_option("--size", options.size, "WIDTHxHEIGHT in pixels")->capture_default_str();
    verb->add_option("--theme", options.theme, "light or dark")->capture_default_str();
    verb->add_flag("--force", options.force, "replace the file when it exists");
}

}  // namespace

void FigureVerbs::add_to(CLI::App& parser) {
    add_render(parser, render_);
    add_picture(parser, picture_);
}

std::optional<int> FigureVerbs::run(const std::string& verb) const {
    if (verb == "render") return render(render_);
    if (verb == "picture") return picture(picture_);
    return std::nullopt;
}

}  // namespace basin::app
