// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/families/network_comparison.h"

#include <cmath>

#include <QCoreApplication>

#include "core/problems/series_judgement.h"
#include "ui/panels/number_text.h"
#include "ui/plots/run_look.h"
#include "ui/runs/run_model.h"

namespace basin::ui {

namespace {

struct Comparison {
    Q_DECLARE_TR_FUNCTIONS(Comparison)
};

/// The run whose network has the least objective.
std::optional<std::size_t> bestRun(const Results& results) {
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < results.runs.size(); ++i) {
        const auto& network = results.runs[i].network;
        if (!network || !std::isfinite(network->objective)) continue;
        if (!best || network->objective < results.runs[*best].network->objective) best = i;
    }
    return best;
}

QString provedText(const NetworkOutcome& outcome, const QString& label) {
    const NetworkStationarity& tested = outcome.stationarity;
    if (tested.first_order == Answer::yes && tested.second_order_estimated)
        return Comparison::tr(
                   "Where %1 ended, it is proved that nothing leads down at first, and a local minimum by "
                   "estimate")
            .arg(label);
    if (tested.first_order == Answer::yes && tested.second_order == Answer::yes)
        return Comparison::tr("Where %1 ended, a local minimum is proved").arg(label);
    if (tested.first_order == Answer::yes)
        return Comparison::tr("Where %1 ended, it is proved that nothing leads down at first").arg(label);
    if (tested.first_order == Answer::no)
        return Comparison::tr("Where %1 ended, a direction still leads down").arg(label);
    return Comparison::tr("Where %1 ended, nothing is proved").arg(label);
}

}  // namespace

QString compareNetworks(const RunModel& model) {
    const Results& results = model.results();
    const auto best = bestRun(results), certified = certifiedRun(results);
    if (!best) return model.isRunning() ? Comparison::tr("The networks are being trained.") : QString();
    const NetworkOutcome& found = *results.runs[*best].network;
    const QString label = runLabel(results, *best);
    const bool judged = found.judgement && is_judged(*found.judgement);
    const QString reached =
        judged ? Comparison::tr("%1 is %2").arg(label, QString::fromStdString(skill_words(*found.judgement)))
               : Comparison::tr("%1 came lowest, to %2").arg(label, numberText(found.objective));
    if (judged || !certified) return reached + QLatin1Char('.');
    return Comparison::tr("%1; %2.").arg(
        provedText(*results.runs[*certified].network, runLabel(results, *certified)), reached);
}

}  // namespace basin::ui
