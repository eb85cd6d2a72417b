// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/map_causes.h"

#include <algorithm>
#include <iterator>

#include <QCoreApplication>

#include "ui/chart/signs.h"
#include "ui/plots/cause_look.h"

namespace basin::ui {

namespace {

struct MapCauses {
    Q_DECLARE_TR_FUNCTIONS(MapCauses)
};

}  // namespace

bool failsForUnknownCause(const BasinMapCell& cell) {
    return cell.successes < cell.trials && cell.causes.total() == 0;
}

std::vector<FailureCause> leadingCauses(const std::vector<BasinMapCell>& cells) {
    CauseCounts leading;
    for (const BasinMapCell& cell : cells) leading.add(cell.causes.leading());
    std::vector<FailureCause> causes;
    std::ranges::copy_if(all_failure_causes, std::back_inserter(causes),
                         [&](FailureCause cause) { return leading[cause] > 0; });
    return causes;
}

QRgb causeColorOf(const BasinMapCell& cell, const std::vector<FailureCause>& shown, const PlotStyle& style) {
    if (cell.trials == 0) return qRgba(0, 0, 0, 0);
    if (failsForUnknownCause(cell)) return style.theme.card.rgb();
    const FailureCause leading = cell.causes.leading();
    return (leading == FailureCause::none ? successColor(style) : causeColor(leading, shown, style)).rgb();
}

std::vector<LegendEntry> causeSigns(const std::vector<BasinMapCell>& cells,
                                    const std::vector<FailureCause>& shown, const PlotStyle& style) {
    std::vector<LegendEntry> entries;
    for (const FailureCause cause : shown)
        entries.push_back(signEntry(causeName(cause), areaSign(causeColor(cause, shown, style))));
    const bool arrive = std::ranges::any_of(
        cells, [](const BasinMapCell& cell) { return cell.trials > 0 && cell.successes == cell.trials; });
    if (arrive)
        entries.push_back(signEntry(MapCauses::tr("every start arrives"), areaSign(successColor(style))));
    if (std::ranges::any_of(cells, &failsForUnknownCause))
        entries.push_back(
            signEntry(MapCauses::tr("cause not known"), hatchedSign(style.theme.card, style.theme.muted)));
    return entries;
}

QStringList causeLines(const BasinMapCell& cell, bool explained) {
    if (cell.causes.total() == 0) return {};
    QStringList lines{
        MapCauses::tr("of %1 that failed: %2").arg(cell.causes.total()).arg(causeShares(cell.causes))};
    if (explained) lines << causeSentence(cell.causes.leading());
    return lines;
}

}  // namespace basin::ui
