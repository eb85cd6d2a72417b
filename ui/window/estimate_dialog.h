// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <QDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTableWidget>
#include <QTimer>

#include "core/experiment/estimate.h"
#include "ui/families/family_view.h"
#include "ui/panels/fields.h"
#include "ui/runs/background_task.h"

namespace basin::ui {

/// "What would it cost at another size?": asks for the sizes of the family of the shown problem, times small
/// problems on a worker, and shows what was measured beside what is estimated. Not modal: a run may go on,
/// though it disturbs the clock.
class EstimateDialog : public QDialog {
    Q_OBJECT

  public:
    /// source: the experiment that the window shows now.
    explicit EstimateDialog(std::function<Experiment()> source, QWidget* parent = nullptr);
    ~EstimateDialog() override;

    /// The field of a size by its symbol; null where the family has none.
    WholeField* size(std::string_view name) const;
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
    struct Asked {
        std::string name;
        WholeField* field;
    };
    QWidget* makeLimits();
    void addField(QHBoxLayout* row, const QString& label, QWidget* field, const QString& toolTip);
    void askFor(const std::vector<SizeToEstimate>& sizes);
    void makeTable();
    void tick();
    void showState();
    void refuse(const Experiment& shown);
    void showEstimate(const Estimate& estimate);
    void addSolver(const SolverEstimate& solver);

    std::function<Experiment()> source_;
    QWidget* sizes_;  // holds the fields
    QHBoxLayout* sizesRow_;
    std::vector<Asked> asked_;
    RealField* seconds_;
    QPushButton* start_;
    QProgressBar* progress_;
    QTableWidget* table_;
    QLabel* note_;
    QTimer timer_;
    std::unique_ptr<BackgroundTask<Estimate>> worker_;  // null when nothing is computed
};

}  // namespace basin::ui
