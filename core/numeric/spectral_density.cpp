// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/numeric/spectral_density.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>
#include <numbers>
#include <vector>

#include "core/numeric/check.h"
#include "core/numeric/parallel.h"
#include "core/numeric/random.h"
#include "core/numeric/symmetric_eigen.h"

namespace basin {

namespace {

constexpr Index bins = 80;
// Beyond the outermost nodes, in bins: room for the Gaussians there.
constexpr double margin = 3;
// Decades that the logarithmic part of the axis shows, as the spectrum plot does.
constexpr double decades = 6;

/// The Gauss quadrature of one probe: share weights[i] of the eigenvalues near nodes[i].
struct Quadrature {
    Vector nodes;
    Vector weights;  // >= 0, their sum is 1
};

/// Lanczos from a unit vector. Columns of the basis are orthogonalised against all before, twice: one pass
/// leaves rounding errors of the size of what it removed.
class LanczosRun {
  public:
    LanczosRun(const SymmetricProduct& product, Index d, Index steps)
        : product_(product), basis_(d, steps), tridiagonal_(Matrix::Zero(steps, steps)), w_(d) {}

    /// False when a product fails.
    bool run(const Vector& start) {
        basis_.col(0) = start;
        double scale = 0;
        for (size_ = 1;; ++size_) {
            const Index k = size_ - 1;
            in_ = basis_.col(k);
            if (!product_(in_, w_)) return false;
            tridiagonal_(k, k) = in_.dot(w_);
            for (int pass = 0; pass < 2; ++pass) {
                const auto before = basis_.leftCols(size_);
                coefficients_.noalias() = before.transpose() * w_;
                w_.noalias() -= before * coefficients_;
            }
            const double beta = w_.norm();
            scale = std::max({scale, std::abs(tridiagonal_(k, k)), beta});
            // The space is invariant: the quadrature is exact already.
            if (size_ == basis_.cols() || !(beta > 1e-13 * scale)) return true;
            tridiagonal_(size_, k) = tridiagonal_(k, size_) = beta;
            basis_.col(size_) = w_ / beta;
        }
    }

    Quadrature quadrature() const {
        SymmetricEigen eigen;
        eigen.compute(tridiagonal_.topLeftCorner(size_, size_));
        return {eigen.values(), eigen.vectors().row(0).transpose().cwiseAbs2()};
    }

  private:
    const SymmetricProduct& product_;
    Matrix basis_;        // d x steps
    Matrix tridiagonal_;  // steps x steps
    Vector in_, w_;       // d
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

/// Bins that hold all nodes and the Gaussians about them.
void place_bins(const std::vector<Quadrature>& probes, SpectralDensity& density) {
    double low = std::numeric_limits<double>::infinity(), high = -low, smallest = low, largest = 0;
    for (const Quadrature& probe : probes) {
        low = std::min(low, probe.nodes.minCoeff());
        high = std::max(high, probe.nodes.maxCoeff());
        for (const double node : probe.nodes) {
            if (node != 0) smallest = std::min(smallest, std::abs(node));
            largest = std::max(largest, std::abs(node));
        }
    }
    density.linear_width = largest > 0 ? std::max(smallest, largest * std::pow(10.0, -decades)) : 1;
    double left = to_axis(low, density.linear_width), right = to_axis(high, density.linear_width);
    const double least = 1e-3;  // where all eigenvalues are one
    const double width = std::max(right - left, least) / (static_cast<double>(bins) - 2 * margin);
    left = (left + right) / 2 - width * static_cast<double>(bins) / 2;
    density.edges.resize(bins + 1);
    for (Index i = 0; i <= bins; ++i) {
        density.edges[i] = from_axis(left + width * static_cast<double>(i), density.linear_width);
    }
}

/// share += weight times the part of each bin in the Gaussian about the value.
void add_value(const SpectralDensity& density, double value, double weight, Vector& share) {
    const Index count = density.edges.size() - 1;
    const double left = to_axis(density.lowest(), density.linear_width);
    const double right = to_axis(density.highest(), density.linear_width);
    const double width = (right - left) / static_cast<double>(count);
    const double place = (to_axis(value, density.linear_width) - left) / width;  // in bins
    const auto below = [&](double edge) { return 0.5 * std::erfc((place - edge) / std::numbers::sqrt2); };
    // Eight deviations away nothing is left.
    const auto first = static_cast<Index>(std::clamp(place - 8, 0.0, static_cast<double>(count)));
    const auto last = static_cast<Index>(std::clamp(place + 9, 0.0, static_cast<double>(count)));
    double before = below(static_cast<double>(first));
    for (Index i = first; i < last; ++i) {
        const double after = below(static_cast<double>(i + 1));
        share[i] += weight * (after - before);
        before = after;
    }
}

}  // namespace

void DensityOptions::validate() const {
    require(probes >= 1 && probes <= 10000, "probes", probes, "a whole number from 1 to 10000");
    require(steps >= 2 && steps <= 1000, "steps", steps, "a whole number from 2 to 1000");
}

std::optional<SpectralDensity> spectral_density(const ProductFactory& make_product, Index d,
                                                const DensityOptions& options, std::stop_token stop) {
    const Index steps = std::min(options.steps, d);
    std::vector<Quadrature> probes(static_cast<std::size_t>(options.probes));
    std::atomic<bool> failed = false;
    const bool done = parallel_for(options.probes, hardware_threads(), stop, [&](Index i) {
        const SymmetricProduct product = make_product();
        LanczosRun run(product, d, steps);
        if (failed || !run.run(rademacher(options.seed, i, d))) {
            failed = true;
            return;
        }
        probes[static_cast<std::size_t>(i)] = run.quadrature();
    });
    if (!done || failed) return std::nullopt;

    SpectralDensity density;
    density.probes = options.probes;
    place_bins(probes, density);
    Matrix shares = Matrix::Zero(bins, options.probes);
    for (Index i = 0; i < options.probes; ++i) {
        const Quadrature& probe = probes[static_cast<std::size_t>(i)];
        density.steps = std::max(density.steps, probe.nodes.size());
        Vector share = Vector::Zero(bins);
        for (Index k = 0; k < probe.nodes.size(); ++k) {
            add_value(density, probe.nodes[k], probe.weights[k], share);
        }
        shares.col(i) = share;
    }
    density.share = shares.rowwise().mean();
    const auto count = static_cast<double>(options.probes);
    const double freedom = count * (count - 1);
    density.error = (shares.colwise() - density.share).rowwise().norm() / std::sqrt(freedom);
    if (options.probes == 1) density.error.setConstant(not_applicable);
    return density;
}

Vector shares_of(const Vector& eigenvalues, const SpectralDensity& bins_of) {
    Vector share = Vector::Zero(bins_of.edges.size() - 1);
    const double weight = 1 / static_cast<double>(eigenvalues.size());
    for (const double value : eigenvalues) add_value(bins_of, value, weight, share);
    return share;
}

}  // namespace basin
