// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QColor>
#include <QString>

#include "core/analysis/failure_cause.h"
#include "ui/chart/plot_style.h"

namespace basin::ui {

/// How the causes of failures are called and coloured in the window.
QString causeName(FailureCause cause);
/// One plain sentence on what happened.
QString causeSentence(FailureCause cause);
/// "9 indefinite Hessian, 4 overshot", the most frequent first; empty where none is known.
QString causeShares(const CauseCounts& causes);

/// Of a cause among those shown. In the usual palette each has a colour of its own, apart for colour-blind
/// eyes and of another lightness than the frequent ones; else they are told apart by lightness alone.
QColor causeColor(FailureCause cause, const std::vector<FailureCause>& shown, const PlotStyle& style);
/// Where nothing fails.
QColor successColor(const PlotStyle& style);

}  // namespace basin::ui
