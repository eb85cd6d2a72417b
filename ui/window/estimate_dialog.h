// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>

#include <QDialog>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTableWidget>
#include <QTimer>

#include "core/experiment/estimate.h"
#include "ui/panels/fields.h"
#include "ui/runs/background_task.h"

namespace basin::ui {

/// "What would it cost at another size?": asks for n and d, times small problems on a worker, and shows what
/// was measured beside what is estimated. Not modal: a run may go on, though it disturbs the clock.
class EstimateDialog : public QDialog {
    Q_OBJECT

  public:
    /// source: the experiment that the window shows now.
    explicit EstimateDialog(std::function<Experiment()> source, QWidget* parent = nullptr);
    ~EstimateDialog() override;

    WholeField* rows() const { return n_; }
    WholeField* unknowns() const { return d_; }
    WholeField* nonzeros() const { return nnz_; }  // 0: as dense as now
    RealField* seconds() const { return seconds_; }
    QPushButton* startButton() const { return start_; }
    QTableWidget* table() const { return table_; }
    QString note() const { return note_->text(); }
    bool isComputing() const { return worker_ != nullptr; }

    void start();
    void stop();

  protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

  private:
    QWidget* makeQuestion();
    void makeTable();
    void tick();
    void showState();
    void refuse(const Experiment& shown);
    void showEstimate(const Estimate& estimate);
    void addSolver(const SolverEstimate& solver);

    std::function<Experiment()> source_;
    WholeField* n_;
    WholeField* d_;
    WholeField* nnz_;
    RealField* seconds_;
    QPushButton* start_;
    QProgressBar* progress_;
    QTableWidget* table_;
    QLabel* note_;
    QTimer timer_;
    std::unique_ptr<BackgroundTask<Estimate>> worker_;  // null when nothing is computed
};

}  // namespace basin::ui
