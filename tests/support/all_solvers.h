// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include "core/solvers/adam.h"
#include "core/solvers/cubic_newton.h"
#include "core/solvers/damped_newton.h"
#include "core/solvers/first_order.h"
#include "core/solvers/levenberg_marquardt.h"
#include "core/solvers/nesterov.h"
#include "core/solvers/newton.h"
#include "core/solvers/quasi_newton.h"
#include "core/solvers/trust_region_newton.h"

namespace basin::test {

/// One of each, with these options and otherwise the defaults.
inline std::vector<std::unique_ptr<Solver>> all_solvers(const SolverOptions& options) {
    std::vector<std::unique_ptr<Solver>> all;
    all.push_back(std::make_unique<Newton>(options));
    all.push_back(std::make_unique<ApproximateNewton>(options));
    all.push_back(std::make_unique<DampedNewton>(options));
    all.push_back(std::make_unique<GradientDescent>(options));
    all.push_back(std::make_unique<Lbfgs>(options));
    all.push_back(std::make_unique<TruncatedNewton>(options));
    all.push_back(std::make_unique<Nesterov>(options));
    all.push_back(std::make_unique<Adam>(options));
    all.push_back(std::make_unique<TrustRegionNewton>(options));
    all.push_back(std::make_unique<CubicNewton>(options));
    all.push_back(std::make_unique<LevenbergMarquardt>(options));
    return all;
}

}  // namespace basin::test
