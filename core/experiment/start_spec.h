// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "core/experiment/data_source.h"
#include "core/problems/lifted.h"
#include "core/problems/weight_initialiser.h"

namespace basin {

/// The weights of a network, matrix by matrix.
struct WeightsSource {
    MatrixSource A, W, V, b, c;  // Ny x Nh, Nh x Nh, Nh x Nx, Nh x 1, Ny x 1
    bool operator==(const WeightsSource&) const = default;
};

/// How the start of a problem with one minimiser x* lies around it, radius r (mathematics.md 6.3).
enum class PointInitialiser {
    sphere,    // uniform on |x - x*| = r
    ball,      // uniform in |x - x*| <= r, by volume
    box,       // uniform in |x_i - x*_i| <= r
    gaussian,  // N(x*_i, r^2) in every unknown
    grid       // points of a square grid, |x_i - x*_i| <= r for i = 1, 2; the other unknowns are those of x*
};
inline constexpr std::array all_point_initialisers{PointInitialiser::sphere, PointInitialiser::ball,
                                                   PointInitialiser::box, PointInitialiser::gaussian,
                                                   PointInitialiser::grid};
std::string_view to_string(PointInitialiser initialiser);

/// Where runs start. Softmax regression and test functions: around x* as the initialiser says; or at one of a
/// list of starts; or at x0. Recurrent networks: at weights that the initialiser draws, or at the weights
/// around, and so far from them in a seeded uniform direction; or at given weights; or at x0, which is theta
/// or the lifted z. Both initialisers are "initialiser" in files, offset is "radius".
struct StartSpec {
    double radius = 0.3;  // >= 0; of networks around other weights only
    std::uint64_t seed = 7;
    std::optional<MatrixSource> x0;  // d; overrides everything else
    // Softmax regression and test functions.
    PointInitialiser point_initialiser = PointInitialiser::sphere;
    Index resolution = 10;               // 1 <= resolution <= 100, points a side of the grid
    std::optional<MatrixSource> starts;  // one a row, d columns; takes the place of initialiser and radius
    Index number = 1;                    // of the start in that list or on the grid, from 1 on
    // Recurrent networks.
    WeightInitialiser weight_initialiser = WeightInitialiser::gaussian;
    double deviation = 0.1;                // >= 0, of those initialisers that use it
    double offset = 0;                     // >= 0, distance from the drawn weights
    std::optional<MatrixSource> around;    // theta, or z, whose theta counts; takes the place of initialiser
    std::optional<WeightsSource> weights;  // takes the place of all these

    /// Softmax regression and test functions: throws InputError naming the key; d unknowns.
    void validate(Index d) const;
    /// Recurrent networks: the same, for a network and series of that layout.
    void validate(const LiftedLayout& layout) const;
    /// Leaves all that is given for the unknowns of one problem.
    void forget_given();
    bool operator==(const StartSpec&) const = default;
};

/// Whether it is a given point, and no distance or deviation says where it is.
inline bool is_point(const StartSpec& start) {
    return start.x0 || start.weights;
}
/// Whether it is one of several that stand in an order, and its number says which; nothing is drawn then.
inline bool is_listed(const StartSpec& start) {
    return !is_point(start) && (start.starts || start.point_initialiser == PointInitialiser::grid);
}
/// How many those are; d unknowns.
Index listed_starts(const StartSpec& start, Index d);

/// The start of a problem with that minimiser. Throws InputError for a number beyond the list; else the start
/// has been validated.
Vector start_point(const StartSpec& start, const Vector& minimiser);

/// theta of the start of a recurrent network. The start has been validated.
Vector start_weights(const StartSpec& start, const ElmanShape& shape);

}  // namespace basin
