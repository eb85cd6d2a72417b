// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/figure_options.h"

#include <cmath>
#include <string>

#include "core/numeric/input_error.h"
#include "core/numeric/text.h"
#include "ui/export/figure_option_fields.h"
#include "ui/export/print_units.h"

namespace basin::ui {

namespace {

constexpr double smallestSide = 5, largestSide = 5000;            // mm
constexpr double largestImageSide = 30000, largestImage = 1.5e8;  // px
constexpr double smallestShare = 0.1, largestShare = 10;

[[noreturn]] void refuse(std::string_view key, const std::string& found, const std::string& expected) {
    throw InputError(std::string(key), "found " + found + "; expected " + expected);
}

std::string number(double value) {
    return exact_number_text(value);
}

void checkPoints(std::string_view key, double points, double low, double high) {
    if (points >= low && points <= high) return;
    refuse(key, number(points) + " pt", number(low) + " to " + number(high) + " pt");
}

void checkTicks(std::string_view key, const std::optional<Index>& ticks) {
    constexpr Index most = 20;
    if (ticks && (*ticks < 0 || *ticks > most)) refuse(key, std::to_string(*ticks), "0 to 20");
}

void checkLength(std::string_view key, const QString& text, qsizetype most) {
    if (text.size() <= most) return;
    refuse(key, std::to_string(text.size()) + " characters", "at most " + std::to_string(most));
}

void checkRange(std::string_view key, const std::optional<AxisRange>& range) {
    if (!range) return;
    const auto [from, to] = *range;
    if (std::isfinite(from) && std::isfinite(to) && from < to) return;
    refuse(key, number(from) + ":" + number(to), "two numbers FROM:TO, FROM < TO");
}

std::string sizeText(const FigureOptions& options) {
    return number(options.width) + "x" + number(options.height) +
           (options.unit == FigureOptions::Unit::mm ? "mm" : "");
}

void checkSize(const FigureOptions& options) {
    const QSizeF page = pageMillimetres(options);
    const auto fits = [](double side) { return side >= smallestSide && side <= largestSide; };
    if (!fits(page.width()) || !fits(page.height()))
        refuse("size", sizeText(options),
               "sides of 5 to 5000 mm" + std::string(options.unit == FigureOptions::Unit::px
                                                         ? " at " + number(options.dpi) + " dpi"
                                                         : ""));
    const QSizeF pixels = page * (options.dpi / mmPerInch);
    if (pixels.width() > largestImageSide || pixels.height() > largestImageSide ||
        pixels.width() * pixels.height() > largestImage)
        refuse("size",
               sizeText(options) + " at " + number(options.dpi) + " dpi, " +
                   number(std::round(pixels.width())) + " by " + number(std::round(pixels.height())) +
                   " pixels",
               "at most 30000 a side and 150 million in all");
}

void checkPanels(const FigureOptions& options) {
    if (options.panels.size() > most_panels)
        refuse("panels", std::to_string(options.panels.size()) + " plots", "at most six");
    for (const Panel& panel : options.panels)
        for (const double share : {panel.width, panel.height})
            if (!(share >= smallestShare && share <= largestShare))
                refuse("panels", panelText(panel).toStdString(), "widths and heights of 0.1 to 10");
    if (options.panels.size() < 2) return;
    for (const auto& [key, isGiven] :
         {std::pair{"x-label", options.xLabel.has_value()}, std::pair{"y-label", options.yLabel.has_value()},
          std::pair{"x-range", options.xRange.has_value()}, std::pair{"y-range", options.yRange.has_value()}})
        if (isGiven)
            refuse(key, "it beside " + std::to_string(options.panels.size()) + " panels", "it of one plot");
}

}  // namespace

std::string_view to_string(FigureTemplate word) {
    switch (word) {
        case FigureTemplate::column:
            return "column";
        case FigureTemplate::column_and_half:
            return "column-and-half";
        case FigureTemplate::page:
            return "page";
        case FigureTemplate::slide:
            break;
    }
    return "slide";
}

std::string_view to_string(FigureTheme word) {
    return word == FigureTheme::light ? "light" : "dark";
}

std::string_view to_string(FigureBackground word) {
    switch (word) {
        case FigureBackground::theme:
            return "theme";
        case FigureBackground::white:
            return "white";
        case FigureBackground::transparent:
            break;
    }
    return "transparent";
}

std::string_view to_string(FigureLanguage) {
    return "en";
}

std::string_view to_string(Palette word) {
    switch (word) {
        case Palette::usual:
            return "default";
        case Palette::grey:
            return "grey";
        case Palette::cividis:
            break;
    }
    return "cividis";
}

std::string_view to_string(LegendPlacement word) {
    switch (word) {
        case LegendPlacement::automatic:
            return "automatic";
        case LegendPlacement::inside:
            return "inside";
        case LegendPlacement::below:
            return "below";
        case LegendPlacement::right:
            return "right";
        case LegendPlacement::none:
            break;
    }
    return "none";
}

void FigureOptions::validate() const {
    check_ranges(*this);
    checkPoints("font-size", fontSize, 4, 72);
    checkPoints("line-width", lineWidth, 0.1, 20);
    checkSize(*this);
    checkLength("title", title.value_or(QString()), longest_title);
    checkLength("x-label", xLabel.value_or(QString()), longest_label);
    checkLength("y-label", yLabel.value_or(QString()), longest_label);
    for (const auto& [label, shown] : names) checkLength("names", shown, longest_label);
    checkTicks("x-ticks", xTicks);
    checkTicks("y-ticks", yTicks);
    checkRange("x-range", xRange);
    checkRange("y-range", yRange);
    checkPanels(*this);
    if (theme == FigureTheme::dark && background == FigureBackground::white)
        refuse("background", "white with the dark theme, whose text is white",
               "theme or transparent, or the light theme");
}

QSizeF pageSize(const FigureOptions& options) {
    const double perInch = options.unit == FigureOptions::Unit::px ? options.dpi : mmPerInch;
    return QSizeF(options.width, options.height) * (unitsPerInch / perInch);
}

QSizeF pageMillimetres(const FigureOptions& options) {
    return pageSize(options) * (mmPerInch / unitsPerInch);
}

QSize pagePixels(const FigureOptions& options) {
    return (pageSize(options) * (options.dpi / unitsPerInch)).toSize();
}

Theme themeOf(const FigureOptions& options) {
    return inPalette(options.palette, options.theme == FigureTheme::dark ? Theme::night() : Theme::light());
}

}  // namespace basin::ui
