// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/run_history.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QCoreApplication>
#include <QTime>

#include "ui/chart/number_format.h"
#include "ui/families/family_view.h"
#include "ui/plots/run_look.h"

namespace basin::ui {

namespace {

constexpr std::size_t kept = 8;

struct RunHistoryText {
    Q_DECLARE_TR_FUNCTIONS(RunHistory)
};

/// What the best network came to; nothing where none was trained.
QString networkOutcome(const Results& results) {
    const NetworkOutcome* best = nullptr;
    for (const SolverRun& run : results.runs)
        if (run.network && (best == nullptr || run.network->objective < best->objective))
            best = run.network.get();
    if (best == nullptr) return {};
    const double error = std::isnan(best->test_error) ? best->train_error : best->test_error;
    const QString told = (std::isnan(best->test_error) ? RunHistoryText::tr("training error %1")
                                                       : RunHistoryText::tr("test error %1"))
                             .arg(formatNumber(error));
    const bool proved = std::ranges::any_of(results.runs, [](const SolverRun& run) {
        return run.network && run.network->stationarity.first_order == Answer::yes;
    });
    return proved ? RunHistoryText::tr("%1, proved").arg(told) : told;
}

QString outcomeOf(const Results& results) {
    if (const QString network = networkOutcome(results); !network.isEmpty()) return network;
    const auto there = std::ranges::count_if(results.runs, arrived);
    const auto kinks = std::ranges::count_if(results.runs, &SolverRun::reached_kink);
    const QString told = RunHistoryText::tr("%1 of %2 arrived").arg(there).arg(results.runs.size());
    return kinks > 0 ? RunHistoryText::tr("%1, %2 of them at a kink").arg(told).arg(kinks) : told;
}

/// The first error that is set; empty where all Hessians are exact.
QString errorOf(const Experiment& experiment) {
    for (const SolverSpec& spec : experiment.solvers)
        if (const double error = requestedError(spec); error > 0)
            return RunHistoryText::tr("error %1").arg(formatNumber(error));
    return {};
}

QString titleOf(const Results& results) {
    const Experiment& experiment = results.experiment;
    const FamilyView& family = familyViewOf(experiment);
    const QString name = QString::fromStdString(experiment.title);
    QStringList parts{name.isEmpty() ? family.name() : name, family.startText(results),
                      RunHistoryText::tr("seed %1").arg(experiment.start.seed), errorOf(experiment),
                      outcomeOf(results)};
    parts.removeAll(QString());
    return QStringLiteral("%1  %2").arg(QTime::currentTime().toString(QStringLiteral("HH:mm:ss")),
                                        parts.join(QStringLiteral(" · ")));
}

}  // namespace

void RunHistory::announce(const Results& results) {
    const QString title = titleOf(results);
    QString told = title;
    const auto reads = [&told](const Entry& entry) { return entry.title == told; };
    for (int count = 2; std::ranges::any_of(runs_, reads); ++count)
        told = QStringLiteral("%1 (%2)").arg(title).arg(count);
    runs_.push_front({told, {}});
    if (runs_.size() > kept) runs_.pop_back();
    announced_ = true;
}

void RunHistory::keep(Results results) {
    if (std::exchange(announced_, false)) runs_.front().results = std::move(results);
}

void RunHistory::add(const Results& results) {
    announce(results);
    keep(results);
}

QStringList RunHistory::titles() const {
    QStringList titles;
    for (const Entry& entry : runs_) titles += entry.title;
    return titles;
}

}  // namespace basin::ui
