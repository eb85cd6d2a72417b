// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <span>
#include <tuple>

#include <QComboBox>

#include "core/experiment/results.h"
#include "ui/chart/sampled_curve.h"
#include "ui/plots/end_mark.h"
#include "ui/plots/plot_view.h"
#include "ui/plots/seed_bands.h"

namespace basin::ui {

/// One number of a record: a quantity has one part, or several that are seen together (h, u and v).
struct HistoryPart {
    const char* key;   // column of the CSV
    const char* name;  // QT_TRANSLATE_NOOP, behind the solver's name; unused where there is one part
    double (*read)(const IterationRecord& record, const Minimiser& minimiser);
};

/// Reads an entry of a record, or of what it tells about a network.
template <double IterationRecord::*entry>
double readRecord(const IterationRecord& record, const Minimiser&) {
    return record.*entry;
}
template <double NetworkMeasures::*entry>
double readNetwork(const IterationRecord& record, const Minimiser&) {
    return record.network.*entry;
}

/// Of the steps that were taken.
inline double readModelDecrease(const IterationRecord& record, const Minimiser&) {
    return record.accepted ? record.step.model_decrease : not_applicable;
}

enum class HistoryScale { logarithmic, linear };

struct HistoryQuantity {
    const char* name;     // QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", ...), like the next two
    const char* meaning;  // of the card's muted line
    const char* axis;
    std::span<const HistoryPart> parts;
    HistoryScale scale = HistoryScale::logarithmic;
    double level = not_applicable;    // a value worth comparing with, drawn as a dashed line
    const char* levelName = nullptr;  // QT_TRANSLATE_NOOP, of that line
};

/// One quantity of every solver against iteration or time, up to the playhead. What the quantities are is the
/// derived plot's to say. Against iteration a click sets the mark A, one with Shift B: what lies between them
/// is told.
class HistoryPlot : public PlotView {
    Q_OBJECT

  public:
    using Against = basin::Against;

    explicit HistoryPlot(QWidget* parent = nullptr);

    QString subtitle() const override { return subtitle_; }
    QString summary() const override;
    QByteArray csv() const override;
    void setModel(RunModel* model) override;
    QWidget* controls() override { return controls_; }

    void setAgainst(Against against);
    Against against() const { return against_; }
    /// What lies between the marks A and B, curve by curve; empty where one of them is not set.
    QStringList changeLines() const;
    /// What is seen of runs from many seeds, where the quantity shown has them and lies against iterations.
    void setSeeds(SeedsShown seeds);
    SeedsShown seeds() const { return seeds_; }

  protected:
    /// What the box offers from now on, and which of it is shown. The quantities must outlive the plot.
    void setQuantities(std::span<const HistoryQuantity> quantities, std::size_t shown);
    /// The one shown, as a place in what is offered.
    std::size_t shownQuantity() const { return shown_; }
    void showQuantity(std::size_t place);

    /// Called when the user chose another quantity.
    virtual void quantityChosen() {}
    /// Before anything is drawn: what is offered may depend on the model's experiment.
    virtual void prepare() {}
    /// The plot's own curves beside the solvers'; their values count for the axis.
    virtual void addMore(std::vector<Curve>&, std::vector<double>&) {}
    /// More about one record of a run, for the readout.
    virtual QStringList moreAt(std::size_t, const IterationRecord&) const { return {}; }
    /// The sentence shown while there is no run, and that for a run without the quantity.
    virtual QString invitation() const = 0;
    virtual QString absence() const;
    /// While a run has no step yet.
    static QString waiting();

    void rebuild() override;
    void paintBelow(QPainter& painter, const PlotFrame& frame) override;
    void paintAbove(QPainter& painter, const PlotFrame& frame) override;
    QStringList readoutAt(QPointF data) const override;
    std::optional<Index> iterationAt(QPointF data) const override;
    void paintMarks(QPainter& painter, const PlotFrame& frame) const override;
    bool takesClicks() const override { return against_ == Against::iteration; }
    void clicked(QPointF data) override;
    void shiftClicked(QPointF data) override;
    QString quantityShown() const override { return QString::fromUtf8(quantity().name); }
    /// With the word of the quantity's view, where that is not the first.
    PlotChoices choicesWith(const QString& view) const;
    void setChoices(const PlotChoices& wanted) override;

    double placeOf(const IterationRecord& record) const;
    void addToSubtitle(const QString& text) { subtitle_ += text; }

  private:
    const HistoryQuantity& quantity() const { return offered_[shown_]; }
    QWidget* makeControls();
    void addSolverCurves(std::vector<Curve>& curves, std::vector<double>& values);
    std::vector<QPointF> pointsOf(std::size_t run, std::size_t part, std::vector<double>& values);
    std::vector<QPointF> pointsInView(const SolverRun& run, const HistoryPart& part, std::size_t count) const;
    QPointF pointOf(const IterationRecord& record, const HistoryPart& part) const;
    void forgetSamples() { samples_.clear(); }
    void forgetUnpinned();
    /// The band that stands for a run; null where the run itself is shown.
    const RepeatBand* shownBand(std::size_t run) const;
    void addSeeds(std::size_t run, Curve& curve, std::vector<double>& values);
    void showSeedsBox();
    QString seedsNote() const;
    /// "newton  0.1 (0.05 to 0.2)": median and band at the kept iteration before or at that one.
    static QString bandReadout(const QString& label, const RepeatBand& band, Index iteration);
    Index bandEnd() const;
    void addPinned(std::vector<Curve>& curves, std::vector<double>& values);
    const std::vector<QPointF>& pinnedPoints(const Results& results, std::size_t run,
                                             const HistoryPart& part);
    double pinnedEnd() const;
    static QString partName(const HistoryPart& part);
    void addLevel(std::vector<Curve>& curves, std::vector<double>& values) const;
    PlotAxis horizontalAxis() const;
    std::vector<LegendEntry> signs(const std::vector<Curve>& curves) const;
    void addEnd(const SolverRun& run, const Curve& curve);
    void paintPlayhead(QPainter& painter, const PlotFrame& frame) const;
    QString nameOf(std::size_t run, const HistoryPart& part) const;
    bool hasHistory() const;
    /// One value that is shown (data coordinates).
    struct ShownValue {
        std::size_t run;
        const HistoryPart* part;
        QPointF at;
    };
    /// Those at an iteration, of the runs that have a record of it; none beyond the playhead.
    std::vector<ShownValue> valuesAt(Index iteration) const;
    /// The record nearest to a place on the axis; null beyond the run.
    const IterationRecord* recordNear(const SolverRun& run, double x) const;
    /// That of the curve nearest to a place; null where none is.
    const IterationRecord* recordUnder(QPointF data) const;
    void paintHovered(QPainter& painter, const PlotFrame& frame, Index iteration) const;

    QWidget* controls_ = nullptr;
    QComboBox* quantityBox_ = nullptr;
    QComboBox* againstBox_ = nullptr;
    QComboBox* seedsBox_ = nullptr;
    std::span<const HistoryQuantity> offered_;
    std::size_t shown_ = 0;
    Against against_ = Against::iteration;
    SeedsShown seeds_ = SeedsShown::band;
    SeedBands bands_;
    QString subtitle_;
    std::vector<RunEnd> ends_;
    std::vector<std::vector<SampledCurve>> samples_;  // of the quantity shown: run by run, part by part
    std::map<std::tuple<const Results*, std::size_t, const HistoryPart*>, std::vector<QPointF>>
        pinnedSamples_;
};

}  // namespace basin::ui
