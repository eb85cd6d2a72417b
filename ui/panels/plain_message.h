// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace basin::ui {

/// A message of core with the place in words instead of a key of the experiment file: "A1: found ..." for
/// "problem.data.A1: found ...", "basin map, trials: ..." for "basin_map.trials: ...". Names of files stay.
QString plainMessage(const QString& message);

}  // namespace basin::ui
