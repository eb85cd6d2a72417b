// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/analysis/attraction.h"
#include "core/analysis/basin_map.h"
#include "core/analysis/basin_radius.h"
#include "core/analysis/landscape_plane.h"
#include "core/analysis/tradeoff.h"
#include "core/problems/softmax_instance.h"
#include "core/solvers/solver.h"

namespace basin {

/// Data given instead of generated. Reading files is io's part, so the values are here already.
template <class Values>
struct DataSource {
    std::shared_ptr<const Values> value;
    std::filesystem::path file;  // absolute, where it was read from; empty = inline in the experiment
    /// The very same values, not only equal ones.
    bool operator==(const DataSource&) const = default;
};
using MatrixSource = DataSource<Matrix>;  // vectors are one column
using DesignSource = DataSource<DesignMatrix>;

/// A1, A2, b, w replace what would be generated; sizes n, d, m then follow from A1 and A2. b left out is
/// generated from x_planted, w left out from ridge.
struct SoftmaxProblemSpec {
    SoftmaxInstanceSpec instance;
    std::optional<DesignSource> A1;
    std::optional<MatrixSource> A2, b, w;
    bool has_data() const { return A1 || A2 || b || w; }
    bool operator==(const SoftmaxProblemSpec&) const = default;
};

/// Where runs start: at distance radius from x* in a seeded uniform direction, or at a given point.
struct StartSpec {
    double radius = 0.3;  // >= 0
    std::uint64_t seed = 7;
    std::optional<MatrixSource> x0;  // d; overrides radius and seed
    bool operator==(const StartSpec&) const = default;
};

/// A solver by its catalogue name, with the parameters that differ from their defaults.
/// Whole numbers are never negative, and a seed uses all 64 bits.
using ParameterValue = std::variant<double, std::uint64_t, std::string>;
struct SolverSpec {
    std::string name;
    std::map<std::string, ParameterValue> parameters;
    bool operator==(const SolverSpec&) const = default;
};

/// Everything that is to be run: the one description shared by window, command line, presets and tests.
/// Defaults are those of the file format (design.md, Files).
struct Experiment {
    std::string title;
    SoftmaxProblemSpec problem;
    StartSpec start;
    std::vector<SolverSpec> solvers;
    StoppingRule stopping;
    std::optional<LandscapeSpec> landscape;
    std::optional<AttractionSpec> attraction;  // on the landscape's plane
    std::optional<SpectrumSpec> spectrum;
    std::optional<BasinMapSpec> basin_map;
    std::optional<TradeoffSpec> tradeoff;
    BasinRadiusSpec certificate;  // how the basin radius of the certificate is measured

    /// Throws InputError for the first value out of its range, an unknown solver or parameter, and shapes of
    /// given data that disagree. Names keys from the top: "problem.n: ...".
    void validate() const;
    bool operator==(const Experiment&) const = default;
};

/// Who starts at every pixel of the basin of attraction; newton where the experiment has no solvers.
SolverSpec attraction_solver(const Experiment& experiment);

}  // namespace basin
