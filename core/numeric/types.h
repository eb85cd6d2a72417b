// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <limits>

#include <Eigen/Core>

namespace basin {

using Index = Eigen::Index;
using Vector = Eigen::VectorXd;
using Matrix = Eigen::MatrixXd;  // column-major

/// "Not applicable" in every record and file; never a sentinel such as -1.
inline constexpr double not_applicable = std::numeric_limits<double>::quiet_NaN();

}  // namespace basin
