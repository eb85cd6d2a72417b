// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include <QString>

#include "ui/export/recorded_page.h"

namespace basin::ui {

/// What a page has to keep at print size. Lengths in pt.
struct PreflightRules {
    double smallestType = 6;    // > 0, of all but indices
    double thinnestLine = 0.5;  // > 0
};

/// How a file keeps its texts: fonts inside (PDF), families by their names (SVG), shapes, or pixels (PNG).
enum class TextKept { embedded, named, outlines, pixels };

/// One thing that was looked at.
struct PreflightFinding {
    enum class Kind {
        smallType,
        thinLine,
        fonts,
        sameInGrey,
        sameForColourBlind,
        cutText,
        overlap,
        legendOnData,
        decimated
    };
    Kind kind;
    bool isFault = false;  // else it is told only
    QString sentence;
    bool fixable = false;  // by larger type or wider lines
};

/// Looks at a page as it will be printed. Faults come first. Says always which are the smallest type, the
/// thinnest line and the fonts.
std::vector<PreflightFinding> preflight(const RecordedPage& page, const PreflightRules& rules, TextKept kept);

/// The smallest type and the thinnest line on a page, in pt; nothing where there is none.
std::optional<double> smallestType(const RecordedPage& page);
std::optional<double> thinnestLine(const RecordedPage& page);

/// About the least option (a font size or a line width) not below `now` with which the rule is kept:
/// leadsTo(option) tells the smallest type or the thinnest line. Nothing where none up to `largest` does.
std::optional<double> optionThatKeeps(double rule, double now, double largest,
                                      const std::function<std::optional<double>(double)>& leadsTo);

}  // namespace basin::ui
