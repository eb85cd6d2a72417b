// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <cstdio>
#include <iostream>
#include <sstream>
#include <stop_token>
#include <unistd.h>

#include "app/command_line.h"
#include "app/figure_commands.h"
#include "app/figures.h"
#include "app/interrupt.h"
#include "app/offscreen_application.h"
#include "core/io/results_io.h"
#include "core/io/text_file.h"
#include "core/numeric/input_error.h"
#include "ui/export/film_file.h"

namespace basin::app {

namespace {

QSize parse_film_size(const std::string& text) {
    int width = 0, height = 0, used = 0;
    const bool read = std::sscanf(text.c_str(), "%9dx%9d%n", &width, &height, &used) == 2;
    if (!read || static_cast<std::size_t>(used) != text.size())
        throw InputError("--size", "found " + text + "; expected WIDTHxHEIGHT in pixels, e.g. 960x480");
    return {width, height};
}

std::vector<ui::PlotKind> parse_plots(const std::string& names) {
    std::vector<ui::PlotKind> plots;
    std::istringstream stream(names);
    for (std::string name; std::getline(stream, name, ',');) {
        const auto kind = ui::parsePlotKind(QString::fromStdString(name));
        if (!kind) throw InputError("--plot", "found " + name + "; expected " + plots_help());
        plots.push_back(*kind);
    }
    return plots;
}

ui::FilmOptions film_options(const FilmCommandOptions& options) {
    ui::FilmOptions film;
    film.size = parse_film_size(options.size);
    film.seconds = options.seconds;
    film.speed = options.speed;
    film.framesPerSecond = options.fps;
    film.theme = is_dark(options.theme) ? ui::Theme::night() : ui::Theme::light();
    film.plots = parse_plots(options.plots);
    film.validate();
    return film;
}

}  // namespace

int film(const FilmCommandOptions& options) {
    const ui::FilmOptions wanted = film_options(options);
    require_utf8(options.file);
    auto file = ui::makeFilmFile(
        options.file, options.force ? ui::FilmFile::Existing::replace : ui::FilmFile::Existing::refuse);
    const Results results = read_results(options.folder);
    const InterruptWatch interrupt;
    const OffscreenApplication application;
    const bool terminal = isatty(STDERR_FILENO) == 1;
    const auto tell = [&](double done) {
        if (terminal) std::cerr << "\rfilm: " << std::lround(100 * done) << " %" << std::flush;
    };
    const bool whole = ui::writeFilm(results, wanted, std::move(file), tell, interrupt.token());
    if (terminal) std::cerr << "\r\x1b[K" << std::flush;
    return whole ? exit_done : exit_ended_badly;
}

}  // namespace basin::app
