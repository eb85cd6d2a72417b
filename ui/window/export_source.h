// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/export/export_dialog.h"

namespace basin::ui {

class Dashboard;
class ExperimentView;
class RunModel;

/// What the window can make figures of now.
ExportSource exportSourceOf(const RunModel& model, const Dashboard& dashboard, const ExperimentView& view,
                            const QString& folder);

}  // namespace basin::ui
