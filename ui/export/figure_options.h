// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include <QSizeF>
#include <QString>
#include <QStringList>

#include "core/experiment/view_spec.h"
#include "ui/chart/plot_style.h"
#include "ui/plots/plot_kind.h"
#include "ui/theme.h"

namespace basin::ui {

// The words of the options' choices: on the command line, in style files and in the dialog.

/// What a figure is made for: see figure_templates.h.
enum class FigureTemplate { column, column_and_half, page, slide };
inline constexpr std::array all_figure_templates{FigureTemplate::column, FigureTemplate::column_and_half,
                                                 FigureTemplate::page, FigureTemplate::slide};
std::string_view to_string(FigureTemplate word);

enum class FigureTheme { light, dark };
inline constexpr std::array all_figure_themes{FigureTheme::light, FigureTheme::dark};
std::string_view to_string(FigureTheme word);

/// white: also on a page of another colour; transparent: nothing is drawn behind the figure.
enum class FigureBackground { theme, white, transparent };
inline constexpr std::array all_figure_backgrounds{FigureBackground::theme, FigureBackground::white,
                                                   FigureBackground::transparent};
std::string_view to_string(FigureBackground word);

/// The language of the words that the program puts on figures.
enum class FigureLanguage { english };
inline constexpr std::array all_figure_languages{FigureLanguage::english};
std::string_view to_string(FigureLanguage word);

inline constexpr std::array all_palettes{Palette::usual, Palette::grey, Palette::cividis};
std::string_view to_string(Palette word);

inline constexpr std::array all_legend_placements{LegendPlacement::automatic, LegendPlacement::inside,
                                                  LegendPlacement::below, LegendPlacement::right,
                                                  LegendPlacement::none};
std::string_view to_string(LegendPlacement word);

/// One plot of a page. As a text "PLOT", "PLOT/VIEW", with ":WIDTH" or ":WIDTHxHEIGHT" behind it.
struct Panel {
    PlotKind kind;
    QString view;       // one of the plot's views; empty: as the experiment says
    double width = 1;   // 0.1 to 10, of its row, beside the others' widths
    double height = 1;  // 0.1 to 10; a row is as high as its highest, beside the others' heights

    bool operator==(const Panel&) const = default;
};

inline constexpr std::size_t most_panels = 6;
inline constexpr qsizetype longest_title = 1000, longest_label = 300;  // characters

/// How a figure is to look: one struct for the command line, style files and the dialog. Its fields are
/// described in figure_option_fields.h. Lengths of type and lines in points (1/72 inch) at print size.
struct FigureOptions {
    enum class Unit { px, mm };
    std::optional<FigureTemplate> base;  // that the others were taken from
    double width = 800;                  // 5 mm to 5 m
    double height = 500;                 // the same
    Unit unit = Unit::px;
    double dpi = 96;  // 10 <= dpi <= 2400; with px the figure is width / dpi inches wide
    FigureTheme theme = FigureTheme::light;
    double fontSize = 8.25;    // 4 <= size <= 72, of tick labels and legend
    double lineWidth = 1.125;  // 0.1 <= width <= 20, of curves
    // Drawn above the figure and stored in the metadata. Left out: plot and experiment, drawn where the
    // template is no paper's; empty: none is drawn. May be rich text.
    std::optional<QString> title;
    // Of one plot; may be rich text. Left out: the plot's; empty: none.
    std::optional<QString> xLabel, yLabel;
    // Of one plot: the part of the axis that is shown, in its units; from < to.
    std::optional<AxisRange> xRange, yRange;
    std::optional<Index> xTicks, yTicks;  // 0 to 20; left out: as many as there is room for
    LegendPlacement legend = LegendPlacement::automatic;
    QStringList solvers;               // labels in the legend's order; empty: all
    std::map<QString, QString> names;  // label: what is shown instead; may be rich text
    bool grid = true;
    bool theory = true;       // bounds, levels and radii of theory
    bool annotations = true;  // ends of runs, the iteration looked at, words on the plot, the second line
    FigureBackground background = FigureBackground::theme;
    Palette palette = Palette::usual;
    bool outlines = false;  // text of PDF and SVG as shapes, which need no font and cannot be selected
    FigureLanguage language = FigureLanguage::english;
    std::vector<Panel> panels;  // at most six; empty: one plot

    // Not described: it belongs to the plot. One of PlotView::views(), e.g. "histogram"; empty: the
    // experiment's own, else the plot's first that has data.
    QString view;

    /// Throws InputError naming the option, its value and the constraint it broke.
    void validate() const;
    bool operator==(const FigureOptions&) const = default;
};

/// Size of the page in 1/96 inch.
QSizeF pageSize(const FigureOptions& options);
/// The same in mm.
QSizeF pageMillimetres(const FigureOptions& options);
/// Of an image of it: what is drawn into a PNG.
QSize pagePixels(const FigureOptions& options);

/// The colours: theme, background and palette.
Theme themeOf(const FigureOptions& options);

}  // namespace basin::ui
