// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <QComboBox>

#include "core/analysis/certificate.h"
#include "core/experiment/network_outcome.h"
#include "ui/panels/fact_grid.h"

namespace basin::ui {

class RunModel;

/// What is certified and what was measured about the end of a run on a recurrent network: d-stationarity, the
/// penalty weights beside their thresholds, errors (math.md 2.2, 2.3).
class NetworkPanel : public FactGrid {
    Q_OBJECT

  public:
    explicit NetworkPanel(RunModel* model, QWidget* parent = nullptr);

    /// The text of the row of a key, as it is shown; empty when there is no such row.
    QString valueOf(const std::string& key) const;
    /// The group that the row stands in.
    Knowledge kindOf(const std::string& key) const;
    QComboBox* solverBox() const { return solverBox_; }

  private:
    struct Row {
        std::string key;
        Knowledge kind;
        QString (*text)(const NetworkOutcome& outcome, const PenaltyWeights& betas);
        QLabel* value;
    };
    void makeSolverBox();
    void makeRows();
    void fillSolverBox();
    void showNumbers();
    void showNote(const NetworkOutcome* outcome);
    const NetworkOutcome* outcome() const;

    RunModel* model_;
    QComboBox* solverBox_ = nullptr;
    QLabel* note_ = nullptr;
    std::vector<Row> rows_;
    std::optional<std::size_t> shown_;  // the run
    bool chosen_ = false;               // by the user
};

}  // namespace basin::ui
