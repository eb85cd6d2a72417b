// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/numeric/activations.h"
#include "core/numeric/design_matrix.h"

namespace basin {

/// The data of one two-layer softmax regression ([LSWY]; mathematics.md 1.1).
struct SoftmaxData {
    DesignMatrix A1;  // n x d, keys, dense or sparse
    Matrix A2;        // m x n, values
    Vector b;         // m, wanted output
    Vector w;         // n, ridge weights per row
    Activation activation = Activation::tanh;
};

}  // namespace basin
