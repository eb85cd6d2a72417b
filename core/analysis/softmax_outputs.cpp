// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/softmax_outputs.h"

#include <cmath>

#include "core/numeric/products.h"

namespace basin {

SoftmaxOutputs::SoftmaxOutputs(const SoftmaxData& data, const Vector& x) {
    data.A1.times(x, f);
    f = (f.array() - f.maxCoeff()).exp();
    f /= f.sum();
    multiply(data.A2, f, z);
}

Matrix SoftmaxOutputs::slopes(const SoftmaxData& data, const std::vector<Index>& chosen) const {
    Matrix K(static_cast<Index>(chosen.size()), data.A1.cols());
    Vector row;
    for (std::size_t k = 0; k < chosen.size(); ++k) {
        const Vector weighted = f.array() * (data.A2.row(chosen[k]).transpose().array() - z[chosen[k]]);
        data.A1.transpose_times(weighted, row);
        K.row(static_cast<Index>(k)) = row;
    }
    return K;
}

OutputsAtKinks outputs_at_kinks(const SoftmaxRegression& problem, const Vector& x, double length) {
    const SoftmaxData& data = problem.data();
    OutputsAtKinks found{{}, Matrix(0, x.size())};
    if (is_twice_differentiable(data.activation)) return found;
    const SoftmaxOutputs at(data, x);
    for (Index i = 0; i < at.z.size(); ++i) {
        const double size = data.A2.row(i).cwiseAbs() * at.f;
        const double reach = size + at.slopes(data, {i}).stableNorm() * length;
        if (std::abs(at.z[i]) <= 0x1p-48 * reach) found.outputs.push_back(i);
    }
    found.slopes = at.slopes(data, found.outputs);
    return found;
}

}  // namespace basin
