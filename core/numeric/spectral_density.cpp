// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/numeric/spectral_density.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>
#include <vector>

#include "core/numeric/check.h"
#include "core/numeric/gauss_rule.h"
#include "core/numeric/parallel.h"
#include "core/numeric/random.h"

namespace basin {

namespace {

constexpr Index most_bins = 80;
// Beyond the outermost nodes, in bins.
constexpr double margin = 1;
// An edge is one where the probes' bounds on the share below it differ by no more.
constexpr double resolved = 0.02;
// Decades that the logarithmic part of the axis shows, as the spectrum plot does.
constexpr double decades = 6;
constexpr double normal_quantile_975 = 1.959963984540054;

/// Lanczos from a unit vector. Columns of the basis are orthogonalised against all before, twice: one pass
/// leaves rounding errors of the size of what it removed.
class LanczosRun {
  public:
    LanczosRun(const SymmetricProduct& product, Index d, Index steps)
        : product_(product), basis_(d, steps), diagonal_(steps), beside_(steps), w_(d) {}

    /// False when a product fails.
    bool run(const Vector& start) {
        basis_.col(0) = start;
        double scale = 0;
        for (size_ = 1;; ++size_) {
            const Index k = size_ - 1;
            in_ = basis_.col(k);
            if (!product_(in_, w_)) return false;
            diagonal_[k] = in_.dot(w_);
            for (int pass = 0; pass < 2; ++pass) {
                const auto before = basis_.leftCols(size_);
                coefficients_.noalias() = before.transpose() * w_;
                w_.noalias() -= before * coefficients_;
            }
            const double beta = w_.norm();
            scale = std::max({scale, std::abs(diagonal_[k]), beta});
            // The space is invariant: the quadrature is exact already.
            beside_[k] = beta > 1e-13 * scale ? beta : 0;
            if (size_ == basis_.cols() || beside_[k] == 0) return true;
            basis_.col(size_) = w_ / beta;
        }
    }

    JacobiMatrix jacobi() const { return {diagonal_.head(size_), beside_.head(size_)}; }

  private:
    const SymmetricProduct& product_;
    Matrix basis_;              // d x steps
    Vector diagonal_, beside_;  // steps
    Vector in_, w_;             // d
    Vector coefficients_;
    Index size_ = 0;  // columns in use
};

Vector rademacher(std::uint64_t seed, Index probe, Index d) {
    RandomStream stream(seed, static_cast<std::uint64_t>(probe));
    const double entry = 1 / std::sqrt(static_cast<double>(d));
    return Vector::NullaryExpr(d, [&] { return stream.bits() & 1 ? entry : -entry; });
}

double to_axis(double value, double linear_width) {
    return std::copysign(std::log10(1 + std::abs(value) / linear_width), value);
}

double from_axis(double place, double linear_width) {
    return std::copysign(linear_width * (std::pow(10.0, std::abs(place)) - 1), place);
}

/// Edges of bins that hold all nodes, equally wide on the axis.
Vector place_edges(const std::vector<JacobiMatrix>& probes, double& linear_width) {
    double low = std::numeric_limits<double>::infinity(), high = -low, smallest = low, largest = 0;
    for (const JacobiMatrix& probe : probes) {
        const Vector nodes = gauss_rule(probe).nodes;
        low = std::min(low, nodes.minCoeff());
        high = std::max(high, nodes.maxCoeff());
        for (const double node : nodes) {
            if (node != 0) smallest = std::min(smallest, std::abs(node));
            largest = std::max(largest, std::abs(node));
        }
    }
    linear_width = largest > 0 ? std::max(smallest, largest * std::pow(10.0, -decades)) : 1;
    double left = to_axis(low, linear_width), right = to_axis(high, linear_width);
    const double least = 1e-3;  // where all eigenvalues are one
    const double width = std::max(right - left, least) / (static_cast<double>(most_bins) - 2 * margin);
    left = (left + right) / 2 - width * static_cast<double>(most_bins) / 2;
    return Vector::NullaryExpr(most_bins + 1, [&](Index i) {
        return from_axis(left + width * static_cast<double>(i), linear_width);
    });
}

/// The bounds at x, averaged over the probes.
DistributionBounds mean_bounds(const std::vector<JacobiMatrix>& probes, double x) {
    DistributionBounds mean{0, 0};
    for (const JacobiMatrix& probe : probes) {
        const DistributionBounds bounds = distribution_bounds(probe, x);
        mean.low += bounds.low;
        mean.high += bounds.high;
    }
    const auto count = static_cast<double>(probes.size());
    return {mean.low / count, mean.high / count};
}

/// An outermost edge: moved outwards until nearly nothing can lie beyond.
void move_out(const std::vector<JacobiMatrix>& probes, double step, double linear_width, double& edge,
              DistributionBounds& bounds) {
    for (int i = 0; i < 60 && bounds.high - bounds.low > resolved; ++i, step *= 1.5) {
        edge = from_axis(to_axis(edge, linear_width) + step, linear_width);
        bounds = mean_bounds(probes, edge);
    }
}

/// What Rademacher probes scatter: the variance of v^T P v / d over them, P a projection of rank share d, is
/// at most 2 share (1 - share) / d.
double scatter(double low, double high, Index d, std::size_t probes) {
    const auto unknowns = static_cast<double>(d);
    const double share = std::clamp(0.5, std::min(low, high), std::max(low, high));
    const double variance = 2 * std::max(share * (1 - share), 1 / unknowns) / unknowns;
    return normal_quantile_975 * std::sqrt(variance / static_cast<double>(probes));
}

/// Bins between the edges that are resolved, with what each holds.
void fill_bins(const std::vector<JacobiMatrix>& probes, Index d, Vector edges, SpectralDensity& density) {
    std::vector<DistributionBounds> bounds(static_cast<std::size_t>(edges.size()));
    parallel_for(edges.size(), hardware_threads(), {},
                 [&](Index i) { bounds[static_cast<std::size_t>(i)] = mean_bounds(probes, edges[i]); });
    const Index last = edges.size() - 1;
    const double width =
        (to_axis(edges[last], density.linear_width) - to_axis(edges[0], density.linear_width)) /
        static_cast<double>(last);
    move_out(probes, -width, density.linear_width, edges[0], bounds.front());
    move_out(probes, width, density.linear_width, edges[last], bounds.back());
    std::vector<double> kept, share, low, high;
    const DistributionBounds* before = nullptr;
    for (Index i = 0; i <= last; ++i) {
        const DistributionBounds& at = bounds[static_cast<std::size_t>(i)];
        if (i > 0 && i < last && at.high - at.low > resolved) continue;
        kept.push_back(edges[i]);
        if (before) {
            const double least = at.low - before->high, most = at.high - before->low;
            const double more = scatter(std::max(0.0, least), std::min(1.0, most), d, probes.size());
            // Bounds that meet are apart by rounding, either way.
            share.push_back(std::clamp((least + most) / 2, 0.0, 1.0));
            low.push_back(std::max(0.0, least - more));
            high.push_back(std::min(1.0, most + more));
        }
        before = &at;
    }
    const auto vector = [](const std::vector<double>& values) {
        return Vector(Eigen::Map<const Vector>(values.data(), std::ssize(values)));
    };
    density.edges = vector(kept);
    density.share = vector(share);
    density.share_low = vector(low);
    density.share_high = vector(high);
}

}  // namespace

void DensityOptions::validate() const {
    require(probes >= 1 && probes <= 10000, "probes", probes, "a whole number from 1 to 10000");
    require(steps >= 2 && steps <= 1000, "steps", steps, "a whole number from 2 to 1000");
}

std::optional<SpectralDensity> spectral_density(const ProductFactory& make_product, Index d,
                                                const DensityOptions& options, std::stop_token stop) {
    const Index steps = std::min(options.steps, d);
    std::vector<JacobiMatrix> probes(static_cast<std::size_t>(options.probes));
    std::atomic<bool> failed = false;
    const bool done = parallel_for(options.probes, hardware_threads(), stop, [&](Index i) {
        const SymmetricProduct product = make_product();
        LanczosRun run(product, d, steps);
        if (failed || !run.run(rademacher(options.seed, i, d))) {
            failed = true;
            return;
        }
        probes[static_cast<std::size_t>(i)] = run.jacobi();
    });
    if (!done || failed) return std::nullopt;

    SpectralDensity density;
    density.probes = options.probes;
    for (const JacobiMatrix& probe : probes) density.steps = std::max(density.steps, probe.diagonal.size());
    const Vector edges = place_edges(probes, density.linear_width);
    fill_bins(probes, d, edges, density);
    return density;
}

Vector shares_of(const Vector& eigenvalues, const SpectralDensity& bins) {
    Vector share = Vector::Zero(bins.edges.size() - 1);
    const double weight = 1 / static_cast<double>(eigenvalues.size());
    for (const double value : eigenvalues) {
        if (value < bins.lowest() || value > bins.highest()) continue;
        const auto above = std::upper_bound(bins.edges.begin() + 1, bins.edges.end() - 1, value);
        share[above - bins.edges.begin() - 1] += weight;
    }
    return share;
}

}  // namespace basin
