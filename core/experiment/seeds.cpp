// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/seeds.h"

#include <algorithm>
#include <stdexcept>

#include "core/experiment/catalogue.h"

namespace basin {

namespace {

constexpr const char* seed_key = "start.seed";
constexpr const char* number_key = "start.number";
constexpr const char* problem_key = "problem.seed";

bool is_of_start(const std::string& key) {
    return key == seed_key || key == number_key;
}
const char* start_key(const Experiment& experiment) {
    return is_listed(experiment.start) ? number_key : seed_key;
}

std::string solver_key(std::size_t solver) {
    return "solvers[" + std::to_string(solver) + "].seed";
}

/// Null where nothing of the problem is drawn.
std::uint64_t* seed_of(SoftmaxProblemSpec& problem) {
    return problem.A1 && problem.A2 && problem.b ? nullptr : &problem.instance.seed;
}
std::uint64_t* seed_of(ElmanProblemSpec& problem) {
    return problem.has_data() ? nullptr : &problem.seed;
}
std::uint64_t* seed_of(TestFunctionProblemSpec&) {
    return nullptr;
}

std::uint64_t* problem_seed(Experiment& experiment) {
    return std::visit([](auto& problem) { return seed_of(problem); }, experiment.problem);
}

/// The solver that the key names.
SolverSpec& solver_at(Experiment& experiment, const std::string& key) {
    for (std::size_t i = 0; i < experiment.solvers.size(); ++i)
        if (solver_key(i) == key) return experiment.solvers[i];
    throw std::logic_error("no seed of the experiment");
}

}  // namespace

std::vector<std::string> seed_keys(const Experiment& experiment) {
    std::vector<std::string> keys;
    if (!is_point(experiment.start)) keys.emplace_back(start_key(experiment));
    Experiment copy = experiment;
    if (problem_seed(copy) != nullptr) keys.emplace_back(problem_key);
    for (std::size_t i = 0; i < experiment.solvers.size(); ++i)
        if (matters(experiment.solvers[i], "seed")) keys.push_back(solver_key(i));
    return keys;
}

std::uint64_t seed_at(const Experiment& experiment, const std::string& key) {
    if (key == seed_key) return experiment.start.seed;
    if (key == number_key) return static_cast<std::uint64_t>(experiment.start.number);
    Experiment copy = experiment;
    if (key == problem_key) return *problem_seed(copy);
    return std::get<std::uint64_t>(parameter(solver_at(copy, key), "seed"));
}

void set_seed(Experiment& experiment, const std::string& key, std::uint64_t seed) {
    if (key == seed_key)
        experiment.start.seed = seed;
    else if (key == number_key)
        experiment.start.number = static_cast<Index>(seed);
    else if (key == problem_key)
        *problem_seed(experiment) = seed;
    else
        solver_at(experiment, key).parameters["seed"] = seed;
}

std::vector<std::string> varied_keys(const Experiment& experiment) {
    std::vector<std::string> keys = experiment.repeats->vary;
    for (std::string& key : keys)
        if (is_of_start(key)) key = start_key(experiment);
    return keys;
}

Index repeat_count(const Experiment& experiment) {
    const Index asked = experiment.repeats->count;
    if (!is_listed(experiment.start) || std::ranges::none_of(experiment.repeats->vary, is_of_start))
        return asked;
    return std::min(asked,
                    listed_starts(experiment.start, unknowns(experiment)) - experiment.start.number + 1);
}

void leave_out_start(Experiment& experiment) {
    const auto of_start = [](const std::string& key) { return key.starts_with("start."); };
    if (experiment.repeats) {
        std::erase_if(experiment.repeats->vary, of_start);
        if (experiment.repeats->vary.empty()) experiment.repeats.reset();
    }
    if (!experiment.sweep) return;
    SweepSpec& sweep = *experiment.sweep;
    std::erase_if(sweep.repeats.vary, of_start);
    const bool moves_start = std::ranges::any_of(sweep.axes, of_start, &SweepAxis::key);
    if (moves_start || sweep.repeats.vary.empty()) experiment.sweep.reset();
}

bool changes_problem(const std::string& key) {
    return key == problem_key;
}

}  // namespace basin
