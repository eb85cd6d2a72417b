// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include <QObject>
#include <QString>

#include "core/experiment/events.h"
#include "core/experiment/results.h"
#include "ui/runs/linked_reading.h"

namespace basin::ui {

/// Another run that plots draw beside the one shown.
struct PinnedRun {
    std::shared_ptr<const Results> results;
    std::vector<QString> names;  // of its runs, solver by solver: by what sets them apart
};

/// What the window knows of one run: the growing Results, which are the fold of its events, and a playhead.
/// Plots and panels read it and follow its signals; RunController feeds it. Also made whole from a results
/// folder, so that figures have one source.
class RunModel : public QObject {
    Q_OBJECT

  public:
    explicit RunModel(QObject* parent = nullptr);

    /// Forgets the last run; emits cleared().
    void begin(const Experiment& experiment);
    /// The same without a run to come: what is shown is how the experiment could look.
    void await(const Experiment& experiment);
    /// The same run with other pictures to come: all that is there stays until they do.
    void redraw(const Experiment& experiment);
    /// Takes a finished run over whole, playhead at the end. The second form copies nothing.
    void load(const Results& results);
    void load(std::shared_ptr<const Results> results);
    /// What the experiment shown is called from now on.
    void setTitle(const std::string& title) { own().experiment.title = title; }
    /// Applies events in order, then emits each changed signal at most once.
    void apply(std::vector<RunEvent> events);

    const Results& results() const { return *results_; }
    /// The results as they are now, for as long as anybody needs them; on any thread.
    std::shared_ptr<const Results> share();
    const std::optional<ProblemReady>& problem() const { return problem_; }
    bool hasCertificate() const { return hasCertificate_; }
    bool isRunning() const { return running_; }
    /// The sentence of RunFailed, or empty.
    QString failure() const { return failure_; }
    const Progress& progress() const { return progress_; }

    /// The newest iteration any solver has reached.
    Index lastIteration() const { return lastIteration_; }
    /// Plots show iterations up to this one. Set to the newest iteration it follows the run (followsRun());
    /// set anywhere else it stays.
    Index playhead() const { return playhead_; }
    bool followsRun() const { return followsRun_; }
    void setPlayhead(Index iteration);
    void followRun(bool follow);

    /// Runs that are drawn beside this one, in their order.
    const std::vector<PinnedRun>& pinned() const { return pinned_; }
    void setPinned(std::vector<PinnedRun> pinned);
    /// What is read off several plots at once.
    LinkedReading& reading() { return reading_; }

  signals:
    void cleared();
    void problemChanged();
    void historyChanged();   // records were appended or a solver ended
    void outcomesChanged();  // what a network came to at the end of a run
    void certificateChanged();
    void sectionChanged(basin::Stage stage);  // what this stage of a section computes
    void progressChanged();
    void playheadChanged();
    void finished();  // ended, stopped or failed
    void pinnedChanged();

  private:
    class Noter;

    void reset();
    void take(std::shared_ptr<Results> whole, bool isShared);
    /// The results, to be changed: a copy where others read them.
    Results& own();

    std::shared_ptr<Results> results_ = std::make_shared<Results>();
    bool shared_ = false;
    std::vector<PinnedRun> pinned_;
    LinkedReading reading_;
    std::optional<ProblemReady> problem_;
    Progress progress_;
    QString failure_;
    Index playhead_ = 0;
    Index lastIteration_ = 0;
    bool hasCertificate_ = false;
    bool running_ = false;
    bool followsRun_ = true;
};

}  // namespace basin::ui
