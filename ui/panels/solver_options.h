// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>

#include <QWidget>

#include "core/experiment/catalogue.h"

namespace basin::ui {

/// The parameter that the window's error slider stands for.
inline const std::string errorParameter = "error";

/// A form with one control for each parameter of a solver (all but the error). changed is called with the new
/// spec after each edit.
QWidget* makeSolverOptions(const SolverInfo& info, const SolverSpec& spec,
                           std::function<void(const SolverSpec&)> changed, QWidget* parent);

/// Whether that form would have any control.
bool hasSolverOptions(const SolverInfo& info);

}  // namespace basin::ui
