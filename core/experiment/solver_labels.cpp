// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/solver_labels.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>
#include <utility>
#include <variant>

#include "core/experiment/catalogue.h"
#include "core/experiment/catalogue_entries.h"
#include "core/experiment/results.h"
#include "core/numeric/text.h"
#include "core/solvers/hessian_approximation.h"

namespace basin {

namespace {

/// How numbers are written: for people, or with the digits of a file.
using WriteNumber = std::string (*)(double);

std::string for_people(double value) {
    return number_text(value);
}

std::string value_text(const ParameterValue& value, WriteNumber write) {
    if (const auto* number = std::get_if<double>(&value)) return write(*number);
    if (const auto* whole = std::get_if<std::uint64_t>(&value)) return std::to_string(*whole);
    return std::get<std::string>(value);
}

std::string knob_text(const SolverSpec& spec, WriteNumber write) {
    if (spec.name != "approximate-newton") return {};
    const std::string approximation = value_of<std::string>(spec, "approximation");
    std::string knob;
    for (const char* key : {"error", "samples", "refresh"}) {
        if (!matters(spec, key)) continue;
        knob = value_text(parameter(spec, key), write);
        break;
    }
    if (approximation == to_string(ApproximationOptions{}.approximation)) return knob;
    return knob.empty() ? approximation : approximation + ' ' + knob;
}

/// Solvers of one name, by their places in a list, and what each is told apart by.
class Namesakes {
  public:
    Namesakes(std::span<const SolverSpec> solvers, std::vector<std::size_t> places, WriteNumber write)
        : solvers_(solvers), write_(write) {
        for (const std::size_t place : places) marks_[place] = knob_text(solvers_[place], write_);
    }

    /// No two alike.
    const std::map<std::size_t, std::string>& marks() {
        for (const auto& alike : groups()) add_parameters(alike);
        for (const auto& alike : groups()) add_places(alike);
        return marks_;
    }

  private:
    /// Those that are marked alike.
    std::vector<std::vector<std::size_t>> groups() const {
        std::map<std::string, std::vector<std::size_t>> by_mark;
        for (const auto& [place, mark] : marks_) by_mark[mark].push_back(place);
        std::vector<std::vector<std::size_t>> groups;
        for (auto& [mark, places] : by_mark)
            if (places.size() > 1) groups.push_back(std::move(places));
        return groups;
    }
    void add(std::size_t place, const std::string& text) {
        std::string& mark = marks_[place];
        mark += (mark.empty() ? "" : ", ") + text;
    }
    std::string text_of(std::size_t place, const std::string& key) const {
        return matters(solvers_[place], key) ? value_text(parameter(solvers_[place], key), write_) : "";
    }
    /// Those of the parameters in which they differ.
    void add_parameters(const std::vector<std::size_t>& alike) {
        for (const ParameterInfo& info : solver_info(solvers_[alike.front()].name).parameters) {
            std::set<std::string> texts;
            for (const std::size_t place : alike) texts.insert(text_of(place, info.key));
            if (texts.size() < 2) continue;
            std::string word = info.key == "error" ? std::string() : info.key + ' ';
            std::ranges::replace(word, '_', ' ');
            for (const std::size_t place : alike)
                if (const std::string text = text_of(place, info.key); !text.empty()) add(place, word + text);
        }
    }
    void add_places(const std::vector<std::size_t>& alike) {
        for (std::size_t k = 0; k < alike.size(); ++k) add(alike[k], '#' + std::to_string(k + 1));
    }

    std::span<const SolverSpec> solvers_;
    WriteNumber write_;
    std::map<std::size_t, std::string> marks_;
};

/// A mark a solver, empty where no other has its name.
std::vector<std::string> marks_of(std::span<const SolverSpec> solvers, WriteNumber write) {
    std::map<std::string, std::vector<std::size_t>> places;
    for (std::size_t i = 0; i < solvers.size(); ++i) places[solvers[i].name].push_back(i);
    std::vector<std::string> marks(solvers.size());
    for (const auto& [name, of_name] : places) {
        if (of_name.size() < 2) continue;
        Namesakes namesakes(solvers, of_name, write);
        for (const auto& [place, mark] : namesakes.marks()) marks[place] = mark;
    }
    return marks;
}

/// "sketch 0.4, seed 3" as "sketch-0.4-seed-3".
std::string for_file(const std::string& mark) {
    std::string text;
    for (const char c : mark) {
        const bool kept = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '.' || c == '-';
        if (kept)
            text += c;
        else if (!text.empty() && text.back() != '-')
            text += '-';
    }
    return text;
}

std::vector<SolverSpec> specs_of(const std::vector<SolverRun>& runs) {
    std::vector<SolverSpec> specs;
    for (const SolverRun& run : runs) specs.push_back(run.spec);
    return specs;
}

/// Those of the runs, and behind them those that have not begun.
std::vector<SolverSpec> specs_of(const Results& results) {
    std::vector<SolverSpec> specs = specs_of(results.runs);
    const auto& asked = results.experiment.solvers;
    for (std::size_t i = specs.size(); i < asked.size(); ++i) specs.push_back(asked[i]);
    return specs;
}

/// The first ones.
std::vector<std::string> first_of(std::vector<std::string> labels, std::size_t count) {
    labels.resize(count);
    return labels;
}

}  // namespace

std::string knob_text(const SolverSpec& spec) {
    return knob_text(spec, for_people);
}

std::string solver_text(const SolverSpec& spec) {
    const std::string knob = knob_text(spec);
    return knob.empty() ? spec.name : spec.name + " (" + knob + ')';
}

std::vector<std::string> solver_labels(std::span<const SolverSpec> solvers) {
    std::vector<std::string> labels = marks_of(solvers, for_people);
    for (std::size_t i = 0; i < labels.size(); ++i)
        labels[i] = labels[i].empty() ? solvers[i].name : solvers[i].name + " (" + labels[i] + ')';
    return labels;
}

std::vector<std::string> solver_file_labels(std::span<const SolverSpec> solvers) {
    std::vector<std::string> labels = marks_of(solvers, exact_number_text);
    for (std::size_t i = 0; i < labels.size(); ++i)
        labels[i] = labels[i].empty() ? solvers[i].name : solvers[i].name + '-' + for_file(labels[i]);
    return labels;
}

std::vector<std::string> run_labels(const std::vector<SolverRun>& runs) {
    return solver_labels(specs_of(runs));
}

std::vector<std::string> run_labels(const Results& results) {
    return first_of(solver_labels(specs_of(results)), results.runs.size());
}

std::vector<std::string> run_file_labels(const Results& results) {
    return first_of(solver_file_labels(specs_of(results)), results.runs.size());
}

}  // namespace basin
