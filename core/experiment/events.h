// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "core/analysis/certificate.h"
#include "core/analysis/end_point.h"
#include "core/analysis/failure_cause.h"
#include "core/experiment/environment.h"
#include "core/experiment/experiment.h"
#include "core/experiment/network_outcome.h"
#include "core/experiment/section_results.h"

namespace basin {

// What a run tells while it goes: plain values, in this order. Everything that Results hold comes as an
// event; apply() (results_fold.h) puts it there. Solver events of several solvers come one solver after the
// other; landscape and map updates come in between, from other threads, one at a time.

/// The first event of every run but a redraw.
struct RunStarted {
    std::shared_ptr<const Experiment> experiment;
    Environment environment;
};
/// The first event where only pictures of a run that has ended are drawn anew: what is there of it stays,
/// until something takes its place.
struct RedrawStarted {
    std::shared_ptr<const Experiment> experiment;
};
struct ProblemReady {
    std::string description;
    Index dimension = 0;
    Vector x0;
    Minimiser minimiser;
    double l = not_applicable;            // smallest eigenvalue at x*
    std::optional<LandscapePlane> plane;  // nothing without a landscape, and while it waits for the runs
    std::shared_ptr<const ElmanSeries> series;  // what a recurrent network learns; null for softmax
};
struct SolverStarted {
    std::size_t solver = 0;  // index into Experiment::solvers
    std::string name;        // its label among them
};
struct IterationDone {
    std::size_t solver = 0;
    IterationRecord record;
    PlanePoint
        position;  // of x, or of the weights in a lifted x, on the landscape plane; zeros while there is none
    Vector eigenvalues;        // ascending, empty when not computed
    Vector model_eigenvalues;  // of the Hessian model, empty when none
    Vector eigenvalue_errors;  // where the eigenvalues are estimates (IterationEvent), else empty
    std::shared_ptr<const SpectralDensity> density;  // null when not computed
};
struct SolverFinished {
    std::size_t solver = 0;
    SolveResult result;
    EndPoint end;                                   // as in SolverRun
    bool reached_kink = false;                      // likewise
    FailureCause cause = FailureCause::none;        // likewise
    std::shared_ptr<const Matrix> iterates;         // d x records; null when too long to keep
    std::shared_ptr<const NetworkOutcome> network;  // as in SolverRun
};
/// Of a recurrent network, after its runs: the best weights that they found, else the start.
struct MinimiserFound {
    Minimiser minimiser;
};
/// Of a recurrent network that is certified without solvers: what its start is.
struct StartTested {
    std::shared_ptr<const NetworkOutcome> network;
};
/// The plane is made from the runs, or another one is asked for: the runs' paths on it, index by index.
struct PlaneReady {
    LandscapePlane plane;
    std::vector<std::vector<PlanePoint>> paths;
};
/// Comes several times, each time with more of it: certified, then estimated, at the end measured.
struct CertificateReady {
    Certificate certificate;
};
/// At the end of a redraw: what is there of these belongs to another experiment, and nothing took its place.
struct PicturesDropped {
    bool landscape = false;
    bool attraction = false;
};
struct Progress {
    Stage stage = Stage::problem;
    double done = 0;                      // 0..1
    double eta_seconds = not_applicable;  // not_applicable when unknown
};
/// A part of the experiment that broke off, by what a library or the memory threw: it is missing, and the
/// rest of the run goes on.
struct FailedPart {
    std::string part;     // in words: "landscape", "spectrum of newton"
    std::string message;  // what happened, one sentence
};
struct RunFinished {
    bool stopped = false;
    double seconds = 0;
    std::vector<std::string> cut_off = {};  // as in Results
    bool only_pictures = false;             // of a redraw; stopped pictures leave the run what it was
};
struct RunFailed {
    std::string message;
};

/// One of these, or the SectionUpdate of a section's result.
using RunEvent = EventOr<RunStarted, RedrawStarted, ProblemReady, SolverStarted, IterationDone,
                         SolverFinished, MinimiserFound, StartTested, PlaneReady, CertificateReady,
                         PicturesDropped, Progress, FailedPart, RunFinished, RunFailed>;

/// Must be callable from any thread; calls do not overlap.
using EventSink = std::function<void(RunEvent)>;

}  // namespace basin
