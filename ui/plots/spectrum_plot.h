// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QComboBox>

#include "ui/plots/plot_view.h"
#include "ui/plots/spectrum_bars.h"
#include "ui/plots/spectrum_lines.h"

namespace basin::ui {

/// The eigenvalues of the Hessian along one solver's run; negative ones in the danger colour. Says wherever
/// it shows them whether they are exact, all of them, or estimated by Lanczos.
class SpectrumPlot : public PlotView {
    Q_OBJECT

  public:
    using View = SpectrumView;

    explicit SpectrumPlot(QWidget* parent = nullptr);

    QString subtitle() const override { return subtitle_; }
    QString summary() const override;
    QString caption() const override;
    QByteArray csv() const override;
    void setModel(RunModel* model) override;
    QWidget* controls() override { return controls_; }
    QStringList views() const override;
    void setView(const QString& word) override;

    /// Index into Results::runs; the first with eigenvalues when the chosen one has none.
    void selectSolver(int run);
    int selectedSolver() const { return selected_; }
    /// What is shown instead of a view that the run cannot offer: density and histogram stand in for each
    /// other, else against_iteration.
    View view() const { return view_; }
    void setView(View view);
    /// The bars of histogram and density as shown; nothing in the other view.
    const std::optional<SpectrumBars>& bars() const { return bars_; }
    /// What lies between the marks A and B; empty where one of them is not set, and in the other views.
    QStringList changeLines() const;

  protected:
    void rebuild() override;
    void paintBelow(QPainter& painter, const PlotFrame& frame) override;
    void paintAbove(QPainter& painter, const PlotFrame& frame) override;
    QStringList readoutAt(QPointF data) const override;
    std::optional<Index> iterationAt(QPointF data) const override;
    void paintMarks(QPainter& painter, const PlotFrame& frame) const override;
    bool takesClicks() const override { return showsLines(); }
    void clicked(QPointF data) override;
    void shiftClicked(QPointF data) override;
    PlotChoices choices() const override;
    void setChoices(const PlotChoices& wanted) override;

  private:
    const SolverRun* run() const;
    /// Whether the eigenvalues lie against the iteration.
    bool showsLines() const;
    void paintHovered(QPainter& painter, const PlotFrame& frame, const SolverRun& shown,
                      Index iteration) const;
    View shownView(const SolverRun& shown) const;
    void makeControls();
    void fillSolverBox();
    void fillViewBox(const SolverRun* shown);
    void showNothing();
    void showLines(const SolverRun& shown);
    void showBars(const SolverRun& shown);
    QString figures(const SolverRun& shown, std::size_t record) const;
    std::vector<LegendEntry> lineSigns(const SolverRun& shown) const;
    std::vector<LegendEntry> barSigns() const;
    QStringList lineReadout(const SolverRun& shown, QPointF data) const;
    QStringList barReadout(double eigenvalue) const;

    QWidget* controls_;
    QComboBox* solverBox_;
    QComboBox* viewBox_;
    int selected_ = 0;
    View view_ = View::against_iteration;
    SpectrumRange range_;
    std::optional<SpectrumBars> bars_;
    QString subtitle_;
    QString solver_;  // whose eigenvalues these are
};

}  // namespace basin::ui
