// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>
#include <QWidget>

#include "ui/export/preflight.h"

namespace basin::ui {

/// What preflight found, faults first, each in its line; what can be mended has a button for it.
class PreflightPanel : public QWidget {
    Q_OBJECT

  public:
    explicit PreflightPanel(QWidget* parent = nullptr);

    void setFindings(const std::vector<PreflightFinding>& findings);
    const std::vector<PreflightFinding>& findings() const { return findings_; }
    /// "Fix it" beside the first finding of that kind; null: there is none.
    QPushButton* fixButton(PreflightFinding::Kind kind) const;
    QString verdict() const { return verdict_->text(); }

  signals:
    void fixAsked(basin::ui::PreflightFinding::Kind kind);

  private:
    struct Row {
        QWidget* line;
        PreflightFinding::Kind kind;
        QPushButton* fix;  // null: none
    };
    void addRow(const PreflightFinding& finding);

    QLabel* verdict_;
    QVBoxLayout* column_;
    std::vector<Row> rows_;
    std::vector<PreflightFinding> findings_;
};

}  // namespace basin::ui
