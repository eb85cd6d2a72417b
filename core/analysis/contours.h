// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <span>
#include <vector>

#include "core/numeric/types.h"

namespace basin {

/// One connected piece of a level set.
struct ContourLine {
    double level = 0;
    bool closed = false;                        // the last point joins the first (which is not repeated)
    std::vector<std::array<double, 2>> points;  // (a, b)
};

/// Level sets of a function given on a grid, values(i, j) at (a[i], b[j]), linear along the grid lines
/// (marching squares [Lorensen, Cline 1987]; a saddle is decided by the mean of its corners). Cells with a
/// corner that is not finite are left out. The pieces of a level follow each other, levels in the order
/// given. Throws InputError when the sizes disagree.
std::vector<ContourLine> trace_contours(const Vector& a, const Vector& b, const Matrix& values,
                                        std::span<const double> levels);

}  // namespace basin
