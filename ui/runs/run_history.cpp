// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/run_history.h"

#include <algorithm>

#include <QCoreApplication>
#include <QTime>

#include "ui/families/family_view.h"

namespace basin::ui {

namespace {

constexpr std::size_t kept = 8;

struct RunHistoryText {
    Q_DECLARE_TR_FUNCTIONS(RunHistory)
};

QString titleOf(const Results& results) {
    const auto count = std::ranges::count_if(results.runs, [](const SolverRun& run) { return arrived(run); });
    return RunHistoryText::tr("%1  %2, %3 of %4 arrived")
        .arg(QTime::currentTime().toString(QStringLiteral("HH:mm:ss")),
             familyViewOf(results.experiment).startText(results))
        .arg(count)
        .arg(results.runs.size());
}

}  // namespace

void RunHistory::add(const Results& results) {
    runs_.push_front({titleOf(results), results});
    if (runs_.size() > kept) runs_.pop_back();
}

QStringList RunHistory::titles() const {
    QStringList titles;
    for (const Entry& entry : runs_) titles += entry.title;
    return titles;
}

}  // namespace basin::ui
