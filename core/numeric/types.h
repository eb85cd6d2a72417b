// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <limits>
#include <span>

#include <Eigen/Core>

namespace basin {

using Index = Eigen::Index;
using Vector = Eigen::VectorXd;
using Matrix = Eigen::MatrixXd;  // column-major

/// "Not applicable" in every record and file; never a sentinel such as -1.
inline constexpr double not_applicable = std::numeric_limits<double>::quiet_NaN();

/// The entries of a vector, or of a matrix column by column.
inline std::span<double> entries(Vector& v) {
    return {v.data(), static_cast<std::size_t>(v.size())};
}
inline std::span<double> entries(Matrix& A) {
    return {A.data(), static_cast<std::size_t>(A.size())};
}
inline std::span<const double> entries(const Vector& v) {
    return {v.data(), static_cast<std::size_t>(v.size())};
}

}  // namespace basin
