// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

#include "core/experiment/data_source.h"
#include "core/problems/lifted.h"

namespace basin {

/// The weights of a network, matrix by matrix.
struct WeightsSource {
    MatrixSource A, W, V, b, c;  // Ny x Nh, Nh x Nh, Nh x Nx, Nh x 1, Ny x 1
    bool operator==(const WeightsSource&) const = default;
};

/// Where runs start. Softmax regression: at distance radius from x* in a seeded uniform direction, or at x0.
/// Recurrent networks: weights ~ N(0, deviation^2) with b = c = 0; or at distance radius from the weights
/// around, in a seeded uniform direction; or at given weights; or at x0, which is theta or the lifted z.
struct StartSpec {
    double radius = 0.3;  // >= 0
    std::uint64_t seed = 7;
    std::optional<MatrixSource> x0;        // d; overrides everything else
    double deviation = 0.1;                // >= 0, recurrent networks only, like what follows
    std::optional<MatrixSource> around;    // theta, or z, whose theta counts; takes the place of deviation
    std::optional<WeightsSource> weights;  // takes the place of deviation, radius and around

    /// Softmax regression: throws InputError naming the key; d unknowns.
    void validate(Index d) const;
    /// Recurrent networks: the same, for a network and series of that layout.
    void validate(const LiftedLayout& layout) const;
    bool operator==(const StartSpec&) const = default;
};

/// Whether it is a given point, and no distance or deviation says where it is.
inline bool is_point(const StartSpec& start) {
    return start.x0 || start.weights;
}

/// theta of the start of a recurrent network. The start has been validated.
Vector start_weights(const StartSpec& start, const ElmanShape& shape);

}  // namespace basin
