// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <variant>

#include <QComboBox>

#include "ui/panels/field_binder.h"

namespace basin::ui {

/// As AttractionSpec::solver: a place among the experiment's solvers, or a name.
using AttractionSolver = std::variant<Index, std::string>;

/// A choice of who starts at every point of the plane: the experiment's solvers by their labels, then the
/// others of its family.
QComboBox* makeAttractionSolverChoice(FieldBinder& binder,
                                      std::function<AttractionSolver*(Experiment&)> entry);

/// The same solver after the experiment's solvers have changed, where it is still among them; else one that
/// there is.
void followSolvers(AttractionSolver& solver, const std::vector<SolverSpec>& before,
                   const std::vector<SolverSpec>& after);

}  // namespace basin::ui
