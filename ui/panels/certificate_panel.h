// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include <QLabel>

#include "core/analysis/certificate.h"
#include "ui/panels/fact_grid.h"
#include "ui/panels/running_worst.h"

namespace basin::ui {

class RunModel;

/// What theory promises and what was measured, in three groups that are never mixed up: certified, estimated,
/// measured (mathematics.md 1.4).
class CertificatePanel : public FactGrid {
    Q_OBJECT

  public:
    explicit CertificatePanel(RunModel* model, QWidget* parent = nullptr);

  private:
    void showNumbers();
    void showMeasuredContraction();
    void showNote();
    static QString proofText(const Certificate& certificate);
    /// format: of a number, with %1.
    QString textOf(const std::string& key, const char* format);

    static QString basinEnd(const Certificate& certificate);
    double worstOf(RunningWorst& worst) const;

    RunModel* model_;
    RunningWorst contraction_{&IterationRecord::contraction};
    RunningWorst energyContraction_{&IterationRecord::energy_contraction};
    QLabel* note_ = nullptr;  // about the minimiser: on a kink, or not verified
};

}  // namespace basin::ui
