// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/plane_directions.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "core/numeric/spectrum_ends.h"
#include "core/numeric/symmetric_eigen.h"

namespace basin {

namespace {

// Above this a plane is not worth all eigenvectors: Lanczos finds the two that are shown.
constexpr Index largest_decomposed = 256;
/// Two eigenpairs, the larger eigenvalue first.
struct EigenPairs {
    std::array<double, 2> values{};
    std::array<Vector, 2> vectors;  // empty when not found
};

/// The outermost pairs at either end; nothing where they are not found well enough to be shown.
std::optional<SpectrumEnds> shown_ends(const SymmetricProduct& product, Index d, Index each) {
    constexpr double tolerance = 1e-6;  // a picture needs no more
    auto ends = spectrum_ends(product, d, {.ends = each, .tolerance = tolerance, .restarts = 50});
    if (!ends) return std::nullopt;
    const double largest = std::max(ends->values.cwiseAbs().maxCoeff(), std::numeric_limits<double>::min());
    if (ends->errors.maxCoeff() > 100 * tolerance * largest) return std::nullopt;
    return ends;
}

ExtremeDirections dense_directions(Evaluator& evaluator, const Vector& x) {
    Matrix H;
    SymmetricEigen eigen;
    if (evaluator.hessian(x, H) != EvalStatus::ok || !eigen.compute(H)) return {};
    return {eigen.vectors().rightCols<1>(), eigen.vectors().leftCols<1>()};
}

ExtremeDirections lanczos_directions(Evaluator& evaluator, const Vector& x) {
    const auto product = [&](const Vector& in, Vector& out) {
        return evaluator.hessian_product(x, in, out) == EvalStatus::ok;
    };
    const auto ends = shown_ends(product, x.size(), 1);
    if (!ends) return {};
    return {ends->vectors.col(1), ends->vectors.col(0)};
}

/// The differences of all finite points from the origin, side by side.
Matrix differences_from(std::span<const std::shared_ptr<const Matrix>> points, const Vector& origin) {
    Index most = 0, count = 0;
    for (const auto& some : points) most += some ? some->cols() : 0;
    Matrix X(origin.size(), most);
    for (const auto& some : points) {
        if (!some || some->rows() != origin.size()) continue;
        for (const auto& point : some->colwise()) {
            if (point.allFinite()) X.col(count++) = point - origin;
        }
    }
    X.conservativeResize(Eigen::NoChange, count);
    return X;
}

/// The two largest eigenpairs of X X^T (by_rows) or X^T X, whichever is smaller.
EigenPairs largest_pairs(const Matrix& X, bool by_rows) {
    const Index size = by_rows ? X.rows() : X.cols();
    if (size > largest_decomposed) {
        Vector inner;
        const auto product = [&](const Vector& in, Vector& out) {
            if (by_rows) {
                inner.noalias() = X.transpose() * in;
                out.noalias() = X * inner;
            } else {
                inner.noalias() = X * in;
                out.noalias() = X.transpose() * inner;
            }
            return true;
        };
        const auto ends = shown_ends(product, size, 2);
        if (!ends) return {};
        return {{ends->values[3], ends->values[2]}, {ends->vectors.col(3), ends->vectors.col(2)}};
    }
    Matrix gram(size, size);
    if (by_rows) {
        gram.noalias() = X * X.transpose();
    } else {
        gram.noalias() = X.transpose() * X;
    }
    SymmetricEigen eigen;
    if (!eigen.compute(gram)) return {};
    EigenPairs pairs;
    for (Index k = 0; k < std::min<Index>(size, 2); ++k) {
        pairs.values[static_cast<std::size_t>(k)] = eigen.values()[size - 1 - k];
        pairs.vectors[static_cast<std::size_t>(k)] = eigen.vectors().col(size - 1 - k);
    }
    return pairs;
}

}  // namespace

ExtremeDirections extreme_directions(const Problem& problem, const Vector& x) {
    if (x.size() == 0 || !x.allFinite()) return {};
    const auto evaluator = problem.evaluator();
    return x.size() <= largest_decomposed ? dense_directions(*evaluator, x)
                                          : lanczos_directions(*evaluator, x);
}

PrincipalDirections principal_directions(std::span<const std::shared_ptr<const Matrix>> points,
                                         const Vector& origin) {
    PrincipalDirections result;
    Matrix X = differences_from(points, origin);
    // Scaled, so that no square overflows or vanishes.
    const double scale = X.size() > 0 ? X.cwiseAbs().maxCoeff() : 0;
    if (!(scale > 0)) return result;
    X /= scale;
    const bool by_rows = X.rows() <= X.cols();
    const EigenPairs pairs = largest_pairs(X, by_rows);
    const double whole = X.squaredNorm();
    for (std::size_t k = 0; k < 2; ++k) {
        constexpr double smallest_share = 1e-12;  // below, the direction is made of rounding errors
        if (pairs.vectors[k].size() == 0 || pairs.values[k] <= smallest_share * whole) break;
        result.directions[k] =
            by_rows ? pairs.vectors[k] : Vector((X * pairs.vectors[k]) / std::sqrt(pairs.values[k]));
        result.explained[k] = pairs.values[k] / whole;
    }
    return result;
}

}  // namespace basin
