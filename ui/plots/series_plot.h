// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <QComboBox>

#include "core/problems/elman_data.h"
#include "ui/plots/plot_view.h"

namespace basin {
struct NetworkOutcome;
struct SolverRun;
}  // namespace basin

namespace basin::ui {

/// What each solver's network says at the end of its run, against the series it was to learn: one output at a
/// time, training steps and the test steps after them.
class SeriesPlot : public PlotView {
    Q_OBJECT

  public:
    explicit SeriesPlot(QWidget* parent = nullptr);

    QString subtitle() const override { return subtitle_; }
    QString summary() const override;
    QByteArray csv() const override;
    void setModel(RunModel* model) override;
    QWidget* controls() override { return controls_; }
    /// The outputs, "output-1" ...
    static QStringList allViews();  // "output-N" stands for those of a network with N outputs
    QStringList views() const override;
    void setView(const QString& word) override;

    /// The output shown, from 0.
    void setOutput(int output);
    int output() const { return output_; }
    /// Index into Results::runs, or allSolvers.
    static constexpr int allSolvers = -1;
    void selectSolver(int run);

  protected:
    void rebuild() override;
    void paintBelow(QPainter& painter, const PlotFrame& frame) override;
    QStringList readoutAt(QPointF data) const override;

  private:
    void makeControls();
    void fillBoxes();
    void explainAbsence();
    Curve targetCurve() const;
    Curve predictedCurve(std::size_t run, const NetworkOutcome& outcome) const;
    PlotAxis valueAxis(const std::vector<Curve>& curves);
    bool isShown(std::size_t run) const;

    QWidget* controls_ = nullptr;
    QComboBox* outputBox_ = nullptr;
    QComboBox* solverBox_ = nullptr;
    int output_ = 0;
    int solver_ = allSolvers;
    std::shared_ptr<const ElmanSeries> series_;
    QString subtitle_;
};

}  // namespace basin::ui
