// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>

#include "ui/plots/plot_view.h"

namespace basin {
struct SolverRun;
}

namespace basin::ui {

/// Every eigenvalue of the Hessian of one solver's run against iteration; negative ones in the danger colour.
class SpectrumPlot : public PlotView {
    Q_OBJECT

  public:
    explicit SpectrumPlot(QWidget* parent = nullptr);

    QString title() const override;
    QString subtitle() const override { return subtitle_; }
    QString summary() const override;
    QString caption() const override;
    QByteArray csv() const override;
    void setModel(RunModel* model) override;
    QWidget* controls() override { return solverBox_; }

    /// Index into Results::runs; the first with eigenvalues when the chosen one has none.
    void selectSolver(int run);
    int selectedSolver() const { return selected_; }

  protected:
    void rebuild() override;
    void paintBelow(QPainter& painter, const PlotFrame& frame) override;
    void paintAbove(QPainter& painter, const PlotFrame& frame) override;
    QStringList readoutAt(QPointF data) const override;

  private:
    const SolverRun* run() const;
    void fillSolverBox();
    void updateSubtitle(const SolverRun& shown);
    std::vector<LegendEntry> legendSigns(const SolverRun& shown) const;
    static bool hasNegative(const SolverRun& shown);

    QComboBox* solverBox_;
    int selected_ = 0;
    QString subtitle_;
    QString solver_;  // whose eigenvalues these are
};

}  // namespace basin::ui
