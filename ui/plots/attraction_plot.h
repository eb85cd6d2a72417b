// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include <QComboBox>

#include "core/analysis/attraction.h"
#include "ui/chart/color_scale.h"
#include "ui/plots/attraction_layer.h"
#include "ui/plots/plane_plot.h"
#include "ui/runs/part_zoom.h"

namespace basin::ui {

/// The basin of attraction: every point of the plane is a start; its colour says how many iterations it took,
/// or which minimiser it led to. Starts that diverge are hatched in the danger colour, others that do not
/// arrive in the muted one. What a zoom shows is computed afresh in the background, ever finer, over the
/// picture that was there before; colours keep their meaning.
class AttractionPlot : public PlanePlot {
    Q_OBJECT

  public:
    using View = AttractionView;

    explicit AttractionPlot(QWidget* parent = nullptr);

    QString subtitle() const override { return subtitle_; }
    QString summary() const override;
    void setModel(RunModel* model) override;
    void finishPart() override { zoom_.finish(); }
    void leave() override { zoom_.drop(); }
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
    /// What was computed for the zoom, as far as it is finer than what lies below; null: nothing.
    const std::shared_ptr<const Attraction>& part() const { return part_; }

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
    void askForPart();
    void setAttraction(std::shared_ptr<const Attraction> whole);
    /// The part, where it is not coarser than what lies below it.
    std::shared_ptr<const Attraction> finerPart(const ViewRange& view) const;
    void colourLayers();
    /// The finest picture of all that is shown.
    const Attraction& lookedAt() const;
    QRgb colorOf(const AttractionPixel& pixel) const;
    QRgb hatchOf(const AttractionPixel& pixel) const;
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
    PartZoom<Attraction, PlanePart> zoom_;
    // The whole, what was computed for the zoom before and for this one, one over the other.
    std::shared_ptr<const Attraction> attraction_, below_, part_;
    AttractionLayer wholeLayer_, belowLayer_, partLayer_;
    /// What the layers are made for.
    struct Colouring {
        View view = View::iterations;
        bool dark = false;
        Palette palette = Palette::usual;
        std::size_t minimisers = 0;
        IterationRange iterations;
        bool operator==(const Colouring&) const = default;
    } colouring_;
    AttractionCounts counts_;  // of what is looked at
    ColorScale scale_;
    QString subtitle_;
};

}  // namespace basin::ui
