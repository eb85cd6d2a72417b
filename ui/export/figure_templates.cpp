// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/figure_templates.h"

#include <QCoreApplication>

namespace basin::ui {

namespace {

struct FigureTemplates {
    Q_DECLARE_TR_FUNCTIONS(FigureTemplates)
};

constexpr double paperDpi = 300, slideDpi = 144;

FigureOptions printed(FigureTemplate base, double width, double height) {
    FigureOptions options;
    options.base = base;
    options.unit = FigureOptions::Unit::mm;
    options.width = width;
    options.height = height;
    options.dpi = paperDpi;
    options.legend = LegendPlacement::below;
    return options;
}

}  // namespace

FigureOptions templateOptions(std::optional<FigureTemplate> base) {
    if (!base) return {};
    FigureOptions options;
    switch (*base) {
        case FigureTemplate::column:
            options = printed(*base, 85, 60);
            options.fontSize = 7;
            options.lineWidth = 0.75;
            break;
        case FigureTemplate::column_and_half:
            options = printed(*base, 120, 80);
            options.fontSize = 7.5;
            options.lineWidth = 1;
            break;
        case FigureTemplate::page:
            options = printed(*base, 174, 110);
            options.fontSize = 8;
            options.lineWidth = 1;
            break;
        case FigureTemplate::slide:
            options = printed(*base, 254, 142.9);
            options.dpi = slideDpi;
            options.fontSize = 16;
            options.lineWidth = 2.25;
            options.legend = LegendPlacement::automatic;
            break;
    }
    return options;
}

bool titlesStandInCaptions(std::optional<FigureTemplate> base) {
    return base && *base != FigureTemplate::slide;
}

QString templateName(std::optional<FigureTemplate> base) {
    if (!base) return FigureTemplates::tr("Screen, 800 × 500 px");
    switch (*base) {
        case FigureTemplate::column:
            return FigureTemplates::tr("Paper column, 85 mm");
        case FigureTemplate::column_and_half:
            return FigureTemplates::tr("Column and a half, 120 mm");
        case FigureTemplate::page:
            return FigureTemplates::tr("Paper page, 174 mm");
        case FigureTemplate::slide:
            break;
    }
    return FigureTemplates::tr("Slide, 16:9");
}

PrintRule printRule(std::optional<FigureTemplate> base) {
    if (base == FigureTemplate::slide) return {10, 1};
    return {6, 0.5};
}

}  // namespace basin::ui
