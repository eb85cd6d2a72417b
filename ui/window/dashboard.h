// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <vector>

#include <QHash>
#include <QSplitter>
#include <QWidget>

#include "ui/families/per_family.h"
#include "ui/plots/plot_card.h"
#include "ui/plots/plot_keys.h"
#include "ui/plots/plot_kind.h"
#include "ui/plots/plot_view.h"
#include "ui/theme.h"

namespace basin::ui {

class AttractionPlot;
class BasinMapPlot;
class LandscapePlot;
class RunModel;
class SweepPlot;

/// The four plot cards in a grid whose dividers move; one of them can take the whole space. The dividers keep
/// their shares: at the same size everything is in the same place, to the pixel.
class Dashboard : public QWidget {
    Q_OBJECT

  public:
    explicit Dashboard(RunModel* model, QWidget* parent = nullptr);

    /// The cards offer the plots of this family from now on, and show those that were shown for it last.
    void setFamily(const FamilyView& family);
    const FamilyView& family() const { return *family_; }

    /// The card that has the plot.
    PlotCard* card(PlotKind kind) const { return cards_[cardOf(kind)]; }
    PlotView* plot(PlotKind kind) const { return plots_.value(kind); }
    /// Brings a plot to the front of its card; nothing happens when the family shown has no such plot.
    void showPlot(PlotKind kind);
    /// What the cards show of a family, now or once it is set; plots of other cards or families are left out.
    void setShownPlots(const FamilyView& family, const std::vector<PlotKind>& plots);
    /// What the cards show, row by row.
    std::vector<PlotKind> shownPlots() const;
    /// The cards, what is chosen on every plot of the family, and the plot that is alone.
    ViewSpec view() const;
    /// Shows the experiment's family so; what the view leaves out is as at first. experiment: whose solvers
    /// it names; data: which run its zooms are about.
    void setView(const ViewSpec& view, const Experiment& experiment, PlotView::DataOf data);
    /// Zooms that have not come yet do not come any more.
    void forgetAwaited();
    /// Waits for what zooms of the plots shown are refined to; for pictures.
    void finishParts();
    /// Plots compute nothing more: the window closes.
    void leave();
    LandscapePlot* landscape() const;
    AttractionPlot* attraction() const;
    BasinMapPlot* basinMap() const;
    SweepPlot* sweep() const;

    void setTheme(const Theme& theme);
    /// Type size of the plots: 1 in the window, more when presenting.
    void setTypeFactor(double factor);

    /// One plot alone, or all four cards again when it is alone already.
    void toggleMaximised(PlotKind kind);
    void showAll();
    /// The card that is alone, or null.
    const PlotCard* maximised() const { return maximised_; }

    const PlotKeys& keys() const { return keys_; }

    /// Where the dividers are outside presentations.
    QByteArray saveState() const;
    void restoreState(const QByteArray& state);

  signals:
    void exportRequested(basin::ui::PlotKind kind);
    void shownPlotsChanged();
    void viewChanged();  // by the user

  protected:
    void resizeEvent(QResizeEvent* event) override;

  private:
    double& rowShare() { return typeFactor_ > 1 ? presentedRowShare_ : rowShare_; }
    void placeDividers();
    void connectDividers();
    PlotCard* makeCard(std::size_t place, RunModel* model);
    std::vector<PlotView*> offeredOn(std::size_t place) const;
    void maximise(PlotKind kind);
    PlotKind shownOn(const PlotCard* card) const { return plots_.key(card->plot()); }
    void applyStyle();

    const FamilyView* family_;
    PerFamily<std::vector<PlotKind>> lastShown_;  // card by card
    std::array<PlotCard*, cardCount> cards_{};
    QHash<PlotKind, PlotView*> plots_;
    QSplitter* rows_;
    std::array<QSplitter*, 2> columns_{};
    PlotCard* maximised_ = nullptr;
    Theme theme_ = Theme::light();
    double typeFactor_ = 1;
    // What the first row and the first column take of the room.
    double rowShare_ = 0.5, columnShare_ = 0.5, presentedRowShare_;
    PlotKeys keys_;  // goes before the cards do
};

}  // namespace basin::ui
