// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <QComboBox>

#include "core/analysis/slope_rose.h"
#include "ui/plots/plot_view.h"
#include "ui/runs/slope_rose_work.h"

namespace basin::ui {

/// The one-sided slope of the loss in every direction of the landscape's plane as a polar curve, its length
/// the distance from the middle: where it leads up, and where down. Beside it what automatic differentiation
/// says, and the Clarke set. At the playhead's point of a run, or at the minimiser.
class SlopeRosePlot : public PlotView {
    Q_OBJECT

  public:
    using View = SlopeRoseView;

    explicit SlopeRosePlot(QWidget* parent = nullptr);

    QString subtitle() const override { return subtitle_; }
    QString summary() const override;
    QByteArray csv() const override;
    void setModel(RunModel* model) override;
    QWidget* controls() override { return pointBox_; }
    QStringList views() const override;
    void finishPart() override { work_.wait(); }
    void setView(const QString& word) override;

    View view() const { return view_; }
    void setView(View view);
    /// Index into Results::runs; the first where there is no such run.
    void selectSolver(int run);
    int selectedSolver() const { return run_; }
    /// What is shown; null: nothing.
    const std::shared_ptr<const SlopeRose>& rose() const { return rose_; }

  protected:
    void rebuild() override;
    void paintBelow(QPainter& painter, const PlotFrame& frame) override;
    QStringList readoutAt(QPointF data) const override;
    PlotChoices choices() const override;
    void setChoices(const PlotChoices& wanted) override;

  private:
    void fillPointBox();
    /// Where the rose is to be, and what that place is called; empty where nothing is known of it.
    Vector point() const;
    QString pointName() const;
    void explainAbsence();
    void drawRose();
    QString clarkeNote() const;

    QComboBox* pointBox_;
    View view_ = View::at_run;
    int run_ = 0;
    SlopeRoseWork work_;
    std::shared_ptr<const SlopeRose> rose_;
    QString place_;  // of the rose
    QString subtitle_;
};

}  // namespace basin::ui
