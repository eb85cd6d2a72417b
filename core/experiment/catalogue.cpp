// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/catalogue.h"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include "core/experiment/nearest_word.h"
#include "core/numeric/input_error.h"
#include "core/numeric/text.h"
#include "core/solvers/damped_newton.h"
#include "core/solvers/first_order.h"
#include "core/solvers/newton.h"
#include "core/solvers/quasi_newton.h"

namespace basin {

namespace {

using Factory = std::unique_ptr<Solver> (*)(const SolverSpec&, const SolverOptions&);

template <typename T>
T value_of(const SolverSpec& spec, const std::string& key) {
    return std::get<T>(parameter(spec, key));
}

std::unique_ptr<Solver> make_approximate_newton(const SolverSpec& spec, const SolverOptions& options) {
    ApproximationOptions approximation;
    approximation.approximation = *parse_approximation(value_of<std::string>(spec, "approximation"));
    approximation.error = value_of<double>(spec, "error");
    approximation.seed = value_of<std::uint64_t>(spec, "seed");
    return std::make_unique<ApproximateNewton>(options, approximation);
}

template <typename S>
std::unique_ptr<Solver> make_quasi_newton(const SolverSpec& spec, const SolverOptions& options) {
    return std::make_unique<S>(
        options, QuasiNewtonOptions{static_cast<Index>(value_of<std::uint64_t>(spec, "memory"))});
}

template <typename S>
std::unique_ptr<Solver> make_plain(const SolverSpec&, const SolverOptions& options) {
    return std::make_unique<S>(options);
}

std::vector<ParameterInfo> approximate_newton_parameters() {
    const ApproximationOptions defaults;
    return {
        {"approximation",
         std::string(to_string(defaults.approximation)),
         not_applicable,
         not_applicable,
         {std::string(to_string(Approximation::controlled)), std::string(to_string(Approximation::exact))},
         "how the Hessian is approximated"},
        {"error", defaults.error, 0, 10, {}, "relative error of the Hessian; the theory needs less than 0.1"},
        {"seed", defaults.seed, 0, not_applicable, {}, "of the random directions of the error"}};
}

std::vector<ParameterInfo> quasi_newton_parameters() {
    const auto memory = static_cast<std::uint64_t>(QuasiNewtonOptions{}.memory);
    return {{"memory", memory, 1, 1000, {}, "how many earlier steps are remembered"}};
}

/// The catalogue and its factories, index by index.
struct Catalogue {
    std::vector<SolverInfo> infos;
    std::vector<Factory> factories;

    void add(SolverInfo info, Factory factory) {
        infos.push_back(std::move(info));
        factories.push_back(factory);
    }
};

Catalogue make_catalogue() {
    Catalogue all;
    all.add({"newton", "Whole Newton steps with the exact Hessian.", {}}, make_plain<Newton>);
    all.add({"approximate-newton", "Newton steps with a Hessian that is wrong by a chosen amount.",
             approximate_newton_parameters()},
            make_approximate_newton);
    all.add({"damped-newton",
             "Newton steps made safe: shifted where the Hessian is indefinite, and shortened.",
             {}},
            make_plain<DampedNewton>);
    all.add({"gradient-descent", "Steps straight downhill; knows nothing of the Hessian.", {}},
            make_plain<GradientDescent>);
    all.add({"lbfgs", "Learns the Hessian from the last few steps.", quasi_newton_parameters()},
            make_quasi_newton<Lbfgs>);
    all.add({"truncated-newton", "Newton steps solved only roughly, without forming the Hessian.",
             quasi_newton_parameters()},
            make_quasi_newton<TruncatedNewton>);
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

std::string range_text(const ParameterInfo& info) {
    std::string text = std::holds_alternative<double>(info.default_value) ? "a number" : "a whole number";
    if (info.minimum == info.minimum) text += " >= " + exact_number_text(info.minimum);
    if (info.maximum == info.maximum) text += " and <= " + exact_number_text(info.maximum);
    return text;
}

/// What is expected of a value: its type and range, in words.
std::string expectation(const ParameterInfo& info) {
    if (info.choices.empty()) return range_text(info);
    std::string all;
    for (const std::string& choice : info.choices) all += (all.empty() ? "\"" : ", \"") + choice + "\"";
    return "one of " + all;
}

std::string value_text(const ParameterValue& value) {
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
    // Written so that a value that is NaN is out of range and a bound that is NaN is none.
    return number == number && !(number < info.minimum) && !(number > info.maximum);
}

}  // namespace

std::span<const SolverInfo> solver_catalogue() {
    return catalogue().infos;
}

void validate_solver(const SolverSpec& spec, const std::string& where) {
    const SolverInfo& solver = known_solver(spec.name, where);
    for (const auto& [key, value] : spec.parameters) {
        const ParameterInfo& info = known_parameter(solver, key, where);
        if (!in_range(info, value)) {
            throw InputError(where + "." + key,
                             "found " + value_text(value) + "; expected " + expectation(info));
        }
    }
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
