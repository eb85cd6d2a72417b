// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/history_plot.h"

namespace basin::ui {

/// How nonsmooth the training of a recurrent network is, along each run: units at and near their kink, kinks
/// crossed, jumps of the slope, and what makes gradients vanish or explode.
class NonsmoothnessPlot : public HistoryPlot {
    Q_OBJECT

  public:
    enum class Quantity {
        kinks,
        kinks_crossed,
        slope_jump,
        nondifferentiable,
        spectral_radius,
        recurrent_norm,
        multiplier_growth
    };
    Q_ENUM(Quantity)

    explicit NonsmoothnessPlot(QWidget* parent = nullptr);

    QString title() const override;
    QStringList views() const override;
    void showView(const QString& word) override;

    Quantity quantity() const { return static_cast<Quantity>(shownQuantity()); }
    void setQuantity(Quantity quantity) { showQuantity(static_cast<std::size_t>(quantity)); }

  protected:
    QString invitation() const override;
    QString absence() const override;
};

}  // namespace basin::ui
