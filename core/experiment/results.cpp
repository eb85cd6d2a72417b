// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/results.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <sstream>
#include <sys/utsname.h>
#include <thread>

#include <Eigen/Core>
#include <cblas.h>

namespace basin {

namespace {

std::string cpu_name() {
    std::ifstream info("/proc/cpuinfo");
    for (std::string line; std::getline(info, line);) {
        if (!line.starts_with("model name")) continue;
        const auto value = line.find(": ");
        return value == std::string::npos ? "unknown" : line.substr(value + 2);
    }
    return "unknown";
}

std::string operating_system() {
    utsname name{};
    if (uname(&name) != 0) return "unknown";
    return std::string(name.sysname) + " " + name.release + " " + name.machine;
}

std::string compiler() {
#if defined(__clang__)
    return "clang " __clang_version__;
#elif defined(__GNUC__)
    return "gcc " __VERSION__;
#else
    return "unknown";
#endif
}

std::string eigen_version() {
    std::ostringstream text;
    text << EIGEN_WORLD_VERSION << '.' << EIGEN_MAJOR_VERSION << '.' << EIGEN_MINOR_VERSION;
    return text.str();
}

}  // namespace

std::size_t records_up_to(const SolverRun& run, Index iteration) {
    const auto end = std::ranges::upper_bound(run.history, iteration, {}, &IterationRecord::iteration);
    return static_cast<std::size_t>(end - run.history.begin());
}

const IterationRecord* record_at(const SolverRun& run, Index iteration) {
    const std::size_t count = records_up_to(run, iteration);
    return count == 0 ? nullptr : &run.history[count - 1];
}

void PathLength::add(const SolverRun& run, std::size_t k) {
    if (!std::isfinite(run.history[k].step_norm)) return;
    whole_ += run.history[k].step_norm;
    shown_ += std::hypot(run.path[k].a - run.path[k - 1].a, run.path[k].b - run.path[k - 1].b);
}

double PathLength::share_outside() const {
    return whole_ > 0 ? std::max(0.0, 1 - shown_ / whole_) : 0;
}

bool ended_well(const SolverRun& run) {
    const Termination end = run.result.termination;
    return arrived(run) || (run.network && (end == Termination::iteration_limit ||
                                            end == Termination::time_limit || end == Termination::stalled));
}

double share_outside(const SolverRun& run) {
    PathLength length;
    for (std::size_t k = 1; k < run.path.size() && k < run.history.size(); ++k) length.add(run, k);
    return length.share_outside();
}

Environment current_environment() {
    Environment environment;
    environment.basin_version = BASIN_VERSION;
    environment.compiler = compiler();
    environment.eigen_version = eigen_version();
    environment.blas = openblas_get_config();
    environment.cpu = cpu_name();
    environment.operating_system = operating_system();
    environment.threads = static_cast<int>(std::thread::hardware_concurrency());
    return environment;
}

}  // namespace basin
