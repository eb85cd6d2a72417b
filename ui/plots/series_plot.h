// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include <QComboBox>

#include "core/problems/elman_data.h"
#include "ui/plots/plot_view.h"

namespace basin {
struct NetworkOutcome;
struct SolverRun;
}  // namespace basin

namespace basin::ui {

/// What each solver's network says at the end of its run, against the series it was to learn: one output at a
/// time, training steps and the test steps after them, and the forecast behind them. Or what is left between
/// the two, and whether that goes on from step to step: residuals and their autocorrelation.
class SeriesPlot : public PlotView {
    Q_OBJECT

  public:
    using View = SeriesView;

    explicit SeriesPlot(QWidget* parent = nullptr);

    QString subtitle() const override { return subtitle_; }
    QString summary() const override;
    QByteArray csv() const override;
    void setModel(RunModel* model) override;
    QWidget* controls() override { return controls_; }
    /// Each view of each output: "output-1", "residuals-1" ...
    QStringList views() const override;
    void setView(const QString& word) override;

    void setView(View view);
    View view() const { return view_; }
    /// The output shown, from 0.
    void setOutput(int output);
    int output() const { return output_; }
    /// Index into Results::runs, or allSolvers.
    static constexpr int allSolvers = -1;
    void selectSolver(int run);

  protected:
    void rebuild() override;
    void paintBelow(QPainter& painter, const PlotFrame& frame) override;
    void paintAbove(QPainter& painter, const PlotFrame& frame) override;
    QStringList readoutAt(QPointF data) const override;
    QString quantityShown() const override { return QString::number(output_); }
    PlotChoices choices() const override;
    void setChoices(const PlotChoices& wanted) override;

  private:
    void makeControls();
    void showWord(const QString& word);
    void fillBoxes();
    void explainAbsence();
    void rebuildOutput();
    void rebuildResiduals();
    void rebuildAutocorrelation();
    void addForecasts(std::vector<Curve>& curves, PlotAxis& time, PlotAxis& values);
    PlotAxis timeAxis() const;
    PlotAxis valueAxis(const std::vector<Curve>& curves);
    void tellParts();
    bool isShown(std::size_t run) const;
    std::vector<std::size_t> shownRuns() const;
    std::optional<Index> stepAt(double time) const;
    QStringList outputReadout(Index step) const;

    QWidget* controls_ = nullptr;
    QComboBox* viewBox_ = nullptr;
    QComboBox* solverBox_ = nullptr;
    View view_ = View::output;
    int output_ = 0;
    int solver_ = allSolvers;
    std::shared_ptr<const ElmanSeries> series_;
    std::optional<std::size_t> interval_;  // the run whose forecast shows its interval
    QString subtitle_;
};

}  // namespace basin::ui
