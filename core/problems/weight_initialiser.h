// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "core/problems/elman_network.h"

namespace basin {

/// How the first weights of a recurrent network are drawn; b = c = 0 in all of them. in and out are the
/// columns and rows of a matrix (mathematics.md 2.9).
enum class WeightInitialiser {
    gaussian,    // N(0, deviation^2)
    glorot,      // uniform on +-sqrt(6 / (in + out)) [Glorot, Bengio 2010]
    he,          // N(0, 2 / in) [He and others 2015]
    lecun,       // N(0, 1 / in) [LeCun and others 1998]
    orthogonal,  // W a uniformly distributed orthogonal matrix [Saxe, McClelland, Ganguli 2014]; A, V as
                 // glorot
    identity     // W = I, A and V ~ N(0, deviation^2) [Le, Jaitly, Hinton 2015]
};
inline constexpr std::array all_weight_initialisers{
    WeightInitialiser::gaussian, WeightInitialiser::glorot,     WeightInitialiser::he,
    WeightInitialiser::lecun,    WeightInitialiser::orthogonal, WeightInitialiser::identity};
std::string_view to_string(WeightInitialiser initialiser);

/// Whether the deviation has a say; the others give the weights their size themselves.
inline bool uses_deviation(WeightInitialiser initialiser) {
    return initialiser == WeightInitialiser::gaussian || initialiser == WeightInitialiser::identity;
}

/// theta, the same for the same seed on every platform; of `gaussian` that of random_weights(). deviation >=
/// 0.
Vector initial_weights(const ElmanShape& shape, WeightInitialiser initialiser, double deviation,
                       std::uint64_t seed);

}  // namespace basin
