// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/carried_data.h"

#include <algorithm>
#include <array>
#include <concepts>
#include <iterator>
#include <map>
#include <string_view>
#include <utility>

#include "core/experiment/problem_family.h"
#include "core/experiment/softmax_lines.h"
#include "core/io/checksum.h"
#include "core/io/experiment_json.h"
#include "core/io/formats/matrix_market.h"
#include "core/io/formats/npy.h"
#include "core/io/results_keys.h"
#include "core/io/table_json.h"
#include "core/numeric/input_error.h"

namespace basin {

namespace {

using nlohmann::ordered_json;

// Of an entry of "data" in a result.json.
constexpr auto key_key = "key", checksum_key = "checksum", copy_key = "copy", understood_key = "understood";

/// visit(key, source) of every source that is there, whether from a file or not.
template <class Problem, class Visit>
requires std::same_as<std::remove_const_t<Problem>, SoftmaxProblemSpec>
void visit_data(Problem& problem, const Visit& visit) {
    if (problem.A1) visit("problem.data.A1", *problem.A1);
    if (problem.A2) visit("problem.data.A2", *problem.A2);
    if (problem.b) visit("problem.data.b", *problem.b);
    if (problem.w) visit("problem.data.w", *problem.w);
}

template <class Problem, class Visit>
requires std::same_as<std::remove_const_t<Problem>, ElmanProblemSpec>
void visit_data(Problem& problem, const Visit& visit) {
    if (!problem.data) return;
    if (problem.data->table) visit("problem.data.table", *problem.data->table);
    if (problem.data->inputs) visit("problem.data.inputs", *problem.data->inputs);
    if (problem.data->targets) visit("problem.data.targets", *problem.data->targets);
}

template <WithoutData Problem, class Visit>
void visit_data(Problem&, const Visit&) {}

template <class Start, class Visit>
void visit_start(Start& start, const Visit& visit) {
    if (start.x0) visit("start.x0", *start.x0);
    if (start.starts) visit("start.starts", *start.starts);
    if (start.around) visit("start.around", *start.around);
    if (!start.weights) return;
    visit("start.weights.A", start.weights->A);
    visit("start.weights.W", start.weights->W);
    visit("start.weights.V", start.weights->V);
    visit("start.weights.b", start.weights->b);
    visit("start.weights.c", start.weights->c);
}

template <class Some, class Visit>
void visit_all(Some& experiment, const Visit& visit) {
    visit_start(experiment.start, visit);
    std::visit([&visit](auto& problem) { visit_data(problem, visit); }, experiment.problem);
}

ordered_json checksum_of_source(const DataSource<SeriesTable>& source) {
    return data_checksum(source.value->values);
}
template <class Values>
ordered_json checksum_of_source(const DataSource<Values>& source) {
    return data_checksum(*source.value);
}

/// How its table was read, of the source that it is told of; null where there is none.
const TableReport* report_of(const DataSource<SeriesTable>& source) {
    return &source.value->report;
}
template <class Values>
const TableReport* report_of(const DataSource<Values>& source) {
    return source.report.get();
}

std::uint64_t bytes_of(const Matrix& values) {
    return 8 * static_cast<std::uint64_t>(values.size());
}
std::uint64_t bytes_of(const DesignMatrix& A) {
    return static_cast<std::uint64_t>(A.entries()) * (A.is_sparse() ? 24 : 8);
}

std::string content_of(const Matrix& values) {
    return npy_bytes(values);
}
std::string content_of(const DesignMatrix& A) {
    return A.is_sparse() ? matrix_market_text(A.sparse()) : npy_bytes(A.dense());
}

/// "data-A1.npy".
std::string name_of(std::string_view key, const Matrix&) {
    return "data-" + std::string(key.substr(key.rfind('.') + 1)) + ".npy";
}
std::string name_of(std::string_view key, const DesignMatrix& A) {
    const std::string dense = name_of(key, Matrix());
    return A.is_sparse() ? dense.substr(0, dense.rfind('.')) + ".mtx" : dense;
}

/// Takes the sources of one experiment, one after the other.
class Carrier {
  public:
    Carrier(CarriedData& carried, std::uint64_t most_bytes) : carried_(carried), left_(most_bytes) {}

    /// Into the experiment itself.
    template <class Values>
    void write_down(const char* key, DataSource<Values>& source) {
        if (source.file.empty()) return;
        tell(key, source, result_keys::experiment);
        source.file.clear();
    }

    template <class Values>
    void copy(const char* key, DataSource<Values>& source) {
        if (source.file.empty()) return;
        if (!source.value) {
            throw InputError(source.file.string(),
                             "was not read with the results; expected an experiment with all its data");
        }
        const std::uint64_t bytes = bytes_of(*source.value);
        // Columns of a table are known by that table only.
        if (bytes > left_ && source.columns.empty()) return tell(key, source, nullptr);
        left_ -= std::min(bytes, left_);
        carried_.files.push_back({name_of(key, *source.value), content_of(*source.value)});
        tell(key, source, carried_.files.back().name);
        source.file = carried_.files.back().name;
        source.columns.clear();
        source.report.reset();
    }

  private:
    template <class Values>
    void tell(const char* key, const DataSource<Values>& source, const ordered_json& place) {
        carried_.sources.push_back({{key_key, key},
                                    {"read_from", source.file.string()},
                                    {checksum_key, checksum_of_source(source)},
                                    {copy_key, place}});
        if (const TableReport* report = report_of(source))
            carried_.sources.back()[understood_key] = report_json(*report);
    }

    CarriedData& carried_;
    std::uint64_t left_;
};

constexpr std::array softmax_keys{"problem.data.A1", "problem.data.A2", "problem.data.b", "problem.data.w"};

/// Entries of "data" in a result.json whose values are not in its folder, by key.
std::vector<std::pair<std::string, ordered_json>> sources_elsewhere(const nlohmann::json& result) {
    std::vector<std::pair<std::string, ordered_json>> sources;
    for (const auto& source : result.value("data", nlohmann::json::array())) {
        const bool told = source.is_object() && source.contains(key_key) && source.contains(checksum_key) &&
                          source.contains(copy_key);
        if (!told || !source[copy_key].is_null()) continue;
        if (const auto key = std::ranges::find(softmax_keys, source[key_key]); key != softmax_keys.end())
            sources.emplace_back(*key, source[checksum_key]);
    }
    return sources;
}

/// The file of the experiment's source when it holds other values; empty when it does not.
std::string difference(const Experiment& experiment, const std::string& key, const ordered_json& expected) {
    std::string found;
    visit_all(experiment, [&](const char* name, const auto& source) {
        if (key == name && source.value && checksum_of_source(source) != expected)
            found = source.file.string();
    });
    return found;
}

/// How A1 is read and used goes with it.
void erase_all_but_matrices(nlohmann::json& data) {
    for (auto member = data.begin(); member != data.end();) {
        const std::string key = "problem.data." + member.key();
        const bool is_matrix = std::ranges::find(softmax_keys, key) != softmax_keys.end();
        member = is_matrix ? std::next(member) : data.erase(member);
    }
}

}  // namespace

CarriedData carry_data(const Experiment& experiment, std::uint64_t most_bytes) {
    CarriedData carried{experiment, {}, ordered_json::array()};
    Carrier carrier(carried, most_bytes);
    const auto write_down = [&](const char* key, auto& source) { carrier.write_down(key, source); };
    visit_start(carried.experiment.start, write_down);
    // Matrices are copied beside the results; a series becomes part of the experiment.
    if (SoftmaxProblemSpec* problem = family_of(experiment).matrix_problem(carried.experiment.problem)) {
        const std::vector<std::string> columns = key_columns(*problem);
        visit_data(*problem, [&](const char* key, auto& source) { carrier.copy(key, source); });
        // A2 and b name none any more, which would have told A1's.
        const bool is_copied = !problem->A1 || problem->A1->file.is_relative();
        problem->columns = is_copied ? std::vector<std::string>() : columns;
    } else {
        std::visit([&](auto& other) { visit_data(other, write_down); }, carried.experiment.problem);
    }
    return carried;
}

std::vector<std::string> carried_names(const Experiment& experiment) {
    std::vector<std::string> names;
    ProblemSpec problem = experiment.problem;
    const SoftmaxProblemSpec* matrices = family_of(experiment).matrix_problem(problem);
    if (!matrices) return names;
    visit_data(*matrices, [&](const char* key, const auto& source) {
        if (!source.file.empty() && source.value) names.push_back(name_of(key, *source.value));
    });
    return names;
}

std::map<std::string, std::string> data_checksums(const Experiment& experiment) {
    std::map<std::string, std::string> checksums;
    visit_all(experiment, [&](const char* key, const auto& source) {
        if (source.value) checksums[key] = checksum_of_source(source).dump();
    });
    return checksums;
}

std::vector<std::filesystem::path> source_files(const Experiment& experiment) {
    std::vector<std::filesystem::path> files;
    visit_all(experiment, [&](const char*, const auto& source) {
        if (!source.file.empty()) files.push_back(source.file);
    });
    return files;
}

void check_sources(const nlohmann::json& result, const Experiment& experiment) {
    for (const auto& [key, checksum] : sources_elsewhere(result)) {
        const std::string file = difference(experiment, key, checksum);
        if (file.empty()) continue;
        throw InputError(file, "found other values of " + key +
                                   " than these results were made from; expected the same (they were too "
                                   "large to be kept with the results)");
    }
}

Experiment parse_stored_experiment(const nlohmann::json& result, const std::string& where,
                                   const std::filesystem::path& folder) {
    nlohmann::json bare{{result_keys::format, result_keys::result_format},
                        {result_keys::experiment, result.value(result_keys::experiment, nlohmann::json())}};
    std::map<std::string, std::string> elsewhere;  // files by their key
    for (const auto& [key, checksum] : sources_elsewhere(result)) {
        std::string pointer = "/experiment." + key;
        std::ranges::replace(pointer, '.', '/');
        const nlohmann::json::json_pointer place(pointer);
        if (!bare.contains(place) || !bare[place].is_string()) continue;
        elsewhere[key] = bare[place].get<std::string>();
        bare[place.parent_pointer()].erase(place.back());
        if (key == softmax_keys.front()) erase_all_but_matrices(bare[place.parent_pointer()]);
    }
    // The sizes are written down, so that they need no data.
    Experiment experiment = parse_experiment(bare.dump(), where, folder);
    SoftmaxProblemSpec* matrices = family_of(experiment).matrix_problem(experiment.problem);
    if (!matrices) return experiment;
    SoftmaxProblemSpec& problem = *matrices;
    const auto name = [&](const char* key, auto& source) {
        if (const auto found = elsewhere.find(key); found != elsewhere.end())
            source.emplace().file = found->second;
    };
    name("problem.data.A1", problem.A1);
    name("problem.data.A2", problem.A2);
    name("problem.data.b", problem.b);
    name("problem.data.w", problem.w);
    return experiment;
}

}  // namespace basin
