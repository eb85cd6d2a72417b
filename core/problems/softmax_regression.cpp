// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/problems/softmax_regression.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/numeric/input_error.h"
#include "core/numeric/text.h"
#include "core/problems/rescaling.h"
#include "core/problems/softmax_evaluator.h"

namespace basin {

namespace {

std::string shape(const auto& matrix) {
    return std::to_string(matrix.rows()) + " x " + std::to_string(matrix.cols());
}

/// Names the first entry that is NaN or infinite, rows and columns counted from 1.
void require_finite(const auto& matrix, const std::string& name) {
    if (matrix.allFinite()) return;
    for (Index j = 0; j < matrix.cols(); ++j) {
        for (Index i = 0; i < matrix.rows(); ++i) {
            const double entry = matrix(i, j);
            if (std::isfinite(entry)) continue;
            const std::string value = std::isnan(entry) ? "NaN" : entry > 0 ? "infinity" : "-infinity";
            const std::string column = matrix.cols() > 1 ? ", column " + std::to_string(j + 1) : "";
            throw InputError(
                name, "row " + std::to_string(i + 1) + column + " is " + value + "; expected finite numbers");
        }
    }
}

void require_finite(const DesignMatrix& A, const std::string& name) {
    if (!A.is_sparse()) return require_finite(A.dense(), name);
    if (A.allFinite()) return;
    const auto bad = std::ranges::find_if(A.sparse().values, [](double v) { return !std::isfinite(v); });
    throw InputError(name, "stored entry " + std::to_string(bad - A.sparse().values.begin() + 1) +
                               " is not finite; expected finite numbers");
}

void require_size(const Vector& vector, const std::string& name, Index expected, const std::string& meaning) {
    if (vector.size() == expected) return;
    throw InputError(name, "found " + std::to_string(vector.size()) + " entries; expected " +
                               std::to_string(expected) + ", " + meaning);
}

void require_consistent(const SoftmaxData& data) {
    if (data.A1.size() == 0)
        throw InputError("A1", "found " + shape(data.A1) + "; expected n x d, at least 1 x 1");
    if (data.A2.size() == 0)
        throw InputError("A2", "found " + shape(data.A2) + "; expected m x n, at least 1 x 1");
    const std::string n = std::to_string(data.A1.rows());
    if (data.A2.cols() != data.A1.rows()) {
        throw InputError("A2", "found " + shape(data.A2) + "; expected " + n +
                                   " columns, one for each row of A1 (" + shape(data.A1) + ")");
    }
    require_size(data.b, "b", data.A2.rows(), "one for each row of A2 (" + shape(data.A2) + ")");
    require_size(data.w, "w", data.A1.rows(), "one for each row of A1 (" + shape(data.A1) + ")");
}

}  // namespace

SoftmaxRegression::SoftmaxRegression(SoftmaxData data) {
    require_consistent(data);
    require_finite(data.A1, "A1");
    require_finite(data.A2, "A2");
    require_finite(data.b, "b");
    require_finite(data.w, "w");
    centred_ = std::make_shared<const CentredSoftmax>(std::move(data));
    sizes_ = std::make_shared<const SoftmaxDataSizes>(centred_->data());
    rescaled_ = rescale(centred_->data());
}

Smoothness SoftmaxRegression::smoothness() const {
    return is_twice_differentiable(data().activation) ? Smoothness::twice_differentiable
                                                      : Smoothness::piecewise_smooth;
}

std::string SoftmaxRegression::description() const {
    const std::string sparse =
        data().A1.is_sparse()
            ? ", sparse A1 with " + std::to_string(data().A1.entries()) + " entries (" +
                  number_text(100 * static_cast<double>(data().A1.entries()) /
                              (static_cast<double>(data().A1.rows()) * static_cast<double>(dimension()))) +
                  " %)"
            : std::string();
    const std::string ridge = data().w.isZero(0) ? ", no ridge (every w is 0)" : "";
    return "softmax regression, n = " + std::to_string(data().A1.rows()) +
           ", d = " + std::to_string(dimension()) + ", m = " + std::to_string(data().A2.rows()) + ", " +
           std::string(to_string(data().activation)) + sparse + ridge;
}

std::unique_ptr<Evaluator> SoftmaxRegression::evaluator() const {
    return std::make_unique<SoftmaxEvaluator>(*centred_, *sizes_);
}

}  // namespace basin
