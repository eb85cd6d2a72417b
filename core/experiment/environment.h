// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace basin {

/// Where the numbers come from; stored beside them.
struct Environment {
    std::string basin_version, compiler, eigen_version, blas, cpu, operating_system;
    int threads = 0;
};
Environment current_environment();

}  // namespace basin
