// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <tuple>

#include <QComboBox>

#include "core/analysis/basin_map.h"
#include "ui/chart/color_scale.h"
#include "ui/chart/heatmap.h"
#include "ui/plots/map_picture.h"
#include "ui/plots/plot_view.h"

namespace basin::ui {

/// Initialisation radius x approximation error: how often, or how fast, random starts reach the minimiser,
/// with the present setting as a cross-hair and the radius that theory guarantees.
class BasinMapPlot : public PlotView {
    Q_OBJECT

  public:
    using View = BasinMapView;

    explicit BasinMapPlot(QWidget* parent = nullptr);

    QString subtitle() const override { return subtitle_; }
    QString summary() const override;
    QByteArray csv() const override;
    void setModel(RunModel* model) override;
    QWidget* controls() override { return viewBox_; }
    QStringList views() const override;
    void setView(const QString& word) override;

    void setView(View view);
    View view() const { return view_; }

  signals:
    /// The centre of the cell that was clicked.
    void cellPicked(double radius, double error);

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
    std::optional<PlacedCell> cellAt(QPointF data) const;
    double guaranteedRadius() const;
    double measuredRadius() const;
    double shownValue(const BasinMapCell& cell) const;
    static QString nameOf(View view);
    void fillViewBox();
    /// Whether what is shown of the cell is no finite number.
    bool isHole(const BasinMapCell& cell) const;
    bool isHatched(const BasinMapCell& cell) const;
    std::vector<LegendEntry> signs() const;
    ColorScale scaleOf(const std::vector<double>& values) const;
    QString viewName() const;
    void colourCells();

    QComboBox* viewBox_;
    View view_ = View::success_rate;
    std::shared_ptr<const BasinMap> map_;
    ColorScale scale_;
    std::shared_ptr<const BasinMap> coloured_;  // what the picture was made of
    std::tuple<View, Palette, bool> colouredAs_{View::success_rate, Palette::usual, false};
    std::vector<FailureCause> causes_;  // that lead in some cell
    MapPicture picture_;
    Heatmap heatmap_;
    std::optional<QPointF> current_;     // the cross-hair: radius, error
    std::optional<MapPlace> explained_;  // the cell that was clicked last
    QString subtitle_;
};

}  // namespace basin::ui
