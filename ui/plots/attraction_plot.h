// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <tuple>
#include <utility>

#include <QComboBox>

#include "core/analysis/attraction.h"
#include "ui/chart/color_scale.h"
#include "ui/chart/heatmap.h"
#include "ui/plots/plane_plot.h"

namespace basin::ui {

/// The basin of attraction: every point of the plane is a start; its colour says how many iterations it took,
/// or which minimiser it led to. Starts that diverge are hatched in the danger colour, others that do not
/// arrive in the muted one.
class AttractionPlot : public PlanePlot {
    Q_OBJECT

  public:
    using View = AttractionView;

    explicit AttractionPlot(QWidget* parent = nullptr);

    QString subtitle() const override { return subtitle_; }
    QString summary() const override;
    QByteArray csv() const override;
    QWidget* controls() override { return controls_; }
    QStringList views() const override;
    void setView(const QString& word) override;

    void setView(View view);
    /// The one that was chosen, at first the family's.
    View view() const;
    /// The colour of a minimiser in the picture.
    static QColor minimiserColor(std::size_t index);
    /// The same in the style's palette.
    QColor shownColor(std::size_t minimiser) const;

  signals:
    /// Another solver is to start at every pixel (a name of the catalogue).
    void solverPicked(const QString& name);

  protected:
    void rebuild() override;
    void paintBelow(QPainter& painter, const PlotFrame& frame) override;
    void paintAbove(QPainter& painter, const PlotFrame& frame) override;
    QStringList readoutAt(QPointF data) const override;
    PlotChoices choices() const override;
    void setChoices(const PlotChoices& wanted) override;

  private:
    void makeControls();
    void showView();
    void setAttraction(std::shared_ptr<const Attraction> attraction);
    QRgb colorOf(const AttractionPixel& pixel) const;
    QString emptyReason() const;
    QString outcomeText(const AttractionPixel& pixel) const;
    QString captionText() const;
    std::vector<LegendEntry> signs() const;
    /// Where a minimiser has its mark on the plane; nothing where it has none.
    std::optional<QPointF> markOf(std::size_t minimiser) const;

    QWidget* controls_;
    QComboBox* viewBox_;
    QComboBox* solverBox_;
    std::optional<View> chosen_;
    std::shared_ptr<const Attraction> attraction_;
    std::tuple<View, bool, Palette> coloured_{};  // what the picture is made for: view, dark theme, palette
    std::vector<Index> starts_;                   // for each minimiser, how many starts reach it
    Index converged_ = 0, diverged_ = 0;
    ColorScale scale_;
    Heatmap heatmap_;
    QString subtitle_;
};

}  // namespace basin::ui
