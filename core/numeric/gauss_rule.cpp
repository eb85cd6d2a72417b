// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/numeric/gauss_rule.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

namespace basin {

namespace {

constexpr double unit = std::numeric_limits<double>::epsilon();

double scale_of(const JacobiMatrix& jacobi) {
    return std::max(jacobi.diagonal.cwiseAbs().maxCoeff(), jacobi.beside.maxCoeff());
}

/// Implicit QL with the first row of the rotations alone. d holds the diagonal, then the eigenvalues; e what
/// is beside it, its last entry without meaning; first begins as (1, 0, ..., 0).
class TridiagonalQl {
  public:
    TridiagonalQl(Vector& d, Vector& e, Vector& first) : d_(d), e_(e), first_(first) {}

    void run() {
        const Index n = d_.size();
        e_[n - 1] = 0;
        for (Index l = 0; l < n; ++l) {
            // Two sweeps an eigenvalue are usual; what is left after fifty is rounding.
            for (int sweep = 0; sweep < 50; ++sweep) {
                const Index m = split(l);
                if (m == l) break;
                chase(l, m);
            }
        }
    }

  private:
    /// The first m >= l where nothing is beside.
    Index split(Index l) const {
        Index m = l;
        while (m + 1 < d_.size() && std::abs(e_[m]) > unit * (std::abs(d_[m]) + std::abs(d_[m + 1]))) ++m;
        return m;
    }

    /// One sweep with Wilkinson's shift over rows l, ..., m.
    void chase(Index l, Index m) {
        const double half = (d_[l + 1] - d_[l]) / (2 * e_[l]);
        double g = d_[m] - d_[l] + e_[l] / (half + std::copysign(std::sqrt(half * half + 1), half));
        double s = 1, c = 1, p = 0;
        for (Index i = m - 1; i >= l; --i) {
            const double f = s * e_[i], b = c * e_[i];
            const double r = std::sqrt(f * f + g * g);
            e_[i + 1] = r;
            if (r == 0) {
                d_[i + 1] -= p;
                e_[m] = 0;
                return;
            }
            s = f / r;
            c = g / r;
            g = d_[i + 1] - p;
            const double t = (d_[i] - g) * s + 2 * c * b;
            p = s * t;
            d_[i + 1] = g + p;
            g = c * t - b;
            const double above = first_[i + 1];
            first_[i + 1] = s * first_[i] + c * above;
            first_[i] = c * first_[i] - s * above;
        }
        d_[l] -= p;
        e_[l] = g;
        e_[m] = 0;
    }

    Vector &d_, &e_, &first_;
};

GaussRule sorted_rule(const Vector& nodes, const Vector& first) {
    std::vector<Index> order(static_cast<std::size_t>(nodes.size()));
    std::iota(order.begin(), order.end(), Index{0});
    std::ranges::sort(order, {}, [&](Index i) { return nodes[i]; });
    GaussRule rule{Vector(nodes.size()), Vector(nodes.size())};
    for (Index i = 0; i < nodes.size(); ++i) {
        const Index from = order[static_cast<std::size_t>(i)];
        rule.nodes[i] = nodes[from];
        rule.weights[i] = first[from] * first[from];
    }
    return rule;
}

/// The last entry of the diagonal that puts a node of the matrix with one row more at x.
double entry_for_node(const JacobiMatrix& jacobi, double x, double scale) {
    double pivot = 0;
    for (Index k = 0; k < jacobi.diagonal.size(); ++k) {
        const double beside = k > 0 ? jacobi.beside[k - 1] : 0;
        pivot = jacobi.diagonal[k] - x - (k > 0 ? beside * beside / pivot : 0);
        if (pivot == 0) pivot = unit * scale;
    }
    const double last = jacobi.beside[jacobi.beside.size() - 1];
    return x + last * last / pivot;
}

/// Nodes within the tolerance of x may be at x, or on either side of it.
DistributionBounds bounds_by(const GaussRule& rule, double x, double tolerance) {
    return {(rule.nodes.array() < x - tolerance).select(rule.weights, 0.0).sum(),
            (rule.nodes.array() <= x + tolerance).select(rule.weights, 0.0).sum()};
}

}  // namespace

GaussRule gauss_rule(const JacobiMatrix& jacobi) {
    const double scale = scale_of(jacobi);
    if (!(scale > 0)) {
        Vector first = Vector::Unit(jacobi.diagonal.size(), 0);
        return sorted_rule(jacobi.diagonal, first);
    }
    Vector d = jacobi.diagonal / scale, e = jacobi.beside / scale, first = Vector::Unit(d.size(), 0);
    TridiagonalQl(d, e, first).run();
    return sorted_rule(scale * d, first);
}

DistributionBounds distribution_bounds(const JacobiMatrix& jacobi, double x) {
    const Index m = jacobi.diagonal.size();
    const double scale = std::max(scale_of(jacobi), std::abs(x));
    const bool invariant = !(jacobi.beside[m - 1] > 0);
    const double last = invariant ? x : entry_for_node(jacobi, x, scale);
    // So near to a node of the Gauss rule its own is the one at x; the other is far away and weighs nothing.
    const bool gauss = invariant || std::abs(last - x) > 1e8 * scale;
    if (gauss) return bounds_by(gauss_rule(jacobi), x, 1e-12 * scale);
    JacobiMatrix longer{Vector(m + 1), Vector::Zero(m + 1)};
    longer.diagonal << jacobi.diagonal, last;
    longer.beside.head(m) = jacobi.beside;
    return bounds_by(gauss_rule(longer), x, std::max(1e-12 * scale, 16 * unit * std::abs(last)));
}

}  // namespace basin
