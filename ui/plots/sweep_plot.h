// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <QComboBox>
#include <QLabel>
#include <QSlider>

#include "core/experiment/results.h"
#include "core/experiment/sweep/swept_keys.h"
#include "ui/plots/plot_view.h"
#include "ui/plots/sweep_curves.h"
#include "ui/plots/sweep_map.h"

namespace basin::ui {

/// A sweep: along one key as curves, a solver each; over two as the map of a solver; a third is moved through
/// with a slider. What theory promises, beside what was measured, likewise.
class SweepPlot : public PlotView {
    Q_OBJECT

  public:
    using View = SweepView;

    explicit SweepPlot(QWidget* parent = nullptr);

    QString subtitle() const override { return subtitle_; }
    QString summary() const override;
    QByteArray csv() const override;
    void setModel(RunModel* model) override;
    QWidget* controls() override { return controls_; }
    QStringList views() const override;
    void setView(const QString& word) override;

    void setView(View view);
    View view() const { return shown_.view; }
    /// Whose map it is; an index into the experiment's solvers.
    void selectSolver(std::optional<std::size_t> solver);
    /// Of three axes: the value of the third, by its place.
    void selectSlice(Index slice);
    const SweepShown& shown() const { return shown_; }

    QComboBox* viewBox() const { return viewBox_; }
    QComboBox* solverBox() const { return solverBox_; }
    QSlider* slider() const { return slider_; }
    QLabel* sliceLabel() const { return sliceLabel_; }

  signals:
    /// The values of the cell that was clicked.
    void cellPicked(const std::vector<basin::SweptSetting>& settings);

  protected:
    void rebuild() override;
    void paintBelow(QPainter& painter, const PlotFrame& frame) override;
    void paintAbove(QPainter& painter, const PlotFrame& frame) override;
    QStringList readoutAt(QPointF data) const override;
    void clicked(QPointF data) override;
    PlotChoices choices() const override;
    void setChoices(const PlotChoices& wanted) override;
    bool takesClicks() const override { return true; }

  private:
    std::vector<View> offeredViews() const;
    bool isMap() const { return sweep_ != nullptr && sweep_->axes.size() > 1; }
    bool isEmpty() const;
    void takeSweep();
    void fillViewBox();
    void fillSolverBox();
    void fillSlider();
    QString sliceText() const;
    QString emptyReason() const;
    QString absence() const;
    void makeSubtitle();
    void showCurves();
    void showMap();
    std::optional<QPointF> presentSetting() const;
    std::optional<PlacedSweepCell> cellAt(QPointF data) const;
    QString labelOf(std::size_t solver) const;
    QStringList curveLines(const SweepCell& cell) const;
    QStringList mapLines(const SweepCell& cell, bool explained) const;

    QWidget* controls_;
    QComboBox* viewBox_;
    QComboBox* solverBox_;
    QSlider* slider_;
    QLabel* sliceLabel_;
    SweepShown shown_;
    std::optional<std::size_t> solver_;  // that was chosen
    std::shared_ptr<const Sweep> sweep_;
    std::string slicedKey_;  // that the slider is of
    Results looks_;          // with a run of every solver: for labels and styles
    SweepCurves curves_;
    SweepMap map_;
    std::optional<GridPlace> explained_;  // the cell that was clicked last
    QString subtitle_;
};

}  // namespace basin::ui
