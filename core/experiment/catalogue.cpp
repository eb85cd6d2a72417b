// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/catalogue.h"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include "core/experiment/catalogue_entries.h"
#include "core/experiment/nearest_word.h"
#include "core/numeric/input_error.h"
#include "core/numeric/text.h"
#include "core/solvers/adam.h"
#include "core/solvers/cubic_newton.h"
#include "core/solvers/damped_newton.h"
#include "core/solvers/first_order.h"
#include "core/solvers/levenberg_marquardt.h"
#include "core/solvers/nesterov.h"
#include "core/solvers/newton.h"
#include "core/solvers/quasi_newton.h"
#include "core/solvers/trust_region_newton.h"

namespace basin {

namespace {

std::unique_ptr<Solver> make_approximate_newton(const SolverSpec& spec, const SolverOptions& options) {
    ApproximationOptions approximation;
    approximation.approximation = *parse_approximation(value_of<std::string>(spec, "approximation"));
    approximation.error = value_of<double>(spec, "error");
    approximation.seed = value_of<std::uint64_t>(spec, "seed");
    approximation.direction = *parse_error_direction(value_of<std::string>(spec, "direction"));
    approximation.variant = *parse_low_rank_part(value_of<std::string>(spec, "variant"));
    approximation.scores = *parse_score_method(value_of<std::string>(spec, "scores"));
    approximation.kind = *parse_sketch_kind(value_of<std::string>(spec, "kind"));
    approximation.samples = static_cast<Index>(value_of<std::uint64_t>(spec, "samples"));
    approximation.failure = value_of<double>(spec, "failure");
    approximation.constant = value_of<double>(spec, "constant");
    approximation.refresh = static_cast<Index>(value_of<std::uint64_t>(spec, "refresh"));
    return std::make_unique<ApproximateNewton>(options, approximation);
}

std::unique_ptr<Solver> make_lbfgs(const SolverSpec& spec, const SolverOptions& options) {
    return std::make_unique<Lbfgs>(
        options, QuasiNewtonOptions{static_cast<Index>(value_of<std::uint64_t>(spec, "memory"))});
}

std::unique_ptr<Solver> make_adam(const SolverSpec& spec, const SolverOptions& options) {
    AdamOptions adam;
    adam.learning_rate = value_of<double>(spec, "learning_rate");
    adam.beta1 = value_of<double>(spec, "beta1");
    adam.beta2 = value_of<double>(spec, "beta2");
    adam.epsilon = value_of<double>(spec, "epsilon");
    return std::make_unique<Adam>(options, adam);
}

std::unique_ptr<Solver> make_trust_region(const SolverSpec& spec, const SolverOptions& options) {
    TrustRegionOptions region;
    region.initial_radius = value_of<double>(spec, "initial_radius");
    return std::make_unique<TrustRegionNewton>(options, region);
}

std::unique_ptr<Solver> make_cubic(const SolverSpec& spec, const SolverOptions& options) {
    CubicNewtonOptions cubic;
    cubic.sigma = value_of<double>(spec, "sigma");
    return std::make_unique<CubicNewton>(options, cubic);
}

std::unique_ptr<Solver> make_levenberg_marquardt(const SolverSpec& spec, const SolverOptions& options) {
    return std::make_unique<LevenbergMarquardt>(options,
                                                LevenbergMarquardtOptions{value_of<double>(spec, "damping")});
}

template <typename S>
std::unique_ptr<Solver> make_plain(const SolverSpec&, const SolverOptions& options) {
    return std::make_unique<S>(options);
}

template <typename Choice>
std::vector<std::string> names(std::initializer_list<Choice> choices) {
    std::vector<std::string> all;
    for (const Choice choice : choices) all.emplace_back(to_string(choice));
    return all;
}

/// Those with which that parameter means something.
std::vector<std::string> approximations_with(std::string_view parameter) {
    return names_of(
        approximations_where([parameter](const ApproximationInfo& info) { return info.has(parameter); }));
}

/// The default first.
std::vector<std::string> approximation_choices() {
    std::vector<std::string> names = names_of(all_approximations);
    const auto first = std::ranges::find(names, to_string(ApproximationOptions{}.approximation));
    std::rotate(names.begin(), first, first + 1);
    return names;
}

std::vector<ParameterInfo> approximate_newton_parameters() {
    const ApproximationOptions defaults;
    const auto whole = [](Index value) { return static_cast<std::uint64_t>(value); };
    return {
        {"approximation", std::string(to_string(defaults.approximation)), not_applicable, not_applicable,
         approximation_choices(), "how the Hessian is approximated"},
        {"error",
         defaults.error,
         0,
         10,
         {},
         "controlled: relative error of the Hessian; sampling and sketch: of the part that is drawn, the "
         "rows of positive weight - that of the whole Hessian is measured; the theory needs less than 0.1",
         approximations_with("error"),
         "samples"},
        {"seed",
         defaults.seed,
         0,
         not_applicable,
         {},
         "of everything the approximation draws",
         approximations_with("seed")},
        {"direction", std::string(to_string(defaults.direction)), not_applicable, not_applicable,
         names({ErrorDirection::random, ErrorDirection::worst}),
         "controlled: wrong at random, or the way that makes the distance grow most",
         approximations_with("direction")},
        {"variant", std::string(to_string(defaults.variant)), not_applicable, not_applicable,
         names({LowRankPart::structured, LowRankPart::diagonal}),
         "sampling and sketch: keep the rest of the Hessian exactly, or leave it out as the paper does",
         approximations_with("variant")},
        {"scores", std::string(to_string(defaults.scores)), not_applicable, not_applicable,
         names({ScoreMethod::exact, ScoreMethod::sketched}),
         "leverage-sampling: how the importance of each row is computed", approximations_with("scores")},
        {"kind", std::string(to_string(defaults.kind)), not_applicable, not_applicable,
         names({SketchKind::count_sketch, SketchKind::srht}),
         "sketch: rows added up at random, or mixed by a Hadamard transform, which needs fewer of them",
         approximations_with("kind")},
        {"samples",
         whole(defaults.samples),
         0,
         1e7,
         {},
         "sampling and sketch: rows to draw; 0 = as many as the error asks for",
         approximations_with("samples")},
        {"failure",
         defaults.failure,
         1e-9,
         0.999,
         {},
         "sampling and sketch: how often the error of the drawn part may be exceeded",
         approximations_with("failure"),
         "samples"},
        {"constant",
         defaults.constant,
         1e-6,
         1e6,
         {},
         "sampling and SRHT: factor C of the number of rows; the promise needs 3",
         approximations_with("constant"),
         "samples"},
        {"refresh",
         whole(defaults.refresh),
         1,
         1e6,
         {},
         "stale: steps between two exact Hessians",
         approximations_with("refresh")}};
}

std::vector<ParameterInfo> quasi_newton_parameters() {
    const auto memory = static_cast<std::uint64_t>(QuasiNewtonOptions{}.memory);
    return {{"memory", memory, 1, 1000, {}, "how many earlier steps are remembered"}};
}

std::vector<ParameterInfo> adam_parameters() {
    const AdamOptions defaults;
    const double below_one = 0.999999;
    return {{"learning_rate", defaults.learning_rate, 1e-12, 1e6, {}, "length of a step in each coordinate"},
            {"beta1", defaults.beta1, 0, below_one, {}, "how much of the earlier gradients a step keeps"},
            {"beta2", defaults.beta2, 0, below_one, {}, "how slowly the scale of each coordinate adapts"},
            {"epsilon",
             defaults.epsilon,
             1e-300,
             1e300,
             {},
             "a coordinate whose slope is smaller moves less, in the unit of slopes"}};
}

std::vector<ParameterInfo> trust_region_parameters() {
    const TrustRegionOptions defaults;
    return {{"initial_radius",
             defaults.initial_radius,
             0,
             1e300,
             {},
             "how far the first step may go; 0 = as far as the start is from 0"}};
}

std::vector<ParameterInfo> cubic_parameters() {
    return {
        {"sigma",
         CubicNewtonOptions{}.sigma,
         0,
         1e300,
         {},
         "how strongly long steps are held back at first, adapted from then on; 0 = as the Hessian asks"}};
}

std::vector<ParameterInfo> levenberg_marquardt_parameters() {
    return {{"damping",
             LevenbergMarquardtOptions{}.damping,
             1e-12,
             1e12,
             {},
             "how much the first steps are shortened, as a share of the curvature; adapted from then on"}};
}

Catalogue make_catalogue() {
    Catalogue all;
    all.add({"newton", "Whole Newton steps with the exact Hessian.", {}}, make_plain<Newton>);
    all.add({"approximate-newton", "Newton steps with a Hessian that is wrong by a chosen amount.",
             approximate_newton_parameters()},
            make_approximate_newton);
    all.add({"damped-newton",
             "Newton steps made safe: shifted where the Hessian is indefinite, and shortened; of wide "
             "networks without forming it.",
             {}},
            make_plain<DampedNewton>);
    all.add({"gradient-descent", "Steps straight downhill; knows nothing of the Hessian.", {}},
            make_plain<GradientDescent>);
    all.add({"lbfgs", "Learns the Hessian from the last few steps.", quasi_newton_parameters()}, make_lbfgs);
    all.add({.name = "truncated-newton",
             .summary = "Newton steps solved only roughly, without forming the Hessian.",
             .parameters = {},
             .ignored = {"memory"}},  // of the time when it was preconditioned by earlier steps
            make_plain<TruncatedNewton>);
    all.add({"nesterov", "Steps downhill with momentum, which is dropped when it leads uphill.", {}},
            make_plain<Nesterov>);
    all.add(
        {"adam", "Steps downhill at its own scale in each coordinate, of a fixed length.", adam_parameters()},
        make_adam);
    all.add({"trust-region-newton",
             "Newton steps kept within a ball where the model has proved right, without forming the Hessian.",
             trust_region_parameters()},
            make_trust_region);
    all.add({"cubic-newton", "Newton steps that a cubic term holds back; made for indefinite Hessians.",
             cubic_parameters()},
            make_cubic);
    all.add({"levenberg-marquardt",
             "Newton steps with the part of the Hessian that a sum of squares gives for free, damped.",
             levenberg_marquardt_parameters(), true, false},
            make_levenberg_marquardt);
    add_recurrent_solvers(all);
    return all;
}

const Catalogue& catalogue() {
    static const Catalogue instance = make_catalogue();
    return instance;
}

/// The place of a name in the catalogue, or its size.
std::size_t position(const std::string& name) {
    const auto& infos = catalogue().infos;
    const auto found =
        std::find_if(infos.begin(), infos.end(), [&](const SolverInfo& i) { return i.name == name; });
    return static_cast<std::size_t>(found - infos.begin());
}

const SolverInfo& known_solver(const std::string& name, const std::string& where) {
    const std::size_t index = position(name);
    if (index < catalogue().infos.size()) return catalogue().infos[index];
    std::vector<std::string> names;
    for (const SolverInfo& info : catalogue().infos) names.push_back(info.name);
    throw InputError(where + ".name", "found unknown solver \"" + name + "\"" + suggestion(name, names));
}

const ParameterInfo& known_parameter(const SolverInfo& solver, const std::string& key,
                                     const std::string& where) {
    for (const ParameterInfo& info : solver.parameters) {
        if (info.key == key) return info;
    }
    if (solver.parameters.empty()) {
        throw InputError(where, "found unknown key \"" + key + "\"; " + solver.name + " has no parameters");
    }
    std::vector<std::string> keys;
    for (const ParameterInfo& info : solver.parameters) keys.push_back(info.key);
    throw InputError(where, "found unknown key \"" + key + "\"" + suggestion(key, keys));
}

std::string quoted_value(const ParameterValue& value) {
    if (const auto* number = std::get_if<double>(&value)) return exact_number_text(*number);
    if (const auto* whole = std::get_if<std::uint64_t>(&value)) return std::to_string(*whole);
    return '"' + std::get<std::string>(value) + '"';
}

bool in_range(const ParameterInfo& info, const ParameterValue& value) {
    if (value.index() != info.default_value.index()) return false;
    if (const auto* text = std::get_if<std::string>(&value)) {
        return std::find(info.choices.begin(), info.choices.end(), *text) != info.choices.end();
    }
    const double number = std::holds_alternative<double>(value)
                              ? std::get<double>(value)
                              : static_cast<double>(std::get<std::uint64_t>(value));
    return range_of(info).contains(number);
}

}  // namespace

std::span<const SolverInfo> solver_catalogue() {
    return catalogue().infos;
}

const SolverInfo& solver_info(const std::string& name) {
    return known_solver(name, "solver");
}

Range range_of(const ParameterInfo& info) {
    Range range;
    // A bound that is NaN is none.
    if (info.minimum == info.minimum) range.low = info.minimum;
    if (info.maximum == info.maximum) range.high = info.maximum;
    return range;
}

std::string expectation(const ParameterInfo& info) {
    if (info.choices.empty())
        return range_of(info).text(info.key, std::holds_alternative<std::uint64_t>(info.default_value));
    std::string all;
    for (const std::string& choice : info.choices) all += (all.empty() ? "\"" : ", \"") + choice + "\"";
    return "one of " + all;
}

void validate_solver(const SolverSpec& spec, const std::string& where) {
    const SolverInfo& solver = known_solver(spec.name, where);
    for (const auto& [key, value] : spec.parameters) {
        if (std::ranges::find(solver.ignored, key) != solver.ignored.end()) continue;
        const ParameterInfo& info = known_parameter(solver, key, where);
        if (!in_range(info, value)) {
            throw InputError(where + "." + key,
                             "found " + quoted_value(value) + "; expected " + expectation(info));
        }
    }
}

bool matters(const SolverSpec& spec, const std::string& key) {
    const auto& parameters = known_solver(spec.name, "solver").parameters;
    const auto info = std::ranges::find(parameters, key, &ParameterInfo::key);
    if (info == parameters.end()) return false;
    if (!info->replaced_by.empty()) {
        const ParameterInfo& other =
            known_parameter(known_solver(spec.name, "solver"), info->replaced_by, "");
        if (matters(spec, other.key) && parameter(spec, other.key) != other.default_value) return false;
    }
    if (info->only_with.empty()) return true;
    const auto chosen = std::get<std::string>(parameter(spec, "approximation"));
    return std::ranges::find(info->only_with, chosen) != info->only_with.end();
}

ParameterValue parameter(const SolverSpec& spec, const std::string& key) {
    const ParameterInfo& info = known_parameter(known_solver(spec.name, "solver"), key, spec.name);
    const auto found = spec.parameters.find(key);
    return found == spec.parameters.end() ? info.default_value : found->second;
}

std::unique_ptr<Solver> make_solver(const SolverSpec& spec, const SolverOptions& options) {
    validate_solver(spec, "solver");
    return catalogue().factories[position(spec.name)](spec, options);
}

}  // namespace basin
