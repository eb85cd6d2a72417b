// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/history_plot.h"

namespace basin::ui {

/// How nonsmooth the training of a recurrent network is, along each run: units at and near their kink, kinks
/// crossed, jumps of the slope, and what makes gradients vanish or explode.
class NonsmoothnessPlot : public HistoryPlot {
    Q_OBJECT

  public:
    using View = NonsmoothnessView;

    explicit NonsmoothnessPlot(QWidget* parent = nullptr);

    QStringList views() const override;
    void setView(const QString& word) override;

    View view() const { return static_cast<View>(shownQuantity()); }
    void setView(View view) { showQuantity(static_cast<std::size_t>(view)); }

  protected:
    PlotChoices choices() const override;
    void setChoices(const PlotChoices& wanted) override;
    QString invitation() const override;
    QString absence() const override;
};

}  // namespace basin::ui
