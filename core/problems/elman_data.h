// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>

#include "core/problems/elman_network.h"

namespace basin {

class SeriesFrame;

/// Inputs and targets of a network over time; a column is a time step.
struct ElmanSeries {
    Matrix X;       // Nx x T
    Matrix Y;       // Ny x T
    Matrix X_test;  // Nx x T', T' >= 0: the steps after the training steps
    Matrix Y_test;  // Ny x T'
    std::shared_ptr<const SeriesFrame> frame = nullptr;  // of own data: what the steps are, and their units

    Index steps() const { return X.cols(); }
    Index test_steps() const { return X_test.cols(); }
    /// Throws InputError when shapes disagree, T < 2 or an entry is not finite.
    void validate() const;
};

/// How many of the steps are the first share of them, which is trained on. 0 < share <= 1. Throws InputError
/// when that leaves fewer than 2 training steps, or nothing to test though share < 1.
Index training_steps(Index steps, double share);

/// The first share of the steps to train on, the rest to test with. X (Nx x all), Y (Ny x all). Throws
/// InputError as training_steps() does, and for shapes that disagree.
ElmanSeries split_series(const Matrix& X, const Matrix& Y, double share);

/// Shifts and scales: scaled = (value - mean) scale.
struct SeriesScaling {
    Vector X_mean, X_scale, Y_mean, Y_scale;
};

/// Takes from each input and target its mean over the training steps and divides by its deviation there
/// (left undivided where that is 0, to rounding).
SeriesScaling standardise(ElmanSeries& series);

/// What a generated series is made from. Field names are the JSON keys under "problem".
struct ElmanSeriesSpec {
    ElmanShape teacher{4, 5, 3};  // the network that makes the targets
    Activation activation = Activation::relu;
    Index steps = 8;         // >= 2, T
    Index test_steps = 2;    // >= 0
    double noise = 0.001;    // >= 0, standard deviation added to the targets
    double memory = 0.7;     // 0 <= memory < 1, factor of the AR(1) inputs
    double deviation = 0.5;  // > 0, teacher weights ~ N(0, deviation^2)
    std::uint64_t seed = 1;

    /// Throws InputError naming the field, its value and the constraint.
    void validate() const;
};

/// A series with the network that made its targets.
struct GeneratedSeries {
    ElmanSeries series;
    Vector teacher;  // theta of the network that made the targets
};

/// Inputs x_t = memory x_{t-1} + sqrt(1 - memory^2) N(0, 1), targets by a random teacher network plus noise;
/// the same draws for the same seed on every platform. The teacher's W is scaled to |W|_1 <= 0.9, so that its
/// state stays bounded.
GeneratedSeries generate_series(const ElmanSeriesSpec& spec);

/// theta ~ N(0, deviation^2) with b = c = 0, the usual start.
Vector random_weights(const ElmanShape& shape, double deviation, std::uint64_t seed);

}  // namespace basin
