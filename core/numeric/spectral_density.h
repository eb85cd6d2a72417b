// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>

#include "core/numeric/symmetric_product.h"

namespace basin {

/// How a spectral density is estimated (mathematics.md 5). Field names are JSON keys under "spectrum".
struct DensityOptions {
    Index probes = 10;       // >= 1 random vectors; their scatter falls with their square root
    Index steps = 50;        // >= 2 of Lanczos from each; the finest detail falls with them
    std::uint64_t seed = 1;  // of the probes

    /// Throws InputError naming the field, its value and the constraint it broke.
    void validate() const;
    bool operator==(const DensityOptions&) const = default;
};

/// How the eigenvalues of a symmetric A (d x d) are spread, estimated by stochastic Lanczos quadrature ([Lin,
/// Saad, Yang 2016]; mathematics.md 5). The bins are equally wide on the axis sign(v) log10(1 + |v|
/// / linear_width), but for those that the probes cannot tell apart, which are one.
struct SpectralDensity {
    Vector edges;        // bins + 1, ascending
    Vector share;        // bins, estimated share of the d eigenvalues in each
    Vector share_low;    // bins, the share lies between these with 95 % probability: what the quadrature
    Vector share_high;   // does not resolve and what the probes scatter
    bool covers = true;  // false: of a file of earlier versions, whose bars tell one standard error of the
                         // probes' scatter alone; not_applicable with one probe
    double linear_width = 1;
    Index probes = 0;
    Index steps = 0;  // of the longest run: fewer than asked for once a run has found all there is

    double lowest() const { return edges[0]; }
    double highest() const { return edges[edges.size() - 1]; }
};

/// One product for each thread that asks. Calls may overlap.
using ProductFactory = std::function<SymmetricProduct()>;

/// Rademacher probes, Lanczos with full reorthogonalisation; the probes run in parallel. Results are the same
/// for any number of threads. d >= 1. Nothing when a product fails or a stop is requested.
std::optional<SpectralDensity> spectral_density(const ProductFactory& make_product, Index d,
                                                const DensityOptions& options, std::stop_token stop = {});

/// The share of the given eigenvalues in each bin of the density: what is estimated.
Vector shares_of(const Vector& eigenvalues, const SpectralDensity& bins);

}  // namespace basin
