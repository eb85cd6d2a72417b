// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/kink_flows.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <Eigen/QR>

namespace basin {

namespace {

constexpr double rank_threshold = 1e-11;  // of rows of length 1
constexpr double unseen = 0x1p-60;  // of S: weights that go to 0 take R with them, and F sees none of it
constexpr double flow_rounding = 2 * std::numeric_limits<double>::epsilon();

/// Rows of J in units of the dual norm, each made as long as 1, and their lengths.
struct UnitRows {
    Matrix rows;  // kinks x N
    Vector sizes;
};

UnitRows unit_rows(const Matrix& jacobian, const Vector& lengths) {
    UnitRows unit{jacobian * lengths.cwiseInverse().asDiagonal(), {}};
    unit.sizes.resize(jacobian.rows());
    for (Index k = 0; k < jacobian.rows(); ++k) {
        unit.sizes[k] = unit.rows.row(k).stableNorm();
        if (unit.sizes[k] > 0) unit.rows.row(k) /= unit.sizes[k];
    }
    return unit;
}

void judge(KinkLagrangian& lagrangian, KinkFlows& flows) {
    const Vector carried = lagrangian.jacobian().cwiseAbs().transpose() * flows.mu.cwiseAbs();
    flows.at_rounding = !lagrangian.sizes().parts.empty();
    for (const GradientPart& part : lagrangian.sizes().parts) {
        const double left = flows.residual.segment(part.first, part.size).stableNorm();
        const double flows_through = flow_rounding * carried.segment(part.first, part.size).stableNorm();
        const double none = std::max(part.rounding + flows_through, unseen * part.scale);
        if (left <= none) continue;
        flows.at_rounding = false;
        flows.share = std::max(flows.share, part.scale > 0 ? left / part.scale : 1);
    }
}

}  // namespace

Vector lengths_of(KinkLagrangian& lagrangian) {
    const GradientSizes& sizes = lagrangian.sizes();
    Vector lengths = Vector::Zero(lagrangian.theta().size());
    double largest = 0;
    for (const GradientPart& part : sizes.parts) {
        lengths.segment(part.first, part.size).setConstant(part.jacobian);
        largest = std::max(largest, part.jacobian);
    }
    // Parts that F does not depend on to first order are free to move, but no further than is told.
    const double least = largest > 0 ? 1e-8 * largest : 1;
    return lengths.unaryExpr([least](double length) { return length > 0 ? length : least; });
}

double dual_norm(const Vector& derivative, const Vector& lengths) {
    return derivative.cwiseQuotient(lengths).stableNorm();
}

double rounding_reach(KinkLagrangian& lagrangian, Index unit, const Vector& lengths, double size) {
    constexpr double reach = 0x1p-48;
    const double steepness = dual_norm(lagrangian.derivative_of(unit), lengths);
    return reach * (lagrangian.terms_of(unit) + steepness * size);
}

Vector straight_onto(const Matrix& rows, const Matrix& span, const Vector& values) {
    if (rows.rows() == 0) return Vector::Zero(rows.cols());
    const Vector sizes = rows.rowwise().norm().unaryExpr([](double s) { return s > 0 ? s : 1; });
    const Matrix unit = sizes.cwiseInverse().asDiagonal() * (rows * span);
    return -span * unit.completeOrthogonalDecomposition().solve(values.cwiseQuotient(sizes));
}

Matrix restricted(const Matrix& H, const Matrix& basis) {
    if (basis.cols() == H.cols()) return H;
    const Matrix image = H * basis;
    return basis.transpose() * image;
}

Vector curvature_lengths(const Matrix& hessian, const Vector& column_norms) {
    const Vector sizes = (2 * column_norms.cwiseAbs2() + hessian.diagonal().cwiseAbs()).cwiseSqrt();
    return sizes.unaryExpr([](double size) { return size > 0 ? 1 / size : 1; });
}

KinkFlows best_flows(KinkLagrangian& lagrangian, const Vector& lengths) {
    const Matrix& jacobian = lagrangian.jacobian();
    const Index kinks = jacobian.rows();
    KinkFlows flows;
    flows.mu = Vector::Zero(kinks);
    flows.freedom.resize(kinks, 0);
    flows.span.resize(lengths.size(), 0);
    if (kinks > 0) {
        const Vector base = lagrangian.gradient(flows.mu).cwiseQuotient(lengths);
        const UnitRows unit = unit_rows(jacobian, lengths);
        Eigen::CompleteOrthogonalDecomposition<Matrix> columns;
        columns.setThreshold(rank_threshold);
        columns.compute(unit.rows.transpose());
        flows.rank = columns.rank();
        flows.mu = columns.solve(-base);
        for (Index k = 0; k < kinks; ++k) flows.mu[k] = unit.sizes[k] > 0 ? flows.mu[k] / unit.sizes[k] : 0;
        const Matrix whole = columns.householderQ() * Matrix::Identity(lengths.size(), flows.rank);
        flows.span = whole;
        if (flows.rank < kinks) {
            Eigen::ColPivHouseholderQR<Matrix> rows(unit.rows);
            const Matrix Q = rows.householderQ();
            const Matrix free =
                unit.sizes.unaryExpr([](double s) { return s > 0 ? 1 / s : 1; }).asDiagonal() *
                Q.rightCols(kinks - flows.rank);
            flows.freedom =
                Eigen::HouseholderQR<Matrix>(free).householderQ() * Matrix::Identity(kinks, free.cols());
        }
    }
    flows.residual = lagrangian.gradient(flows.mu);
    judge(lagrangian, flows);
    return flows;
}

}  // namespace basin
