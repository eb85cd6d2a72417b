// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <variant>

#include "core/analysis/basin_map.h"
#include "core/analysis/landscape.h"
#include "core/analysis/local_convergence.h"
#include "core/experiment/experiment.h"

namespace basin {

// What a run tells while it goes: plain values, in this order. Solver events of several solvers come one
// solver after the other; landscape and map updates come in between, from other threads, one at a time.

struct ProblemReady {
    std::string description;
    Index dimension = 0;
    Vector x0;
    Minimiser minimiser;
    double l = not_applicable;  // smallest eigenvalue at x*
    std::optional<LandscapePlane> plane;
};
struct SolverStarted {
    std::size_t solver = 0;  // index into Experiment::solvers
    std::string name;
};
struct IterationDone {
    std::size_t solver = 0;
    IterationRecord record;
    PlanePoint position;       // on the landscape plane; zeros without one
    Vector eigenvalues;        // ascending, empty when not computed
    Vector model_eigenvalues;  // of the Hessian model, empty when none
};
struct SolverFinished {
    std::size_t solver = 0;
    SolveResult result;
};
struct CertificateReady {
    Certificate certificate;
};
struct LandscapeUpdate {
    std::shared_ptr<const Landscape> landscape;
};
struct BasinMapUpdate {
    std::shared_ptr<const BasinMap> map;
};
enum class Stage { problem, solvers, certificate, landscape, basin_map };
struct Progress {
    Stage stage = Stage::problem;
    double done = 0;                      // 0..1
    double eta_seconds = not_applicable;  // not_applicable when unknown
};
struct RunFinished {
    bool stopped = false;
    double seconds = 0;
};
struct RunFailed {
    std::string message;
};

using RunEvent = std::variant<ProblemReady, SolverStarted, IterationDone, SolverFinished, CertificateReady,
                              LandscapeUpdate, BasinMapUpdate, Progress, RunFinished, RunFailed>;

/// Must be callable from any thread; calls do not overlap.
using EventSink = std::function<void(RunEvent)>;

}  // namespace basin
