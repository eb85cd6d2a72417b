// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <vector>

#include <QPainter>
#include <QPointer>
#include <QSizeF>
#include <QString>
#include <QStringList>
#include <QTimer>
#include <QWidget>

#include "ui/chart/chart_layout.h"
#include "ui/chart/color_scale.h"
#include "ui/chart/curve.h"
#include "ui/chart/plot_frame.h"
#include "ui/chart/plot_style.h"
#include "ui/plots/figure_parts.h"
#include "ui/plots/kept_zooms.h"
#include "ui/theme.h"

class QMenu;

namespace basin {
enum class Stage;
struct Experiment;
}  // namespace basin

namespace basin::ui {

class ChartCanvas;
class LinkedReading;
class PlotGestures;
class RunModel;
struct PixelMeaning;

/// What is chosen in a plot's head; empty where that is what the plot shows first.
struct PlotChoices {
    QString view;
    std::optional<Against> against;
    std::optional<std::size_t> run;  // index into Results::runs
    std::optional<SeedsShown> seeds = {};
};

/// Base of every plot: a chart with wheel zoom about the cursor (over an axis: that axis alone), rubber-band
/// zoom, pan (drag with the middle button, Shift or Space), reset (Home), zoom undo (Backspace, Alt+Left, the
/// mouse's back button) and a cursor readout. The one place that knows the chart toolkit's quirks. Once the
/// user has zoomed, the view is the user's until reset, whatever runs: each quantity of each family has its
/// own, with its own undo. A double click is left to the parent.
class PlotView : public QWidget {
    Q_OBJECT

  public:
    explicit PlotView(QWidget* parent = nullptr);
    ~PlotView() override;

    /// Which plot it is; nothing for one that makePlot() has not made.
    std::optional<PlotKind> kind() const { return kind_; }
    void setKind(PlotKind kind) { kind_ = kind; }
    /// Short name, e.g. "Convergence", which makePlot() gives it.
    QString title() const { return title_; }
    void setTitle(const QString& title);
    /// One muted line: which plane, which norm, units.
    virtual QString subtitle() const = 0;
    /// What the plot shows in words, for screen readers.
    virtual QString summary() const = 0;
    /// The line under the title of an exported figure, where no choices stand beside it.
    virtual QString caption() const { return subtitle(); }
    /// The numbers shown, as CSV with a header.
    virtual QByteArray csv() const = 0;
    /// Whether the run that it shows came to its end.
    bool showsWholeRun() const;
    /// Follows this model from now on; null shows the empty state.
    virtual void setModel(RunModel* model);
    /// Choices for the card's head (quantity, solver), or null. Belongs to the plot until reparented.
    virtual QWidget* controls() { return nullptr; }

    /// The words of the views that the plot has of its model, e.g. "loss-gap"; empty: one view only. Whether
    /// a view has data is told by emptyMessage() when it is shown.
    virtual QStringList views() const { return {}; }
    /// Shows one of them.
    virtual void setView(const QString&) {}
    /// Computes at once what a zoom is refined to; for figures, where no event loop brings it.
    virtual void finishPart() {}
    /// What the plot itself adds to the menu of its card.
    virtual void addToMenu(QMenu&) {}
    /// Computes nothing more for a zoom: the window closes.
    virtual void leave() {}

    /// How it is shown, in the words of an experiment's view.
    PlotSpec spec() const;
    /// Shows it so, whatever was chosen before; a zoom comes with the data: those that are there, or those of
    /// the run that is to come.
    enum class DataOf { presentRun, nextRun };
    void setSpec(const PlotSpec& spec, const Experiment& experiment, DataOf data = DataOf::presentRun);
    /// A zoom that has not come yet does not come any more.
    void forgetAwaited() { awaited_.reset(); }

    /// Brings the plot up to date at once; otherwise this happens with the next turn of the event loop, and
    /// for a hidden plot when it is shown.
    void refresh();
    /// Waits so long before a refresh. Plots that wait differently long are drawn in different turns of the
    /// event loop, so that none of them is long. 0 at first.
    void setRefreshDelay(std::chrono::milliseconds delay);

    void setTheme(const Theme& theme);
    void setPlotStyle(const PlotStyle& style);
    const PlotStyle& plotStyle() const { return style_; }

    bool isZoomed() const { return zoom().isZoomed(); }
    /// Looked at from another side than at first, which a reset takes back too.
    virtual bool isTurned() const { return false; }
    virtual void resetZoom();
    void undoZoom();
    /// Shows this range (axis coordinates) as a zoom of the user's would.
    void zoomTo(const ViewRange& view);
    ViewRange viewRange() const;
    /// Zooms by a key (Home, Backspace, Alt+Left, +, −), unfolds the legend and folds it again (L), or takes
    /// the marks A and B away (Escape); false: the key means nothing here. While a rubber band or a pan is
    /// on, Escape cancels it and other keys wait.
    bool takeKey(int key, Qt::KeyboardModifiers modifiers = {});
    /// Where things are on the plot now, in the plot's own pixels.
    PlotFrame frame() const;
    /// The curves held, before what the pixels cannot show is left out.
    const std::vector<Curve>& curves() const { return curves_; }
    /// What the legend names, whether or not the style shows one.
    const std::vector<LegendEntry>& legendEntries() const { return legend_; }
    /// The axes as the data have them.
    const PlotAxis& xAxis() const { return xAxis_; }
    const PlotAxis& yAxis() const { return yAxis_; }
    /// The sentence shown instead of a plot; empty when there is one.
    QString emptyMessage() const { return emptyMessage_; }

    /// Draws the plot (title when the style has one, axes, legend) into the rectangle, whose size counts in
    /// device-independent pixels of the painter's scale; for export.
    void renderTo(QPainter& painter, const QRectF& target);
    void renderTo(QPainter& painter, const QRectF& target, const PlotStyle& style);
    /// Does so with the plot as it is in another style and size, then puts it back; the screen does not
    /// notice.
    void asStyled(const PlotStyle& style, QSizeF size, const std::function<void(const ChartLayout&)>& work);
    /// Tells what a figure of that size would show, while it is laid out for it.
    void visitFigure(QSizeF size, const PlotStyle& style, const FigureVisitor& visit);

  signals:
    void headChanged();  // title or subtitle
    void zoomChanged();
    void readoutChanged(const QString& text);  // values under the cursor; empty when it left

  protected:
    RunModel* model() const;
    /// Schedules a refresh.
    void markStale();
    /// Does so from now on whenever what this stage computes for the model has changed.
    void followStage(Stage stage);

    /// Makes the plot's content from the model: calls setAxes, then setCurves; or setEmptyMessage.
    virtual void rebuild() = 0;
    /// Colour bar, contours ... below the curves; kept as a picture on the screen until invalidateLayer().
    virtual void paintBelow(QPainter&, const PlotFrame&) {}
    /// Whether each rebuild() may change what paintBelow() draws; where not, the plot calls
    /// invalidateLayer().
    virtual bool layerFollowsRebuild() const { return true; }
    /// Markers and the like above the curves.
    virtual void paintAbove(QPainter&, const PlotFrame&) {}
    /// The values at a point (data coordinates), one line each; empty for none.
    virtual QStringList readoutAt(QPointF) const { return {}; }
    virtual PlotChoices choices() const { return {}; }
    /// Shows the plot's first where nothing is chosen.
    virtual void setChoices(const PlotChoices&) {}
    /// Tells quantities apart whose axes are called the same.
    virtual QString quantityShown() const { return {}; }
    /// The data under a pixel; nothing where it shows none.
    virtual std::optional<QPointF> dataUnder(QPointF pixel) const;
    /// A plain click (data coordinates), and one with Shift.
    virtual void clicked(QPointF) {}
    virtual void shiftClicked(QPointF) {}
    /// The iteration that a place shows; nothing where it shows none. The other plots mark it.
    virtual std::optional<Index> iterationAt(QPointF) const { return std::nullopt; }
    /// What is marked of the linked reading: must cost little, it is drawn with every move of the mouse.
    virtual void paintMarks(QPainter&, const PlotFrame&) const {}
    /// Null without a model.
    LinkedReading* reading() const;
    /// The iteration under the mouse, while that is on another plot.
    std::optional<Index> hoveredElsewhere() const;
    /// Whether a plain click means something, so that it waits for a double click not to come.
    virtual bool takesClicks() const { return false; }

    void setAxes(const PlotAxis& x, const PlotAxis& y);
    /// Whether not all is shown: zoomed, or a figure of a part.
    bool isPartShown() const;
    /// What the user has zoomed to, in axis coordinates; nothing: all.
    const std::optional<ViewRange>& zoomedView() const { return zoom().current(); }
    /// The part shown, in axis coordinates of the axes set last.
    ViewRange shownRange() const;
    /// How narrow a view about this one may be, in axis coordinates; 0: as one likes.
    virtual QSizeF leastView(const ViewRange& asked) const;
    /// Whether the user cannot zoom in any further.
    bool isDeepest() const;
    /// Whether the axes set last show a point (data coordinates), as they are zoomed.
    bool isShown(QPointF data) const;
    /// Shows the curves on the axes set before; the legend names them, then the signs.
    void setCurves(std::vector<Curve> curves, std::vector<LegendEntry> signs = {});
    /// whole: the values are whole numbers, and so are the labels.
    void setColorBar(std::optional<ColorScale> scale, const QString& meaning = {}, bool whole = false);
    /// Equal scales on both axes: a square plot area, zooms that keep the proportions.
    void setSquare(bool square);
    /// No axes but those that paintBelow() draws; a left drag turns the picture. Nothing: a flat chart.
    void setTurning(std::optional<PixelMeaning> meaning);
    /// Before it goes into a figure: what is drawn roughly while it moves is drawn well.
    virtual void comeToRest() {}
    /// A drag that turns, by so many pixels since it began; first: it has just begun.
    virtual void turn(QPointF, bool) {}
    /// One calm sentence instead of the plot; empty shows the plot.
    void setEmptyMessage(const QString& message);
    void invalidateLayer();
    /// Another widget in the place of the chart, a table for one; null: the chart again. Taken over.
    void showInstead(QWidget* widget);
    void showEvent(QShowEvent* event) override;
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

  private:
    ViewRange fullView() const;
    ZoomHistory& zoom() { return zooms_.current(); }
    const ZoomHistory& zoom() const { return zooms_.current(); }
    void showAwaited();
    QString familyKey() const;
    QString zoomKeyOf(const PlotAxis& x, const PlotAxis& y) const;
    void setViewRange(const ViewRange& view, bool newStep);
    void showCurrentView();
    void showContent();
    bool clearMarks();
    void tellHovered(std::optional<Index> iteration);
    void showReadout(QPointF pixel);
    void hideReadout();

    std::optional<PlotKind> kind_;
    QString title_;
    ChartCanvas* canvas_;
    PlotGestures* gestures_;
    QPointer<RunModel> model_;
    PlotStyle style_;
    PlotAxis xAxis_, yAxis_;
    std::vector<Curve> curves_;
    std::vector<LegendEntry> legend_;
    std::optional<ColorScale> colorBar_;
    QString colorLabel_;
    bool wholeColors_ = false;
    bool square_ = false;
    bool bare_ = false;  // without axes
    QString emptyMessage_;
    QWidget* instead_ = nullptr;  // of the chart
    KeptZooms zooms_;
    std::optional<ZoomSpec> awaited_;  // comes with the next data
    bool awaitsRun_ = false;           // of another run
    bool hovers_ = false;              // the hovered iteration is the one told by this plot
    bool legendKept_ = false;          // unfolded, where it is folded
    bool reads_ = false;               // values under the cursor are shown
    QTimer staleTimer_;
    bool stale_ = true;
};

}  // namespace basin::ui
