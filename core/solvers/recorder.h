// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include "core/numeric/interruption.h"
#include "core/solvers/gradient_judge.h"
#include "core/solvers/hessian_approximation.h"
#include "core/solvers/recorder_messages.h"
#include "core/solvers/run_units.h"
#include "core/solvers/solver.h"
#include "core/solvers/spectrum_meter.h"

namespace basin {

/// Time spent in a solver, without the pauses for measuring and observing.
class Stopwatch {
  public:
    /// One that does not pause reads no clock until it stops.
    explicit Stopwatch(bool pauses = true) : pauses_(pauses) {}
    void resume() {
        if (pauses_) started_ = Clock::now();
    }
    void pause() {
        if (pauses_) stop();
    }
    void stop() { seconds_ += std::chrono::duration<double>(Clock::now() - started_).count(); }
    /// Up to the last pause.
    double seconds() const { return seconds_; }

    using Clock = std::chrono::steady_clock;
    Clock::time_point started() const { return started_; }  // at the last resume

  private:
    bool pauses_;
    Clock::time_point started_ = Clock::now();
    double seconds_ = 0;
};

/// What all solvers share: builds the records, tells the observer, and decides when a run ends and why.
///
/// Each iteration is reach(), then whatever the solver computes at the point, then emit(), which result() and
/// the other ends do by themselves if need be. After the first iteration neither allocates, unless there is a
/// spectrum to compute.
///
/// A run has converged when its gradient vanishes (GradientJudge). It has diverged when L rises without end:
/// to where the start's value, and all of L that the start's sizes account for, is lost in the rounding of
/// L(x); a distance says nothing. It has stalled when a step changed no part of x by more than its rounding,
/// |step| <= eps |x|. A |grad| that is not finite ends it as an evaluation that is not finite does.
///
/// Solvers give and take everything in the units of their work (RunUnits); records, observers and results are
/// in those of the problem.
class Recorder {
  public:
    /// x0 (d) has passed refuse_input(). Everything given by reference must outlive the recorder.
    Recorder(const Problem& problem, const Vector& x0, const SolverOptions& options, const Observer& observer,
             std::stop_token stop, WorkUnits units = WorkUnits::rescaled);
    /// For many runs without an observer and without messages: restart() begins each.
    Recorder(const Problem& problem, const SolverOptions& options);
    /// x0 (d) is finite. Takes back an earlier result, so that its memory serves the next one.
    void restart(const Vector& x0, std::stop_token stop, SolveResult&& used);

    /// The solver's own evaluator: its counts are what the records report.
    Evaluator& evaluator() { return *evaluator_; }
    const RunUnits& units() const { return units_; }
    /// x0 (d) in the units of the work, where the solver begins.
    const Vector& start() const { return units_.rescaled() ? y_ : x0_; }
    Index iteration() const { return record_.iteration; }
    bool started() const { return started_; }
    /// Whether a run that reached x (d) next, with this objective and gradient (d), would have converged.
    bool would_converge(const Vector& x, double objective, const Vector& gradient);
    /// What the gradient is judged by, as it was last measured, once the start has been reached; without
    /// parts where it is no doubles.
    const GradientSizes& sizes();
    /// How long a gradient of the direction of the last one may be for the run to have converged, by sizes();
    /// not_applicable where they have no parts.
    double gradient_target();
    /// X by sizes(), or 1 where the problem states no length.
    double length();
    bool ended() const { return termination_.has_value(); }

    /// What the next record tells about the step that led to it. accepted = false: the trial step was refused
    /// and the next iterate is the last one again, which is no stall.
    void note(const StepNotes& step, bool accepted = true);
    /// A new iterate x (d) with its objective and gradient (d). Returns false when the run ends here: a
    /// Hessian at x need not be computed.
    bool reach(const Vector& x, double objective, const Vector& gradient,
               double step_length = not_applicable);
    /// Completes the record with what the solver has at x - the exact Hessian, its model - and tells the
    /// observer. Returns false when the run ends.
    bool emit(const Matrix* hessian = nullptr, HessianModel* model = nullptr);

    /// Between two iterations, for solvers that may evaluate for long: whether a stop request or the time
    /// limit ends the run.
    bool interrupted();

    /// The result of a run that reach(), emit() or interrupted() ended.
    SolveResult result();
    /// Ends the run for a reason that the solver found. The message is one sentence.
    SolveResult end(Termination termination, std::string message);
    /// Ends the run because the matrix of its step is not positive definite; name says which matrix it is.
    SolveResult end_indefinite(const Matrix& matrix, std::string_view name);
    /// Ends the run because an evaluation at x is not finite: diverged when the run was climbing, else
    /// evaluation_failed.
    SolveResult end_not_finite(const Vector& x);
    /// Ends the run because none of the steps that were tried from x lowers L in double precision; more is
    /// added to the message.
    SolveResult end_without_descent(const std::string& more = {});

  private:
    std::optional<Termination> judge(double gradient_norm);
    bool rises_without_end();
    /// What the record tells of the step from x_before (d).
    void record_step(const Vector& x_before, double step_length);
    bool stalls(const Vector& x_before) const;
    /// What a run that met a number beyond the doubles has come to: diverged or evaluation_failed.
    Termination end_of_range() const;
    EvaluationCounts counts_since_start() const;
    /// Of the watch; the time limit is one of the solver's own time.
    void pause();
    void resume();
    /// Whether anything depends on the time of an iteration.
    bool is_timed() const;
    bool is_late() const;
    /// For the words on how the run ends.
    RunFacts facts();
    /// The sizes at the last iterate, unless they are known.
    void measure_sizes();
    /// The last iterate in the units of the work.
    const Vector& work_x() const { return units_.rescaled() ? y_ : x_; }
    void measure_distances();
    void measure_hessian(const Matrix* hessian, HessianModel* model);
    Evaluator& measuring_evaluator();
    const Matrix* own_hessian();
    bool spectrum_due() const;
    bool density_due() const;
    void measure_spectrum(const Matrix* hessian, HessianModel* model);

    const Problem& problem_;
    const SolverOptions& options_;
    const Observer& observer_;
    const bool tells_;  // composes messages
    std::stop_token stop_;
    const RunUnits units_;
    std::unique_ptr<Evaluator> evaluator_;
    // So that measuring is not counted as the solver's work: of the problem, and of what is worked on.
    std::unique_ptr<Evaluator> measuring_evaluator_, hessian_evaluator_;
    Stopwatch watch_;
    Stopwatch::Clock::time_point deadline_ = Stopwatch::Clock::time_point::max();
    std::optional<Interruption> interruption_;  // for what takes long within an iteration
    GradientJudge judge_;

    SolveResult spare_;               // memory for the next result
    EvaluationCounts counts_before_;  // of the evaluator when the run began
    IterationRecord record_;
    WaySummary way_;
    std::optional<Termination> termination_;
    bool started_ = false;
    bool pending_ = false;  // reached, not yet emitted
    Vector x0_;             // d
    Vector x_;              // d, the last iterate
    Vector y_;              // d, the same in the units of the work, where they are others
    Vector gradient_;       // d, in the units of the work, as the next three are
    double objective_ = not_applicable, start_objective_ = not_applicable;
    double rise_limit_ = not_applicable;           // above it L has risen without end; once it is known
    double next_achieved_error_ = not_applicable;  // of the model at x_, for the record of the next iterate
    RowDraws next_draws_;                          // likewise
    StepNotes next_step_;                          // of note(), likewise
    bool next_accepted_ = true;
    bool stalls_ = false;

    Vector error_;    // d, x_ - x*, in the units of the work, as the next two are
    Vector scratch_;  // d
    Matrix hessian_;  // d x d, at x_ when has_hessian_
    bool has_hessian_ = false;
    SpectrumMeter spectrum_;
};

}  // namespace basin
