// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/figures.h"

#include <algorithm>
#include <optional>
#include <span>

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
                                    const std::vector<std::string>& formats,
                                    const ui::FigureOptions& options) {
    const OffscreenApplication application;
    std::vector<fs::path> files;
    for (const std::string& format : formats) {
        for (const ui::PlotKind kind : ui::drawablePlots(results)) {
            files.push_back(folder / figure_file(kind, format));
            ui::exportFigure(results, kind, options, files.back());
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

namespace {

/// What is drawn: one plot, or the panels of the options.
struct Drawing {
    std::optional<ui::PlotKind> kind;
    ui::FigureOptions options;
};

Drawing drawing_of(const RenderOptions& options) {
    Drawing drawing;
    if (!options.plot.empty()) {
        if (options.look.has("panels"))
            throw InputError("--panels", "found it beside --plot; expected one of them");
        drawing.kind = ui::parsePlotKind(QString::fromStdString(options.plot));
        if (!drawing.kind) throw InputError("--plot", "found " + options.plot + "; expected " + plots_help());
        drawing.options = options.look.options(FigureLook::Of::one_plot);
        drawing.options.view = QString::fromStdString(options.view);
        return drawing;
    }
    drawing.options = options.look.options(FigureLook::Of::page);
    if (drawing.options.panels.empty())
        throw InputError("render", "found no --plot NAME; expected " + plots_help() + ", or --panels");
    if (!options.view.empty())
        throw InputError("--view", "found it beside --panels; expected PLOT/VIEW there");
    return drawing;
}

void check_drawable(const Results& results, ui::PlotKind kind, const std::string& folder) {
    const std::vector<ui::PlotKind> drawable = ui::drawablePlots(results);
    if (std::ranges::find(drawable, kind) != drawable.end()) return;
    throw InputError(folder, "holds no data for the plot " + std::string(to_string(kind)) +
                                 (drawable.empty() ? "" : "; expected " + plot_words(drawable)));
}

void draw(const Results& results, const Drawing& drawing, const fs::path& file) {
    if (drawing.kind)
        ui::exportFigure(results, *drawing.kind, drawing.options, file);
    else
        ui::exportPanels(results, drawing.options, file);
}

}  // namespace

int render(const RenderOptions& options) {
    const Drawing drawing = drawing_of(options);
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
    if (drawing.kind) {
        check_drawable(results, *drawing.kind, options.folder);
    } else {
        for (const ui::Panel& panel : drawing.options.panels)
            check_drawable(results, panel.kind, options.folder);
    }
    if (!own) {
        draw(results, drawing, options.file);
        return exit_done;
    }
    own->add_figures(
        [&](const fs::path& place) {
            const fs::path file = place / fs::path(options.file).filename();
            draw(results, drawing, file);
            return std::vector{file};
        },
        ResultsFolder::Existing::replace);
    return exit_done;
}

}  // namespace basin::app
