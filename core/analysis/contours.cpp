// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/contours.h"

#include <cmath>
#include <cstddef>
#include <string>
#include <unordered_map>
#include <utility>

#include "core/numeric/input_error.h"

namespace basin {

namespace {

using Point = std::array<double, 2>;

/// Traces one level: finds the segment(s) of each cell as pairs of grid edges, then chains segments that
/// share an edge.
class LevelTracer {
  public:
    LevelTracer(const Vector& a, const Vector& b, const Matrix& values, double level)
        : a_(a), b_(b), values_(values), level_(level) {}

    void trace(std::vector<ContourLine>& out) {
        for (Index j = 0; j + 1 < b_.size(); ++j)
            for (Index i = 0; i + 1 < a_.size(); ++i) addCell(i, j);
        // Open chains first, from their ends; what is left over is closed.
        for (const std::size_t edge : order_)
            if (links_.at(edge).count == 1) follow(edge, out);
        for (const std::size_t edge : order_)
            if (links_.at(edge).count > 0) follow(edge, out);
    }

  private:
    /// The edges that a crossed edge is joined to, at most one in each of the two cells it borders.
    struct Links {
        std::array<std::size_t, 2> to{};
        int count = 0;
        bool used = false;
    };

    // Edge 2 (i + j n) leads from point (i, j) to (i + 1, j), edge 2 (i + j n) + 1 to (i, j + 1).
    std::size_t edgeAlongA(Index i, Index j) const {
        return static_cast<std::size_t>(2 * (i + j * a_.size()));
    }
    std::size_t edgeAlongB(Index i, Index j) const { return edgeAlongA(i, j) + 1; }
    bool above(Index i, Index j) const { return values_(i, j) >= level_; }

    void addCell(Index i, Index j) {
        const double v00 = values_(i, j), v10 = values_(i + 1, j);
        const double v01 = values_(i, j + 1), v11 = values_(i + 1, j + 1);
        const double sum = v00 + v10 + v01 + v11;
        if (!std::isfinite(sum)) return;
        const int corners = (v00 >= level_ ? 1 : 0) + (v10 >= level_ ? 2 : 0) + (v11 >= level_ ? 4 : 0) +
                            (v01 >= level_ ? 8 : 0);
        if (corners == 0 || corners == 15) return;
        const std::size_t south = edgeAlongA(i, j), north = edgeAlongA(i, j + 1);
        const std::size_t west = edgeAlongB(i, j), east = edgeAlongB(i + 1, j);
        const bool saddle = corners == 5 || corners == 10;
        if (saddle) {
            // The mean decides whether the high corners are joined through the middle.
            const bool joined = (sum / 4 >= level_) == (corners == 5);
            link(west, joined ? north : south);
            link(joined ? south : north, east);
            return;
        }
        std::array<std::size_t, 4> crossed{};
        std::size_t count = 0;
        if (above(i, j) != above(i + 1, j)) crossed[count++] = south;
        if (above(i + 1, j) != above(i + 1, j + 1)) crossed[count++] = east;
        if (above(i, j + 1) != above(i + 1, j + 1)) crossed[count++] = north;
        if (above(i, j) != above(i, j + 1)) crossed[count++] = west;
        link(crossed[0], crossed[1]);
    }

    void link(std::size_t from, std::size_t to) {
        for (const auto& [edge, other] : {std::pair{from, to}, std::pair{to, from}}) {
            auto [entry, isNew] = links_.try_emplace(edge);
            if (isNew) order_.push_back(edge);
            entry->second.to[static_cast<std::size_t>(entry->second.count++)] = other;
        }
    }

    Point pointOn(std::size_t edge) const {
        const auto cell = static_cast<Index>(edge / 2);
        const Index i = cell % a_.size(), j = cell / a_.size();
        const Index i2 = edge % 2 == 0 ? i + 1 : i, j2 = edge % 2 == 0 ? j : j + 1;
        const double from = values_(i, j), to = values_(i2, j2);
        const double t = (level_ - from) / (to - from);
        return {a_[i] + t * (a_[i2] - a_[i]), b_[j] + t * (b_[j2] - b_[j])};
    }

    /// Walks from an edge to the end of its chain, or around it.
    void follow(std::size_t start, std::vector<ContourLine>& out) {
        if (links_.at(start).used) return;
        ContourLine line;
        line.level = level_;
        std::size_t edge = start;
        for (bool going = true; going;) {
            Links& here = links_.at(edge);
            here.used = true;
            line.points.push_back(pointOn(edge));
            going = false;
            for (int k = 0; k < here.count && !going; ++k) {
                const std::size_t next = here.to[static_cast<std::size_t>(k)];
                if (links_.at(next).used) continue;
                edge = next;
                going = true;
            }
        }
        line.closed = links_.at(start).count == 2;
        out.push_back(std::move(line));
    }

    const Vector& a_;
    const Vector& b_;
    const Matrix& values_;
    double level_;
    std::unordered_map<std::size_t, Links> links_;
    std::vector<std::size_t> order_;  // as found, so that the outcome does not depend on the hash table
};

}  // namespace

std::vector<ContourLine> trace_contours(const Vector& a, const Vector& b, const Matrix& values,
                                        std::span<const double> levels) {
    if (values.rows() != a.size() || values.cols() != b.size())
        throw InputError("contours", "the grid of values is " + std::to_string(values.rows()) + " x " +
                                         std::to_string(values.cols()) + ", expected " +
                                         std::to_string(a.size()) + " x " + std::to_string(b.size()));
    std::vector<ContourLine> lines;
    for (const double level : levels) LevelTracer(a, b, values, level).trace(lines);
    return lines;
}

}  // namespace basin
