// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include <QComboBox>

#include "core/experiment/exactness.h"
#include "ui/plots/plot_view.h"

namespace basin {
struct NetworkOutcome;
}

namespace basin::ui {

/// Whether the penalty of (P1) is exact: the weights beta beside the three thresholds that theory and
/// measurement give for them, or the violation of the network's equations against beta.
class PenaltyPlot : public PlotView {
    Q_OBJECT

  public:
    using View = PenaltyView;

    explicit PenaltyPlot(QWidget* parent = nullptr);

    QString subtitle() const override { return subtitle_; }
    QString summary() const override;
    QByteArray csv() const override;
    void setModel(RunModel* model) override;
    QWidget* controls() override { return controls_; }
    QStringList views() const override;
    void setView(const QString& word) override;

    /// Without a choice the curve where the experiment asks for it, else the thresholds.
    View view() const { return view_; }
    void setView(View view);
    /// Index into Results::runs; piecewise-affine when there is no choice.
    void selectSolver(std::optional<std::size_t> run);

  protected:
    void rebuild() override;
    void paintAbove(QPainter& painter, const PlotFrame& frame) override;
    QStringList readoutAt(QPointF data) const override;
    PlotChoices choices() const override;
    void setChoices(const PlotChoices& wanted) override;

  private:
    void makeControls();
    void followExperiment();
    void showView(View view);
    void fillSolverBox();
    void showNothing(const QString& message);
    void showThresholds();
    void showCurve();
    std::vector<LegendEntry> curveSigns(const std::vector<double>& values) const;
    QString measuredText() const;
    void addNearThresholds(std::vector<double>& weights) const;
    /// The outcome whose thresholds are shown; null while there is none.
    const NetworkOutcome* outcome() const;
    QStringList curveReadout(QPointF data) const;
    QByteArray thresholdCsv() const;

    QWidget* controls_ = nullptr;
    QComboBox* viewBox_ = nullptr;
    QComboBox* solverBox_ = nullptr;
    View view_ = View::thresholds;
    bool chosen_ = false;                // by the user
    std::optional<std::size_t> solver_;  // the user's choice
    std::optional<std::size_t> shown_;   // the run whose thresholds are shown
    std::shared_ptr<const ExactnessCurve> curve_;
    QString subtitle_;
};

}  // namespace basin::ui
