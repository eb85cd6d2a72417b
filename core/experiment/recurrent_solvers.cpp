// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/recurrent_solvers.h"

#include "core/experiment/catalogue_entries.h"
#include "core/solvers/augmented_lagrangian.h"
#include "core/solvers/clipped_gradient_descent.h"
#include "core/solvers/sgd.h"

namespace basin {

namespace {

constexpr double tiny = 1e-12, huge = 1e12;

std::vector<ParameterInfo> piecewise_affine_parameters() {
    const PiecewiseAffineOptions defaults;
    const double below_one = 0.999999;
    return {{"ties",
             std::string(to_string(defaults.ties)),
             not_applicable,
             not_applicable,
             {std::string(to_string(TieRule::flip)), std::string(to_string(TieRule::random))},
             "which side a unit exactly at its kink is taken to be on: the other one than last time, or by "
             "chance"},
            {"seed", defaults.seed, 0, not_applicable, {}, "ties random: of those chances"},
            {"eta1",
             defaults.eta1,
             tiny,
             below_one,
             {},
             "share of the promised decrease that a step must bring to be taken"},
            {"eta2", defaults.eta2, 1 + 1e-9, 1e6, {}, "factor of rho after a step that was refused"},
            {"rho", defaults.rho, tiny, huge, {}, "how strongly long steps are held back at first"},
            {"error",
             defaults.error,
             0,
             below_one,
             {},
             "relative tolerance to which each step is solved; 0 = to rounding"}};
}

std::unique_ptr<Solver> make_piecewise_affine(const SolverSpec& spec, const SolverOptions& options) {
    return std::make_unique<PiecewiseAffine>(options, piecewise_affine_options(spec));
}

std::vector<ParameterInfo> lagrangian_parameters() {
    const AugmentedLagrangianOptions defaults;
    return {{"gamma", defaults.gamma, tiny, huge, {}, "weight of the squared violations at first"},
            {"growth", defaults.growth, 1, 1e6, {}, "factor of gamma when the violation falls too little"},
            {"violation_factor",
             defaults.violation_factor,
             tiny,
             0.999999,
             {},
             "what the violation has to fall by to leave gamma as it is"},
            {"sweeps",
             static_cast<std::uint64_t>(defaults.sweeps),
             1,
             1e6,
             {},
             "sweeps over the blocks before the multipliers are moved"},
            {"violation_tolerance",
             defaults.violation_tolerance,
             1e-300,
             huge,
             {},
             "largest violation at which the run has converged"},
            {"change_tolerance",
             defaults.change_tolerance,
             1e-300,
             huge,
             {},
             "and the longest relative change of the weights then"}};
}

std::unique_ptr<Solver> make_augmented_lagrangian(const SolverSpec& spec, const SolverOptions& options) {
    AugmentedLagrangianOptions lagrangian;
    lagrangian.gamma = value_of<double>(spec, "gamma");
    lagrangian.growth = value_of<double>(spec, "growth");
    lagrangian.violation_factor = value_of<double>(spec, "violation_factor");
    lagrangian.sweeps = static_cast<Index>(value_of<std::uint64_t>(spec, "sweeps"));
    lagrangian.violation_tolerance = value_of<double>(spec, "violation_tolerance");
    lagrangian.change_tolerance = value_of<double>(spec, "change_tolerance");
    return std::make_unique<AugmentedLagrangian>(options, lagrangian);
}

std::vector<ParameterInfo> clipped_parameters() {
    const ClippedGradientDescentOptions defaults;
    return {{"learning_rate", defaults.learning_rate, tiny, 1e6, {}, "length of a step along the gradient"},
            {"clip", defaults.clip, tiny, huge, {}, "longest gradient that is followed as it is"}};
}

std::unique_ptr<Solver> make_clipped(const SolverSpec& spec, const SolverOptions& options) {
    return std::make_unique<ClippedGradientDescent>(
        options, ClippedGradientDescentOptions{value_of<double>(spec, "learning_rate"),
                                               value_of<double>(spec, "clip")});
}

std::vector<ParameterInfo> sgd_parameters() {
    const SgdOptions defaults;
    return {{"learning_rate",
             defaults.learning_rate,
             tiny,
             1e6,
             {},
             "length of a step along the gradient of a window, in the first pass"},
            {"decay", defaults.decay, 0, 1e6, {}, "pass k goes with learning_rate / (1 + decay k)"},
            {"window", static_cast<std::uint64_t>(defaults.window), 1, 1e9, {}, "time steps a window"},
            {"seed", defaults.seed, 0, not_applicable, {}, "of where the windows of a pass begin"}};
}

std::unique_ptr<Solver> make_sgd(const SolverSpec& spec, const SolverOptions& options) {
    SgdOptions sgd;
    sgd.learning_rate = value_of<double>(spec, "learning_rate");
    sgd.decay = value_of<double>(spec, "decay");
    sgd.window = static_cast<Index>(value_of<std::uint64_t>(spec, "window"));
    sgd.seed = value_of<std::uint64_t>(spec, "seed");
    return std::make_unique<Sgd>(options, sgd);
}

}  // namespace

PiecewiseAffineOptions piecewise_affine_options(const SolverSpec& spec) {
    PiecewiseAffineOptions affine;
    affine.ties = *parse_tie_rule(value_of<std::string>(spec, "ties"));
    affine.seed = value_of<std::uint64_t>(spec, "seed");
    affine.eta1 = value_of<double>(spec, "eta1");
    affine.eta2 = value_of<double>(spec, "eta2");
    affine.rho = value_of<double>(spec, "rho");
    affine.error = value_of<double>(spec, "error");
    return affine;
}

void add_recurrent_solvers(Catalogue& all) {
    all.add({.name = "piecewise-affine",
             .summary = "Steps to the least point of a model that keeps every kink; proves where it ends.",
             .parameters = piecewise_affine_parameters(),
             .general = false},
            make_piecewise_affine);
    all.add({.name = "augmented-lagrangian",
             .summary = "Fits weights and states in turn, and prices what they disagree about.",
             .parameters = lagrangian_parameters(),
             .general = false},
            make_augmented_lagrangian);
    all.add({.name = "clipped-gradient-descent",
             .summary = "Steps downhill of a fixed rate, never longer than a bound.",
             .parameters = clipped_parameters()},
            make_clipped);
    all.add({.name = "sgd",
             .summary = "Steps downhill on one window of the series after the other.",
             .parameters = sgd_parameters(),
             .general = false},
            make_sgd);
}

}  // namespace basin
