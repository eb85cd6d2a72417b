// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include <QObject>
#include <QTimer>

#include "core/experiment/experiment.h"
#include "core/experiment/results.h"
#include "core/experiment/sweep/swept_keys.h"
#include "ui/data/chosen_data.h"
#include "ui/families/per_family.h"
#include "ui/panels/message_bar.h"
#include "ui/runs/kept_runs.h"
#include "ui/runs/run_controller.h"
#include "ui/settings.h"

namespace basin::ui {

class ExperimentPanel;
class RunModel;

/// Collaborators, owned by the window.
struct RunDeskParts {
    ExperimentPanel* panel;
    RunModel* model;
    RunController* controller;
    MessageBar* messages;
    Settings* settings;
    KeptRuns* kept;
};

/// Decides when what the panel shows is run: on Run, at every move of a control when the problem is small,
/// and when a point or a cell is picked in a plot.
class RunPolicy : public QObject {
    Q_OBJECT

  public:
    explicit RunPolicy(const RunDeskParts& parts, QObject* parent = nullptr);

    /// Runs what the panel shows; a value that cannot be used is told, and nothing changes.
    void run();
    /// Shows the experiment and runs nothing.
    void open(const Experiment& experiment);
    /// The same with the seed that is shown, whatever the lock says.
    void runShown();
    /// Shows the experiment and, when it is small, runs it.
    void show(const Experiment& experiment);
    void runFromPoint(double a, double b);
    void runFromCell(double radius, double error);
    /// With these values, those of a cell of the sweep.
    void runWith(const std::vector<SweptSetting>& settings);
    /// The experiment's basin map has the ranges of this one from now on.
    void keepMapWindow(const BasinMapSpec& window);
    /// The experiment has these data from now on; runs at once.
    void runData(const ChosenData& data);
    void setSeed(std::uint64_t seed);
    void drawNewSeed();
    /// Play, hold, go on, at the end once more from iteration 0: what one key does when presenting.
    void toggleRun();
    /// From iteration 0, without computing anything again.
    void replay();
    /// One iteration further; starts the run when there is none.
    void step();
    void reset();
    /// A kept run, once it has been read.
    void showEarlier(Index number);
    /// Computes nothing more: the window closes.
    void leave();

    const KeptRuns& history() const { return *parts_.kept; }

  signals:
    void seedChanged(quint64 seed);
    void asked();         // a run, by the user
    void earlierShown();  // a kept run is, from now on

  private:
    enum class Reason { asked, live, shown };  // why the model holds what it holds
    void start(Reason reason);
    void panelEdited();
    void familyChosen();
    void clearForFamily(const Experiment& experiment);
    void runEnded();
    void showKept(std::shared_ptr<const Results> results);
    void redrawPending();
    void showMarks();
    void showStartDistance();

    RunDeskParts parts_;
    QTimer liveTimer_;
    PerFamily<std::shared_ptr<const Results>> left_;  // what was shown of the family when another was chosen
    Reason reason_ = Reason::asked;
};

}  // namespace basin::ui
