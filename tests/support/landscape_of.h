// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>

#include "core/analysis/landscape.h"

namespace basin::test {

/// A function of a and b on a grid from -half to half.
inline std::shared_ptr<Landscape> landscapeOf(const std::function<double(double, double)>& value, Index size,
                                              double half = 1) {
    auto landscape = std::make_shared<Landscape>();
    landscape->a = landscape->b = Vector::LinSpaced(size, -half, half);
    landscape->values.resize(size, size);
    for (Index i = 0; i < size; ++i)
        for (Index j = 0; j < size; ++j) landscape->values(i, j) = value(landscape->a[i], landscape->b[j]);
    landscape->plane.half_width = half;
    return landscape;
}

}  // namespace basin::test
