// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "ui/chart/chart_report.h"
#include "ui/export/preflight.h"

namespace basin::ui {

/// Which curves of a chart that have names cannot be told apart: in print without colours, and by people who
/// see fewer colours. Those whose dashes or markers still tell them apart are no fault.
std::vector<PreflightFinding> likenessFindings(const ChartReport& chart);

}  // namespace basin::ui
