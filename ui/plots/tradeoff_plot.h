// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <QComboBox>
#include <QTableView>

#include "core/analysis/tradeoff.h"
#include "ui/plots/plot_view.h"
#include "ui/plots/tradeoff_table.h"

namespace basin::ui {

/// What each Hessian approximation costs and brings: cost of a step against steps, time against achieved
/// error, or all numbers as a table. One curve an approximation, the Pareto front marked.
class TradeoffPlot : public PlotView {
    Q_OBJECT

  public:
    using View = TradeoffView;

    explicit TradeoffPlot(QWidget* parent = nullptr);

    QString subtitle() const override { return subtitle_; }
    QString summary() const override;
    QByteArray csv() const override;
    void setModel(RunModel* model) override;
    QWidget* controls() override { return viewBox_; }
    QStringList views() const override;
    void setView(const QString& word) override;

    void setView(View view);
    View view() const { return view_; }
    QTableView* table() const { return table_; }

  protected:
    void rebuild() override;
    void paintBelow(QPainter& painter, const PlotFrame& frame) override;
    void paintAbove(QPainter& painter, const PlotFrame& frame) override;
    QStringList readoutAt(QPointF data) const override;
    PlotChoices choices() const override;
    void setChoices(const PlotChoices& wanted) override;

  private:
    QPointF placeOf(const TradeoffPoint& point) const;
    bool isPlaced(const TradeoffPoint& point) const;
    std::vector<Curve> makeCurves() const;
    void makeAxes();
    std::vector<LegendEntry> signs() const;
    QPen ringPen() const;
    QPen equalTimePen() const;
    void makeSubtitle();
    QString emptyReason() const;
    const TradeoffPoint* nearest(QPointF data) const;

    QComboBox* viewBox_;
    QTableView* table_;
    TradeoffTable* rows_;
    View view_ = View::steps;
    std::shared_ptr<const Tradeoff> tradeoff_;
    QString subtitle_;
};

}  // namespace basin::ui
