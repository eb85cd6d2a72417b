// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>

#include "core/solvers/iteration_record.h"
#include "ui/plots/plot_view.h"

namespace basin::ui {

enum class ContractionNorm;

/// One quantity of every solver against iteration or time, with what the theory promises as dashed lines.
class ConvergencePlot : public PlotView {
    Q_OBJECT

  public:
    enum class Quantity { loss_gap, gradient_norm, distance, contraction, energy_contraction, step };
    enum class Against { iteration, time };

    explicit ConvergencePlot(QWidget* parent = nullptr);

    QString title() const override;
    QString subtitle() const override { return subtitle_; }
    QString summary() const override;
    QByteArray csv() const override;
    void setModel(RunModel* model) override;
    QWidget* controls() override { return controls_; }

    Quantity quantity() const { return quantity_; }
    void setQuantity(Quantity quantity);
    void setAgainst(Against against);

  protected:
    void rebuild() override;
    void paintAbove(QPainter& painter, const PlotFrame& frame) override;
    QStringList readoutAt(QPointF data) const override;

  private:
    void addSolverCurves(std::vector<Curve>& curves, std::vector<double>& values) const;
    /// What lies below the smallest value of the axis is left out.
    void addPromise(std::vector<Curve>& curves, double smallest) const;
    /// The bound on each step's contraction, or the distance that it allows; legend and, in the norm that is
    /// drawn, the subtitle tell where it is exceeded.
    void addBound(std::vector<Curve>& curves, std::vector<double>& values, ContractionNorm norm);
    /// The bound at one record of the run that the theory speaks of, for the readout.
    QStringList boundsAt(std::size_t run, const IterationRecord& record) const;
    PlotAxis horizontalAxis() const;
    QWidget* makeControls();

    QWidget* controls_ = nullptr;
    QComboBox* quantityBox_ = nullptr;
    QComboBox* againstBox_ = nullptr;
    Quantity quantity_ = Quantity::distance;
    Against against_ = Against::iteration;
    QString subtitle_;
};

}  // namespace basin::ui
