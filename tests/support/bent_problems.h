// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <initializer_list>
#include <utility>

#include "core/problems/softmax_regression.h"

namespace basin::test {

inline Matrix column(std::initializer_list<double> values) {
    Matrix A(static_cast<Index>(values.size()), 1);
    Index i = 0;
    for (const double value : values) A(i++, 0) = value;
    return A;
}

/// One output, ridge weights all the same.
inline SoftmaxRegression softmax(Matrix A1, Matrix A2, Vector b, double w, Activation activation) {
    const Index n = A1.rows();
    return SoftmaxRegression(
        {std::move(A1), std::move(A2), std::move(b), Vector::Constant(n, w), activation});
}

/// L(x) = L(-x), with its maximum at 0 and a minimum 1.35 to either side.
inline SoftmaxRegression hill() {
    return softmax(column({1, -1, 0}), column({1, 1, 0}).transpose(), Vector::Ones(1), 0.1,
                   Activation::identity);
}

/// The hill along the first unknown, a bowl along the second, which the outputs do not see.
inline SoftmaxRegression pass() {
    Matrix A1(5, 2);
    A1 << 1, 0, -1, 0, 0, 0, 0, 1, 0, -1;
    Matrix A2(1, 5);
    A2 << 1, 1, 0, 0.5, 0.5;
    return softmax(A1, A2, Vector::Ones(1), 0.1, Activation::identity);
}

}  // namespace basin::test
