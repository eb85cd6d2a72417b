// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include <QLabel>

#include "core/analysis/certificate.h"
#include "ui/panels/fact_grid.h"

namespace basin::ui {

class RunModel;

/// What theory promises and what was measured, in three groups that are never mixed up: certified, estimated,
/// measured (math.md 1.4).
class CertificatePanel : public FactGrid {
    Q_OBJECT

  public:
    explicit CertificatePanel(RunModel* model, QWidget* parent = nullptr);

    /// The text of the row of a key, as it is shown; empty when there is no such row.
    QString valueOf(const std::string& key) const;
    /// The group that the row stands in.
    Knowledge kindOf(const std::string& key) const;

  private:
    struct Row {
        std::string key;
        Knowledge kind;
        const char* format;  // of a number, with %1
        QLabel* value;
    };
    void showNumbers();
    void showMeasuredContraction();
    void showNote();
    QString textOf(const Row& row) const;

    RunModel* model_;
    std::vector<Row> rows_;
    QLabel* note_ = nullptr;  // about the minimiser: on a kink, or not verified
};

}  // namespace basin::ui
