// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/problems/flat_directions.h"

#include <limits>

#include "core/numeric/symmetric_eigen.h"
#include "core/numeric/weighted_gram.h"
#include "core/problems/curvature.h"

namespace basin {

namespace {

/// Directions that A1 maps to nothing, as far as A1^T A1 can tell them from rounding.
Index null_directions(const RowFactors& rows) {
    const Index n = rows.A1->rows(), d = rows.A1->cols();
    Matrix gram = Matrix::Zero(d, d);
    WeightedGram().add(*rows.A1, Vector::Ones(n), gram);
    Vector eigenvalues;
    symmetric_eigenvalues(gram, eigenvalues);
    const double rounding = 10 * static_cast<double>(d) * std::numeric_limits<double>::epsilon();
    return (eigenvalues.array() <= rounding * eigenvalues.maxCoeff()).count();
}

std::string directions_text(Index count) {
    return count == 1 ? "one direction" : std::to_string(count) + " directions";
}

}  // namespace

std::string flat_directions_note(const Problem& problem, const Vector& x) {
    const auto evaluator = problem.evaluator();
    CurvatureSource* curvature = evaluator->curvature();
    RowFactors rows;
    if (!curvature || curvature->row_factors(x, rows) != EvalStatus::ok) return {};
    const Index n = rows.A1->rows(), d = rows.A1->cols();
    const std::string flat = "L is flat along ";
    if (d > n) {
        return flat + "at least " + directions_text(d - n) +
               ", because A1 has fewer rows, n = " + std::to_string(n) +
               ", than columns, d = " + std::to_string(d) + ": add rows or drop columns.";
    }
    if (const Index lost = null_directions(rows); lost > 0) {
        return flat + directions_text(lost) + ", because A1 has the rank " + std::to_string(d - lost) +
               ", less than its columns, d = " + std::to_string(d) + ": drop columns that depend on others.";
    }
    if (rows.ridge->maxCoeff() == 0) {
        return "All ridge weights w are 0, so that nothing keeps the Hessian positive definite: raise the "
               "ridge.";
    }
    return {};
}

}  // namespace basin
