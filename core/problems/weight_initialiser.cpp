// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/problems/weight_initialiser.h"

#include <cmath>
#include <cstddef>
#include <span>

#include "core/numeric/name_table.h"
#include "core/numeric/random.h"
#include "core/numeric/random_orthogonal.h"
#include "core/problems/elman_data.h"

namespace basin {

namespace {

constexpr std::uint64_t initialiser_stream = 4;  // behind those of elman_data.cpp

constexpr NameTable names = name_table<WeightInitialiser>({{WeightInitialiser::gaussian, "gaussian"},
                                                           {WeightInitialiser::glorot, "glorot"},
                                                           {WeightInitialiser::he, "he"},
                                                           {WeightInitialiser::lecun, "lecun"},
                                                           {WeightInitialiser::orthogonal, "orthogonal"},
                                                           {WeightInitialiser::identity, "identity"}});

using Part = Eigen::Map<Matrix>;

std::span<double> entries_of(Part& part) {
    return {part.data(), static_cast<std::size_t>(part.size())};
}

void draw_normal(RandomStream& stream, double deviation, Part& part) {
    fill_normal(stream, entries_of(part));
    part *= deviation;
}

void draw_uniform(RandomStream& stream, Part& part) {
    const double end = std::sqrt(6 / static_cast<double>(part.rows() + part.cols()));
    for (double& entry : entries_of(part)) entry = end * (2 * stream.uniform() - 1);
}

/// Deviation of the normal draws of one matrix.
double deviation_of(WeightInitialiser initialiser, const Part& part, double deviation) {
    const auto in = static_cast<double>(part.cols());
    if (initialiser == WeightInitialiser::he) return std::sqrt(2 / in);
    return initialiser == WeightInitialiser::lecun ? std::sqrt(1 / in) : deviation;
}

void draw(RandomStream& stream, WeightInitialiser initialiser, double deviation, Part& part) {
    if (initialiser == WeightInitialiser::glorot || initialiser == WeightInitialiser::orthogonal)
        draw_uniform(stream, part);
    else
        draw_normal(stream, deviation_of(initialiser, part, deviation), part);
}

}  // namespace

std::string_view to_string(WeightInitialiser initialiser) {
    return names.name(initialiser);
}

Vector initial_weights(const ElmanShape& shape, WeightInitialiser initialiser, double deviation,
                       std::uint64_t seed) {
    if (initialiser == WeightInitialiser::gaussian) return random_weights(shape, deviation, seed);
    Vector theta = Vector::Zero(shape.parameters());
    MutableWeights weights = parts_of(shape, theta.data());
    RandomStream stream(seed, initialiser_stream);
    draw(stream, initialiser, deviation, weights.A);
    if (initialiser == WeightInitialiser::orthogonal)
        weights.W = random_orthogonal(stream, shape.hidden);
    else if (initialiser == WeightInitialiser::identity)
        weights.W.setIdentity();
    else
        draw(stream, initialiser, deviation, weights.W);
    draw(stream, initialiser, deviation, weights.V);
    return theta;
}

}  // namespace basin
