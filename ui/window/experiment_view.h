// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QObject>

#include "core/experiment/experiment.h"

namespace basin::ui {

class Dashboard;
class ExperimentPanel;
class RunController;
class RunModel;

/// How the window looks at its experiment: read off for whatever is saved, and brought back when an
/// experiment that says it is opened. Zooms and the playhead wait for the run that they are about.
class ExperimentView : public QObject {
    Q_OBJECT

  public:
    ExperimentView(Dashboard* dashboard, const ExperimentPanel* panel, RunModel* model,
                   RunController* controller, QObject* parent);

    /// The experiment with the view that is on the screen, where that is of its family.
    Experiment with(Experiment experiment) const;
    /// The same with this plot on its card.
    Experiment with(Experiment experiment, PlotKind plot) const;

    /// Looks at the experiment, which is in the panel, as it says; where it says nothing, only brings what it
    /// asks for to the front. Zooms are those of the run on the screen where that is one of this experiment.
    void show(const Experiment& experiment);
    /// The same before a run that begins whatever is on the screen.
    void showBeforeRun(const Experiment& experiment);
    /// What has not come yet is not waited for any more, for another run is shown.
    void forget();

  private:
    void show(const Experiment& experiment, bool isThere);
    void holdPlayhead();

    Dashboard* dashboard_;
    const ExperimentPanel* panel_;
    RunModel* model_;
    RunController* controller_;
    std::optional<Index> iteration_;  // to be held once the run has come so far
    bool awaitsRun_ = false;          // another one than is shown
};

}  // namespace basin::ui
