// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/softmax_problem_spec.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "core/experiment/source_check.h"

namespace basin {

void SoftmaxProblemSpec::validate() const {
    instance.validate();
    validate_source(A1, "problem.data.A1", instance.n, instance.d, "n x d");
    validate_source(A2, "problem.data.A2", instance.m, instance.n, "m x n");
    validate_source(b, "problem.data.b", instance.m, 1, "m x 1");
    validate_source(w, "problem.data.w", instance.n, 1, "n x 1");
    if (standardise && (!A1 || A1->value->is_sparse()))
        throw InputError("problem.data.standardise",
                         std::string("found it with ") +
                             (A1 ? "a sparse A1, which it would fill" : "a generated A1") +
                             "; expected a dense A1 that is given");
}

Vector column_deviations(const Matrix& A) {
    constexpr double constant = 1e-12;  // over the largest entry
    Vector deviations(A.cols());
    for (Index j = 0; j < A.cols(); ++j) {
        const double mean = A.col(j).mean();
        const double deviation = std::sqrt((A.col(j).array() - mean).square().mean());
        deviations[j] = deviation > constant * A.col(j).cwiseAbs().maxCoeff() ? deviation : 1;
    }
    return deviations;
}

DesignMatrix SoftmaxProblemSpec::keys() const {
    if (!standardise) return *A1->value;
    const Matrix& A = A1->value->dense();
    return Matrix((A.rowwise() - A.colwise().mean()) * column_deviations(A).cwiseInverse().asDiagonal());
}

Vector SoftmaxProblemSpec::in_data_units(const Vector& x) const {
    return x.cwiseQuotient(column_deviations(A1->value->dense()));
}

void SoftmaxProblemSpec::follow_data() {
    if (w) instance.n = w->value->rows();
    if (b) instance.m = b->value->rows();
    if (A2) {
        instance.m = A2->value->rows();
        instance.n = A2->value->cols();
    }
    if (A1) {
        const DesignMatrix& keys = *A1->value;
        instance.n = keys.rows();
        instance.d = keys.cols();
        instance.density = static_cast<double>(std::max<Index>(keys.entries(), 1)) /
                           (static_cast<double>(keys.rows()) * static_cast<double>(keys.cols()));
    }
}

}  // namespace basin
