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

void add_verify(CLI::App& parser, VerifyOptions& options) {
    auto* verb = parser.add_subcommand(
        "verify",
        "runs the experiment of a figure, a report or results again and says whether the numbers come out");
    verb->add_option("files", options.files, "figures (PDF, SVG, PNG), reports and results folders")
        ->type_name("FILE")
        ->required();
}

void add_film(CLI::App& parser, FilmCommandOptions& options) {
    auto* verb = parser.add_subcommand("film", "makes a film of a run, from its results folder");
    verb->add_option("folder", options.folder, "a results folder")->type_name("DIR")->required();
    verb->add_option("-o,--output", options.file,
                     "a file ending in .gif, or a new folder for numbered PNG pictures")
        ->type_name("FILE")
        ->required();
    verb->add_option("--plot", options.plots,
                     "plots with commas between, named as for render; left out: convergence and landscape")
        ->type_name("NAMES");
    verb->add_option("--size", options.size, "in pixels, 160 to 4096 a side")
        ->type_name("WxH")
        ->capture_default_str();
    auto* seconds = verb->add_option("--seconds", options.seconds, "how long the way to the end takes")
                        ->type_name("S")
                        ->capture_default_str()
                        ->check(positive_number());
    verb->add_option("--speed", options.speed, "iterations a second, instead of --seconds")
        ->type_name("N")
        ->check(positive_number())
        ->excludes(seconds);
    verb->add_option("--fps", options.fps, "pictures a second, 1 to 50")
        ->type_name("N")
        ->capture_default_str()
        ->check(whole_number(1, 50));
    verb->add_option("--theme", options.theme, "light or dark")->type_name("NAME")->capture_default_str();
    verb->add_flag("--force", options.force, "replace the file when it exists, or a folder of such pictures");
}

void add_report(CLI::App& parser, ReportCommandOptions& options) {
    auto* verb = parser.add_subcommand("report", "writes a page about a run, from its results folder");
    verb->add_option("folder", options.folder, "a results folder")->type_name("DIR")->required();
    verb->add_option("-o,--output", options.file, "a file ending in .pdf or .html")
        ->type_name("FILE")
        ->required();
    verb->add_flag("--force", options.force, "replace the file when it exists");
}

}  // namespace

void FigureVerbs::add_to(CLI::App& parser) {
    add_render(parser, render_);
    add_picture(parser, picture_);
    add_verify(parser, verify_);
    add_film(parser, film_);
    add_report(parser, report_);
}

std::optional<int> FigureVerbs::run(const std::string& verb) const {
    if (verb == "render") return render(render_);
    if (verb == "picture") return picture(picture_);
    if (verb == "verify") return verify(verify_);
    if (verb == "film") return film(film_);
    if (verb == "report") return report(report_);
    return std::nullopt;
}

}  // namespace basin::app
