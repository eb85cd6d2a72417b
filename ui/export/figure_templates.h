// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QString>

#include "ui/export/figure_options.h"

namespace basin::ui {

/// The options that a template sets: size, resolution, type, lines, legend; nothing: a figure of the screen's
/// proportions.
FigureOptions templateOptions(std::optional<FigureTemplate> base);
/// Papers have their titles in captions: one that is not given is not drawn.
bool titlesStandInCaptions(std::optional<FigureTemplate> base);

/// What a dialog calls it, and what it is for.
QString templateName(std::optional<FigureTemplate> base);

/// What can be read at print size, in points.
struct PrintRule {
    double smallestType;  // of everything drawn, indices apart
    double thinnestLine;
};
PrintRule printRule(std::optional<FigureTemplate> base);

}  // namespace basin::ui
