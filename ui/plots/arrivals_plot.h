// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>

#include "core/experiment/plot_words.h"
#include "core/experiment/repeats.h"
#include "ui/plots/plot_view.h"

namespace basin::ui {

/// What runs from many seeds need to arrive: of every solver, which share has arrived after so many steps, or
/// seconds; those that never do are missing at the end. With the steps that the theory promises, where it
/// promises any.
class ArrivalsPlot : public PlotView {
    Q_OBJECT

  public:
    using View = ArrivalsView;

    explicit ArrivalsPlot(QWidget* parent = nullptr);

    QString subtitle() const override { return subtitle_; }
    QString summary() const override;
    QByteArray csv() const override;
    void setModel(RunModel* model) override;
    QWidget* controls() override { return controls_; }
    QStringList views() const override;
    void setView(const QString& word) override;

    void setView(View view);
    View view() const { return view_; }

  protected:
    void rebuild() override;
    QStringList readoutAt(QPointF data) const override;
    PlotChoices choices() const override;
    void setChoices(const PlotChoices& wanted) override;

  private:
    double needed(const RepeatEnd& end) const;
    /// Of the runs that arrived, ascending.
    std::vector<double> neededBy(const RepeatedSolver& solver) const;
    Curve curveOf(std::size_t solver, double last) const;
    std::optional<Curve> promise() const;
    QString emptyReason() const;

    QWidget* controls_;
    QComboBox* viewBox_;
    View view_ = View::steps;
    std::shared_ptr<const Repeats> repeats_;
    QString subtitle_;
};

}  // namespace basin::ui
