// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QString>
#include <QStringList>

#include "core/experiment/elman_problem_spec.h"

namespace basin::ui {

/// What becomes of a series, or what is wrong with it.
struct SeriesVerdict {
    QString wrong;              // one sentence; empty: nothing is
    QStringList lines;          // what will be trained, and what needs no training to beat
    std::optional<Index> lags;  // what lags that are left out come to, where that is known
};

/// Takes its time where the table is long: to be called on a thread.
SeriesVerdict judgeSeries(const ElmanDataSpec& data);

}  // namespace basin::ui
