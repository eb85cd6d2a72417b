// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <tuple>

#include <QComboBox>

#include "core/analysis/basin_map.h"
#include "ui/chart/color_scale.h"
#include "ui/plots/map_layer.h"
#include "ui/plots/plot_view.h"
#include "ui/runs/part_zoom.h"

namespace basin::ui {

/// Initialisation radius x approximation error: how often, or how fast, random starts reach the minimiser,
/// with the present setting as a cross-hair and the radius that theory guarantees. What a zoom shows is
/// computed afresh in the background, cell by cell over the picture that was there before.
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
    void leave() override { zoom_.drop(); }
    void addToMenu(QMenu& menu) override;
    /// What has been computed for the zoom; null: nothing.
    const std::shared_ptr<const BasinMap>& part() const { return partLayer_.map(); }

  signals:
    /// The map is to have the ranges of this one from now on, which is zoomed to.
    void windowKept(const basin::BasinMapSpec& window);
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
    struct FoundCell {
        PlacedCell placed;
        double radius, error;
    };
    /// The finest that is computed there, else the whole's.
    std::optional<FoundCell> cellAt(QPointF data) const;
    QSizeF leastView(const ViewRange& asked) const override;
    void askForPart();
    /// The map that fills what is zoomed to; nothing where it is not zoomed or cannot be mapped there.
    std::optional<BasinMapSpec> window() const;
    QString progressText() const;
    QString placeText(const FoundCell& found) const;
    bool isHatched(const BasinMapCell& cell) const;
    double guaranteedRadius() const;
    double measuredRadius() const;
    double shownValue(const BasinMapCell& cell) const;
    static QString nameOf(View view);
    void fillViewBox();
    /// Whether what is shown of the cell is no finite number.
    bool isHole(const BasinMapCell& cell) const;
    std::vector<LegendEntry> signs() const;
    ColorScale scaleOf(const std::vector<double>& values) const;
    QString viewName() const;
    /// Whether failures are no value of what is shown.
    bool isOfArrivals() const;
    std::vector<BasinMapCell> shownCells() const;
    void colourCells();

    QComboBox* viewBox_;
    View view_ = View::success_rate;
    std::shared_ptr<const BasinMap> map_;
    ColorScale scale_;
    PartZoom<BasinMap, BasinMapSpec> zoom_;
    // The whole, what was computed for the zoom before and for this one, one over the other.
    MapLayer wholeLayer_, belowLayer_, partLayer_;
    std::tuple<View, Palette, QRgb> colouredAs_{View::success_rate, Palette::usual, 0};
    std::vector<FailureCause> causes_;  // that lead in some cell
    std::optional<QPointF> current_;    // the cross-hair: radius, error
    std::optional<QPointF> explained_;  // the cell that was clicked last: radius, error
    QString subtitle_;
};

}  // namespace basin::ui
