// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "core/io/field_json.h"
#include "core/problems/field.h"
#include "ui/export/figure_options.h"

namespace basin::ui {

// The fields of a figure's options, described once: see core/problems/field.h. Values that JSON does not have
// are texts in a file as on the command line.

/// "800x500" in pixels, "85x60mm" in millimetres.
template <class Options>
struct PageSizeOf {
    Options& options;
};
/// "7pt" or 7.
template <class Number>
struct PointsOf {
    Number& points;
};
template <class Text>
struct MaybeTextOf {
    Text& text;
};
/// "1e-8:1", or two numbers in a list.
template <class Range>
struct MaybeRangeOf {
    Range& range;
};
/// A list of labels, or a text with commas; those in brackets belong to a label.
template <class Labels>
struct LabelsOf {
    Labels& labels;
};
/// An object of labels and texts, or a list of "label=text".
template <class Names>
struct NamesOf {
    Names& names;
};
/// A list of texts, or one with commas: see Panel.
template <class Panels>
struct PanelsOf {
    Panels& panels;
};
template <class T>
PageSizeOf(T&) -> PageSizeOf<T>;
template <class T>
PointsOf(T&) -> PointsOf<T>;
template <class T>
MaybeTextOf(T&) -> MaybeTextOf<T>;
template <class T>
MaybeRangeOf(T&) -> MaybeRangeOf<T>;
template <class T>
LabelsOf(T&) -> LabelsOf<T>;
template <class T>
NamesOf(T&) -> NamesOf<T>;
template <class T>
PanelsOf(T&) -> PanelsOf<T>;

template <SpecOf<FigureOptions> Spec, class Visit>
void describe(Spec& spec, Visit& visit) {
    visit({.key = "template", .meaning = "what the figure is made for; sets what is not given otherwise"},
          MaybeOneOf{spec.base, all_figure_templates});
    visit({.key = "size", .meaning = "width and height in pixels, or with mm at the end, e.g. 85x60mm"},
          PageSizeOf{spec});
    visit(
        {.key = "dpi", .meaning = "dots per inch, of PNG and of sizes in pixels", .range = within(10, 2400)},
        spec.dpi);
    visit({.key = "theme", .meaning = "the colours of the program's window"},
          OneOf{spec.theme, all_figure_themes});
    visit({.key = "font-size",
           .meaning = "type of ticks and legend at print size, in pt",
           .range = within(4, 72)},
          PointsOf{spec.fontSize});
    visit({.key = "line-width", .meaning = "lines of curves at print size, in pt", .range = within(0.1, 20)},
          PointsOf{spec.lineWidth});
    visit({.key = "title",
           .meaning = "above the figure; sub, sup, i, b and Greek letters as in HTML; empty: none is drawn"},
          MaybeTextOf{spec.title});
    visit({.key = "x-label", .meaning = "of the horizontal axis of one plot, written like a title"},
          MaybeTextOf{spec.xLabel});
    visit({.key = "y-label", .meaning = "of the vertical axis of one plot, written like a title"},
          MaybeTextOf{spec.yLabel});
    visit({.key = "x-range", .meaning = "the part of the horizontal axis of one plot that is shown, FROM:TO"},
          MaybeRangeOf{spec.xRange});
    visit({.key = "y-range", .meaning = "the part of the vertical axis of one plot that is shown, FROM:TO"},
          MaybeRangeOf{spec.yRange});
    visit({.key = "x-ticks",
           .meaning = "about so many ticks on horizontal axes; left out: as many as there is room for",
           .range = within(0, 20)},
          spec.xTicks);
    visit({.key = "y-ticks",
           .meaning = "about so many ticks on vertical axes; left out: as many as there is room for",
           .range = within(0, 20)},
          spec.yTicks);
    visit({.key = "legend", .meaning = "where it stands"}, OneOf{spec.legend, all_legend_placements});
    visit({.key = "solvers",
           .meaning = "those that are shown, by their labels, in the legend's order; left out: all"},
          LabelsOf{spec.solvers});
    visit({.key = "names", .meaning = "what solvers are called in the figure, LABEL=TEXT"},
          NamesOf{spec.names});
    visit({.key = "grid", .meaning = "lines at the ticks"}, spec.grid);
    visit({.key = "theory", .meaning = "bounds, levels and radii of theory"}, spec.theory);
    visit({.key = "annotations",
           .meaning = "ends of runs, the iteration looked at, words on plots and under their titles"},
          spec.annotations);
    visit({.key = "background", .meaning = "behind the figure"},
          OneOf{spec.background, all_figure_backgrounds});
    visit({.key = "palette", .meaning = "colours; grey and cividis are told apart without hues"},
          OneOf{spec.palette, all_palettes});
    visit({.key = "outlines", .meaning = "text of PDF and SVG as shapes, which need no font"}, spec.outlines);
    visit({.key = "lang", .meaning = "the language of the program's own words"},
          OneOf{spec.language, all_figure_languages});
    visit(
        {.key = "panels",
         .meaning = "up to six plots on one page, each PLOT, PLOT/VIEW, with :WIDTH or :WIDTHxHEIGHT behind"},
        PanelsOf{spec.panels});
}

// Reading and writing of those that JSON does not have: see core/io/field_json.h.
void read_value(const nlohmann::json&, const JsonPlace&, const ReadSetting&,
                const PageSizeOf<FigureOptions>&);
void read_value(const nlohmann::json&, const JsonPlace&, const ReadSetting&, const PointsOf<double>&);
void read_value(const nlohmann::json&, const JsonPlace&, const ReadSetting&,
                const MaybeTextOf<std::optional<QString>>&);
void read_value(const nlohmann::json&, const JsonPlace&, const ReadSetting&,
                const MaybeRangeOf<std::optional<AxisRange>>&);
void read_value(const nlohmann::json&, const JsonPlace&, const ReadSetting&, const LabelsOf<QStringList>&);
void read_value(const nlohmann::json&, const JsonPlace&, const ReadSetting&,
                const NamesOf<std::map<QString, QString>>&);
void read_value(const nlohmann::json&, const JsonPlace&, const ReadSetting&,
                const PanelsOf<std::vector<Panel>>&);

nlohmann::ordered_json value_json(const PageSizeOf<const FigureOptions>&, const WriteSetting&);
nlohmann::ordered_json value_json(const PointsOf<const double>&, const WriteSetting&);
nlohmann::ordered_json value_json(const MaybeTextOf<const std::optional<QString>>&, const WriteSetting&);
nlohmann::ordered_json value_json(const MaybeRangeOf<const std::optional<AxisRange>>&, const WriteSetting&);
nlohmann::ordered_json value_json(const LabelsOf<const QStringList>&, const WriteSetting&);
nlohmann::ordered_json value_json(const NamesOf<const std::map<QString, QString>>&, const WriteSetting&);
nlohmann::ordered_json value_json(const PanelsOf<const std::vector<Panel>>&, const WriteSetting&);

inline bool is_there(const MaybeTextOf<const std::optional<QString>>& field) {
    return field.text.has_value();
}
inline bool is_there(const MaybeRangeOf<const std::optional<AxisRange>>& field) {
    return field.range.has_value();
}
inline bool is_there(const LabelsOf<const QStringList>& field) {
    return !field.labels.isEmpty();
}
inline bool is_there(const NamesOf<const std::map<QString, QString>>& field) {
    return !field.names.empty();
}
inline bool is_there(const PanelsOf<const std::vector<Panel>>& field) {
    return !field.panels.empty();
}

/// "convergence/step:2x1".
QString panelText(const Panel& panel);

}  // namespace basin::ui
