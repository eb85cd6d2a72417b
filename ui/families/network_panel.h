// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QComboBox>

#include "core/experiment/elman_problem_spec.h"
#include "core/experiment/network_outcome.h"
#include "ui/panels/fact_grid.h"

namespace basin::ui {

class RunModel;

/// What is certified and what was measured about the end of a run on a recurrent network: d-stationarity, the
/// penalty weights beside their thresholds, errors (mathematics.md 2.2, 2.3).
class NetworkPanel : public FactGrid {
    Q_OBJECT

  public:
    explicit NetworkPanel(RunModel* model, QWidget* parent = nullptr);

    QComboBox* solverBox() const { return solverBox_; }

  private:
    void makeSolverBox();
    void makeFacts();
    void fillSolverBox();
    void showNumbers();
    void showNote(const NetworkOutcome* outcome);
    const NetworkOutcome* outcome() const;
    const ElmanProblemSpec* problem() const;

    RunModel* model_;
    QComboBox* solverBox_ = nullptr;
    QLabel* note_ = nullptr;
    std::optional<std::size_t> shown_;  // the run
    bool chosen_ = false;               // by the user
};

}  // namespace basin::ui
