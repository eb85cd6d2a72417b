// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>

#include "core/problems/softmax_instance.h"

namespace basin::test {

/// Entries rounded to multiples of 2^-24, so that offsets up to 2^28 are added without rounding.
inline Matrix on_a_grid(const Matrix& A) {
    return A.unaryExpr([](double entry) { return std::round(entry * 0x1p24) * 0x1p-24; });
}

/// A generated instance on that grid, without a ridge.
inline SoftmaxInstance gridded_instance(const SoftmaxInstanceSpec& spec) {
    SoftmaxInstance instance = generate_softmax_instance(spec);
    instance.data.A1 = on_a_grid(instance.data.A1.dense());
    instance.data.A2 = on_a_grid(instance.data.A2);
    instance.data.b = on_a_grid(instance.data.b);
    instance.data.w.setZero();
    return instance;
}

/// The same with an offset added to every key, and one to every value; with the latter to b as well, where h
/// is the identity and nothing else changes.
inline SoftmaxData with_offsets(SoftmaxData data, double keys, double values) {
    data.A1 = Matrix(data.A1.dense().array() + keys);
    data.A2.array() += values;
    data.b.array() += values;
    return data;
}

}  // namespace basin::test
