// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/families/family_view.h"

namespace basin::ui {

/// What families have in common whose smooth problems have one minimiser that distances are measured from,
/// and a certificate around it.
class MinimiserView : public FamilyView {
  public:
    std::vector<KnobWords> initialisers() const override;
    QString initialiserName() const override;
    int initialiserOf(const StartSpec& start) const override;
    void setInitialiser(StartSpec& start, int place) const override;
    bool takesStarts() const override { return true; }
    double* distanceOf(StartSpec& start) const override;
    KnobWords distanceKnob(const StartSpec& start) const override;
    void placeOnMap(StartSpec& start, double radius) const override;
    KnobWords errorKnob(bool taken) const override;
    double largestError() const override;
    std::span<const PlotKind> firstPlots() const override;
    ConvergenceOffer quantities() const override;
    QString absence(ConvergencePlot::View view, const RunModel& model) const override;
    PlaneWords planeWords() const override;
    MapWords mapWords() const override;
    std::span<const BasinMapPlot::View> mapViews() const override;
    QString mapMeaning(BasinMapPlot::View view, const Experiment& experiment) const override;
    QString mapAbsence(const RunModel* model) const override;
    std::optional<QPointF> mapSetting(const Experiment& experiment) const override;
    QString preparing() const override;
    QString startText(const Results& results) const override;
    QWidget* makeInfoPanel(RunModel* model) const override;
    QString comparison(const RunModel& model) const override;
    QString explainWaiting(bool running) const override;
    QStringList explain(const RunModel& model, bool playing) const override;
};

}  // namespace basin::ui
