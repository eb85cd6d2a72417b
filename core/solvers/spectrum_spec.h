// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/numeric/spectral_density.h"
#include "core/numeric/types.h"

namespace basin {

/// What a run finds out about the eigenvalues of its Hessians (mathematics.md 5). The field names, those of
/// density among them, are the JSON keys under "spectrum".
struct SpectrumSpec {
    Index every = 1;          // >= 0; eigenvalues every so many iterations, 0 = never
    Index full_up_to = 1000;  // 16 <= full_up_to <= 10000; up to this dimension all eigenvalues; above it
                              // both ends and the density, estimated by Hessian-vector products alone
    Index ends = 8;           // 1 <= ends <= 100; eigenvalues at either end, above full_up_to
    Index density_every = 5;  // >= 0; density, with the eigenvalues there, every so many iterations and at
                              // the last one, above full_up_to; 0 = never
    DensityOptions density = {};

    /// Throws InputError naming the field, its value and the constraint it broke.
    void validate() const;
    /// Whether all eigenvalues are computed in this dimension.
    bool is_full(Index dimension) const { return dimension <= full_up_to; }
    bool operator==(const SpectrumSpec&) const = default;
};

}  // namespace basin
