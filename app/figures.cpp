// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/figures.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include <QString>

#include "app/command_line.h"
#include "app/commands.h"
#include "app/offscreen_application.h"
#include "core/io/results_io.h"
#include "core/io/text_file.h"
#include "core/numeric/input_error.h"
#include "core/numeric/text.h"
#include "ui/export/figure_export.h"

namespace basin::app {

namespace {

namespace fs = std::filesystem;

/// "800x500" in pixels, "120x90mm" in millimetres.
void parse_size(const std::string& size, ui::FigureOptions& figure) {
    constexpr std::string_view millimetres = "mm";
    std::string_view rest = size;
    if (rest.ends_with(millimetres)) {
        rest.remove_suffix(millimetres.size());
        figure.unit = ui::FigureOptions::Unit::mm;
    }
    const auto cross = std::min(rest.find('x'), rest.size());
    const auto width = parse_number(rest.substr(0, cross));
    const auto height = parse_number(rest.substr(std::min(cross + 1, rest.size())));
    if (!width || !height) {
        throw InputError("--size", "found " + size + "; expected WIDTHxHEIGHT, e.g. 800x500 or 120x90mm");
    }
    figure.width = *width;
    figure.height = *height;
}

ui::FigureOptions figure_options(const RenderOptions& options) {
    ui::FigureOptions figure;
    parse_size(options.size, figure);
    figure.dpi = options.dpi;
    figure.view = QString::fromStdString(options.view);
    figure.theme = is_dark(options.theme) ? ui::Theme::night() : ui::Theme::light();
    figure.validate();
    return figure;
}

/// "landscape, attraction, ... or penalty".
std::string plot_words(const std::vector<ui::PlotKind>& kinds) {
    std::string words;
    for (const ui::PlotKind kind : kinds) {
        if (!words.empty()) words += kind == kinds.back() ? " or " : ", ";
        words += ui::toString(kind).toStdString();
    }
    return words;
}

}  // namespace

bool is_dark(const std::string& theme) {
    if (theme != "light" && theme != "dark") {
        throw InputError("--theme", "found " + theme + "; expected light or dark");
    }
    return theme == "dark";
}

void check_figure_format(const std::string& format) {
    if (format == "png" || format == "svg" || format == "pdf") return;
    throw InputError("--plots", "found " + format + "; expected png, svg or pdf");
}

std::vector<fs::path> write_figures(const Results& results, const fs::path& folder,
                                    const std::string& format) {
    const OffscreenApplication application;
    const ui::FigureOptions figure;
    std::vector<fs::path> files;
    for (const ui::PlotKind kind : ui::drawablePlots(results)) {
        files.push_back(folder / (ui::toString(kind).toStdString() + "." + format));
        ui::exportFigure(results, kind, figure, files.back());
    }
    return files;
}

int render(const RenderOptions& options) {
    const auto kind = ui::parsePlotKind(QString::fromStdString(options.plot));
    if (!kind) {
        throw InputError("--plot", "found " + options.plot + "; expected " +
                                       plot_words({ui::allPlotKinds.begin(), ui::allPlotKinds.end()}));
    }
    const ui::FigureOptions figure = figure_options(options);
    require_utf8(options.file);
    if (!options.force && fs::exists(options.file)) {
        throw InputError(options.file, "exists already; expected a new file, or --force");
    }
    require_writable_folder(options.file);
    const Results results = read_results(options.folder);
    const OffscreenApplication application;
    const std::vector<ui::PlotKind> drawable = ui::drawablePlots(results);
    if (std::ranges::find(drawable, *kind) == drawable.end()) {
        throw InputError(options.folder, "holds no data for the plot " + options.plot +
                                             (drawable.empty() ? "" : "; expected " + plot_words(drawable)));
    }
    ui::exportFigure(results, *kind, figure, options.file);
    return exit_done;
}

}  // namespace basin::app
