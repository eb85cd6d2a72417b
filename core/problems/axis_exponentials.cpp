// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/problems/axis_exponentials.h"

#include <algorithm>
#include <cmath>

#include "core/numeric/chebyshev.h"
#include "core/numeric/elementwise.h"

namespace basin {

namespace {

// Largest |a - middle| |u1 - tilt| of a piece. An exponential changes by no more than exp(2 reach) = 148 over
// the piece, which bounds how much larger errors are relative to the smallest sum than to the largest.
constexpr double piece_reach = 2.5;
// Of the interpolation, relative to the largest value in the piece: below rounding.
constexpr double accuracy = 1e-17;
// Share of the work of computing every point from which interpolation is not worth its while.
constexpr double worthwhile = 0.8;

}  // namespace

void AxisExponentials::prepare(std::span<const double> a) {
    if (columns_.cols() > 0 && std::ranges::equal(a, axis_)) return;
    axis_.assign(a.begin(), a.end());
    pieces_.clear();
    split();
    if (!direct()) return;
    columns_.resize(u0_.size(), static_cast<Index>(axis_.size()));
    for (Index i = 0; i < columns_.cols(); ++i) {
        const double point = axis_[static_cast<std::size_t>(i)];
        fill_column(i, point, 0, (u0_ + point * u1_).maxCoeff());
    }
}

void AxisExponentials::split() {
    if (axis_.size() < 2 || !std::ranges::is_sorted(axis_)) return;
    const double low = axis_.front(), high = axis_.back();
    if (!(low < high) || !u1_.allFinite()) return;
    const double spread = 0.5 * (u1_.maxCoeff() - u1_.minCoeff());
    const double wanted = std::max(1.0, std::ceil(0.5 * (high - low) * spread / piece_reach));
    const double reach = 0.5 * (high - low) * spread / wanted;
    if (!(wanted < static_cast<double>(axis_.size()))) return;
    const Index nodes = chebyshev_points_for_exponential(reach, accuracy);
    const double columns = wanted * static_cast<double>(nodes), n = static_cast<double>(u0_.size()),
                 points = static_cast<double>(axis_.size());
    if (n * columns + static_cast<double>(nodes) * points > worthwhile * n * points) return;

    columns_.resize(u0_.size(), static_cast<Index>(columns));
    const auto pieces = static_cast<Index>(wanted);
    const double width = (high - low) / wanted;
    std::size_t first = 0;
    for (Index piece = 0; piece < pieces; ++piece) {
        const double from = low + static_cast<double>(piece) * width;
        const double to = piece + 1 < pieces ? from + width : high;
        const auto end = std::upper_bound(axis_.begin(), axis_.end(), to) - axis_.begin();
        add_piece(from, to, first, static_cast<std::size_t>(end) - first, nodes);
        first = static_cast<std::size_t>(end);
    }
}

void AxisExponentials::add_piece(double low, double high, std::size_t first, std::size_t count, Index nodes) {
    const auto first_column = static_cast<Index>(pieces_.size()) * nodes;
    const double middle = 0.5 * (low + high);
    const double tilt = 0.5 * (u1_.maxCoeff() + u1_.minCoeff());
    const double shift = (u0_ + middle * (u1_.array() - tilt).matrix()).maxCoeff();
    const Vector points = chebyshev_points(low, high, nodes);
    for (Index k = 0; k < nodes; ++k) fill_column(first_column + k, points[k], tilt, shift);
    pieces_.push_back({static_cast<Index>(first), first_column,
                       chebyshev_weights(low, high, nodes, std::span(axis_).subspan(first, count))});
}

void AxisExponentials::fill_column(Index k, double a, double tilt, double shift) {
    auto column = columns_.col(k);
    column = u0_ + a * (u1_.array() - tilt).matrix();
    const std::span span(column.data(), static_cast<std::size_t>(column.size()));
    exp_shifted_sum(span, shift, span);
}

void AxisExponentials::expand(const Matrix& at_columns, Matrix& at_points) const {
    at_points.resize(static_cast<Index>(axis_.size()), at_columns.cols());
    for (const Piece& piece : pieces_) {
        at_points.middleRows(piece.first_point, piece.weights.cols()).noalias() =
            piece.weights.transpose() * at_columns.middleRows(piece.first_column, piece.weights.rows());
    }
}

}  // namespace basin
