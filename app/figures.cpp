// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/figures.h"

#include <algorithm>
#include <optional>
#include <span>
#include <string_view>

#include <QString>

#include "app/command_line.h"
#include "app/figure_commands.h"
#include "app/offscreen_application.h"
#include "core/io/atomic_file.h"
#include "core/io/manifest.h"
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

std::string figure_file(ui::PlotKind kind, const std::string& format) {
    return ui::toString(kind).toStdString() + "." + format;
}

/// Whether the file is to be in that results folder, one with a manifest that it can go into.
bool belongs_to(const fs::path& file, const fs::path& folder) {
    std::error_code error;
    return fs::equivalent(folder_of(file), folder, error) && !error && find_manifest(folder);
}

/// "landscape, attraction, ... or penalty".
std::string plot_words(std::span<const ui::PlotKind> kinds) {
    std::vector<std::string> words;
    for (const ui::PlotKind kind : kinds) words.push_back(ui::toString(kind).toStdString());
    return joined(words, "or");
}

}  // namespace

std::string plots_help() {
    return plot_words(ui::allPlotKinds);
}

std::string views_help() {
    std::string text;
    for (const ui::PlotKind kind : ui::allPlotKinds) {
        std::vector<std::string> words;
        for (const QString& word : ui::viewsOf(kind)) words.push_back(word.toStdString());
        text +=
            (text.empty() ? "of " : "; of ") + ui::toString(kind).toStdString() + ": " + joined(words, "or");
    }
    return text;
}

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
                                    const std::vector<std::string>& formats) {
    const OffscreenApplication application;
    const ui::FigureOptions figure;
    std::vector<fs::path> files;
    for (const std::string& format : formats) {
        for (const ui::PlotKind kind : ui::drawablePlots(results)) {
            files.push_back(folder / figure_file(kind, format));
            ui::exportFigure(results, kind, figure, files.back());
        }
    }
    return files;
}

std::vector<std::string> figure_files(const std::vector<std::string>& formats) {
    std::vector<std::string> names;
    for (const std::string& format : formats) {
        for (const ui::PlotKind kind : ui::allPlotKinds) names.push_back(figure_file(kind, format));
    }
    return names;
}

int render(const RenderOptions& options) {
    const auto kind = ui::parsePlotKind(QString::fromStdString(options.plot));
    if (!kind) {
        throw InputError("--plot", "found " + options.plot + "; expected " + plots_help());
    }
    const ui::FigureOptions figure = figure_options(options);
    require_utf8(options.file);
    if (!options.force && fs::exists(options.file)) {
        throw InputError(options.file, "exists already; expected a new file, or --force");
    }
    // A figure of the folder's own: nobody replaces the results meanwhile.
    std::optional<ResultsFolder> own;
    if (belongs_to(options.file, options.folder)) {
        own.emplace(options.folder, ResultsFolder::Existing::replace);
    } else {
        check_output_file(options.file);
    }
    const Results results = read_results(options.folder);
    const OffscreenApplication application;
    const std::vector<ui::PlotKind> drawable = ui::drawablePlots(results);
    if (std::ranges::find(drawable, *kind) == drawable.end()) {
        throw InputError(options.folder, "holds no data for the plot " + options.plot +
                                             (drawable.empty() ? "" : "; expected " + plot_words(drawable)));
    }
    const auto draw = [&](const fs::path& file) { ui::exportFigure(results, *kind, figure, file); };
    if (!own) {
        draw(options.file);
        return exit_done;
    }
    own->add_figures(
        [&](const fs::path& place) {
            const fs::path file = place / fs::path(options.file).filename();
            draw(file);
            return std::vector{file};
        },
        ResultsFolder::Existing::replace);
    return exit_done;
}

}  // namespace basin::app
