// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/cause_look.h"

#include <algorithm>
#include <array>

#include <QCoreApplication>
#include <QStringList>

#include "ui/chart/color_map.h"

namespace basin::ui {

namespace {

struct CauseWords {
    Q_DECLARE_TR_FUNCTIONS(CauseWords)
};

// By Okabe and Ito, in the order of all_failure_causes, but for a darker red: neighbours in maps lie far
// apart in lightness.
constexpr std::array<QRgb, failure_causes> usualColors{0xFF0072B2, 0xFFE69F00, 0xFFCC79A7,
                                                       0xFF009E73, 0xFF882255, 0xFFF0E442,
                                                       0xFFD55E00, 0xFF56B4E9, 0xFF000000};

QString inLocalWords(std::string_view text) {
    return CauseWords::tr(std::string(text).c_str());
}

}  // namespace

QString causeName(FailureCause cause) {
    return inLocalWords(in_words(cause));
}

QString causeSentence(FailureCause cause) {
    return inLocalWords(meaning(cause));
}

QString causeShares(const CauseCounts& causes) {
    auto order = all_failure_causes;
    std::ranges::stable_sort(order, std::ranges::greater(),
                             [&](FailureCause cause) { return causes[cause]; });
    QStringList shares;
    for (const FailureCause cause : order)
        if (causes[cause] > 0) shares << CauseWords::tr("%1 %2").arg(causes[cause]).arg(causeName(cause));
    return shares.join(CauseWords::tr(", "));
}

QColor causeColor(FailureCause cause, const std::vector<FailureCause>& shown, const PlotStyle& style) {
    if (style.palette == Palette::usual)
        return QColor::fromRgb(usualColors[static_cast<std::size_t>(cause) - 1]);
    constexpr double darkest = 0, lightest = 0.8;  // of the map; cells without failures are lighter
    const auto place = std::ranges::find(shown, cause) - shown.begin();
    const auto steps = static_cast<double>(std::max<std::size_t>(shown.size(), 2) - 1);
    const double level = darkest + (lightest - darkest) * static_cast<double>(place) / steps;
    return QColor::fromRgb(mapColor(inPalette(style.palette, ColorMap::cividis), level));
}

QColor successColor(const PlotStyle& style) {
    return style.theme.border;
}

}  // namespace basin::ui
