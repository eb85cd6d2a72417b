// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/experiment/events.h"
#include "core/experiment/experiment.h"

namespace basin {

/// One solver's run, whole.
struct SolverRun {
    SolverSpec spec;
    SolveResult result;
    std::vector<IterationRecord> history;
    std::vector<PlanePoint> path;           // one per record; empty without a landscape
    std::vector<Vector> eigenvalues;        // one per record, empty vectors where not computed
    std::vector<Vector> model_eigenvalues;  // likewise
};

/// Where the numbers come from; stored beside them.
struct Environment {
    std::string basin_version, compiler, eigen_version, blas, cpu, operating_system;
    int threads = 0;
};
Environment current_environment();

/// Everything a run produced; what files, figures and the window are made from.
struct Results {
    Experiment experiment;
    Minimiser minimiser;
    Certificate certificate;
    Vector x0;
    std::vector<SolverRun> runs;
    std::shared_ptr<const Landscape> landscape;  // null when not asked for or stopped
    std::shared_ptr<const BasinMap> basin_map;   // null when not asked for
    Environment environment;
    bool stopped = false;
};

}  // namespace basin
