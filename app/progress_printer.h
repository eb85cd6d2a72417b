// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/experiment/events.h"
#include "core/experiment/section_words.h"

namespace basin::app {

/// Tells on stderr how a run goes: on a terminal a bar with the time left under the lines of what is done,
/// else lines only.
class ProgressPrinter {
  public:
    ProgressPrinter();
    ~ProgressPrinter() { clear_bar(); }
    ProgressPrinter(const ProgressPrinter&) = delete;
    ProgressPrinter& operator=(const ProgressPrinter&) = delete;

    /// Calls must not overlap.
    void show(const RunEvent& event);

  private:
    void show_event(const RunStarted&) {}
    void show_event(const RedrawStarted&) {}
    void show_event(const ProblemReady& ready);
    void show_event(const SolverStarted& started);
    void show_event(const IterationDone&) {}
    void show_event(const SolverFinished& finished);
    void show_event(const MinimiserFound&) {}
    void show_event(const StartTested&) {}
    void show_event(const CertificateReady& ready);
    void show_event(const PlaneReady& ready);
    template <class Result>
    void show_event(const SectionUpdate<Result>& update) {
        if (is_complete(*update.result)) line(outcome_line(*update.result));
    }
    void show_event(const PicturesDropped&) {}
    void show_event(const Progress& progress);
    void show_event(const FailedPart& failed);
    void show_event(const RunFinished& finished);
    void show_event(const RunFailed& failed);

    void line(const std::string& text);
    void draw_bar(const Progress& progress);
    void clear_bar();

    bool terminal_;
    bool bar_shown_ = false;
    Stage stage_ = Stage::problem;
    double told_ = 0;  // of the stage, when there is no terminal
    std::string solver_;
    bool certificate_told_ = false;
    Certificate certificate_;  // as far as it has come
};

}  // namespace basin::app
