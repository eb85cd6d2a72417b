// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/map_identity.h"

#include <limits>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/experiment/problem_family.h"
#include "core/io/checksum.h"
#include "core/io/problem_json.h"
#include "core/io/results_files.h"
#include "core/io/solver_json.h"
#include "core/io/whole_folder.h"
#include "core/numeric/input_error.h"

namespace basin {

namespace {

using nlohmann::ordered_json;

std::string short_text(const ordered_json& value) {
    if (value.is_null()) return "left out";
    std::string text = value.dump();
    if (text.size() > 40) {
        text.resize(37);
        text.append("...");
    }
    return text;
}

/// Adds what a map depends on: a section of its own, or those of its fields that matter, by themselves.
class IdentityWriter {
  public:
    IdentityWriter(ordered_json& identity, Families of, DataForm data)
        : families(of), identity_(identity), setting_{{}, of, data} {}

    Families families;

    template <class Value>
    void operator()(const Field& field, const Value& value) {
        if ((field.map & families) != 0) {
            if (is_there(value)) identity_[std::string(field.key)] = part(value);
        } else if constexpr (Described<const Value>) {
            describe(value, *this);
        }
    }

    static void leave_data_out(SoftmaxProblemSpec& spec) {
        spec.A1.reset();
        for (auto* source : {&spec.A2, &spec.b, &spec.w}) source->reset();
    }
    static void leave_data_out(ElmanProblemSpec& spec) { spec.data.reset(); }
    static void leave_data_out(WithoutData auto&) {}

  private:
    template <class Value>
    ordered_json part(const Value& value) const {
        return any_json(value, setting_);
    }
    /// Data are known by their values, not by where they were read from.
    ordered_json part(const ProblemSpec& problem) const {
        if (setting_.data == DataForm::objects) return any_json(problem, setting_);
        ProblemSpec bare = problem;
        std::visit([](auto& spec) { leave_data_out(spec); }, bare);
        return any_json(bare, setting_);
    }
    ordered_json& identity_;
    WriteSetting setting_;
};

/// Checksums of the data of a softmax regression, source by source.
class ChecksumWriter {
  public:
    explicit ChecksumWriter(ordered_json& sums) : sums_(sums) {}

    Families families = softmax_family;

    template <class Other>
    void operator()(const Field&, const Other&) {}
    void operator()(const Field& field, const bool& standardise) {
        if (standardise) sums_[std::string(field.key)] = true;
    }
    template <class Source>
    void operator()(const Field& field, const Given<Source>& given) {
        if (given.source && given.source->value)
            sums_[std::string(field.key)] = data_checksum(*given.source->value);
    }

  private:
    ordered_json& sums_;
};

ordered_json checksums_of_data(const SoftmaxProblemSpec& problem) {
    ordered_json sums;
    ChecksumWriter writer(sums);
    describe(SoftmaxMatrices<const SoftmaxProblemSpec>{problem}, writer);
    return sums;
}

ordered_json checksums_of_data(const ElmanProblemSpec& problem) {
    if (!problem.data) return {};
    const ElmanSeries series = make_series(problem);
    return {{"inputs", data_checksum(series.X)}, {"targets", data_checksum(series.Y)}};
}

ordered_json checksums_of_data(const WithoutData auto&) {
    return {};
}

ordered_json fields_of_map(const Experiment& experiment, DataForm data) {
    ordered_json fields;
    IdentityWriter writer(fields, family_bit(experiment), data);
    describe(experiment, writer);
    if (const auto solver = family_of(experiment).map_solver(experiment))
        fields["solver"] = value_json(std::vector{*solver}, WriteSetting{}).at(0);
    return fields;
}

/// All that a sweep depends on but its data: its experiment without other parts, limits of time and words.
ordered_json fields_of_sweep(const Experiment& experiment, DataForm data) {
    Experiment bare = experiment.only("sweep");
    bare.title.clear();
    bare.view.reset();
    bare.max_seconds = std::numeric_limits<double>::infinity();
    bare.stopping.max_seconds = StoppingRule().max_seconds;
    bare.basin_radius = bare.sweep->theory ? experiment.basin_radius : BasinRadiusSpec{.trials = 0};
    if (data != DataForm::objects)
        std::visit([](auto& problem) { IdentityWriter::leave_data_out(problem); }, bare.problem);
    ordered_json fields = object_json(bare, WriteSetting{{}, family_bit(bare), data});
    return fields;
}

/// Of points that runs start from.
ordered_json start_checksums(const StartSpec& start) {
    ordered_json sums;
    const auto add = [&sums](const char* key, const std::optional<MatrixSource>& source) {
        if (source && source->value) sums[key] = data_checksum(*source->value);
    };
    add("x0", start.x0);
    add("around", start.around);
    if (!start.weights) return sums;
    const WeightsSource& weights = *start.weights;
    for (const auto& [key, source] : {std::pair("A", &weights.A),
                                      {"W", &weights.W},
                                      {"V", &weights.V},
                                      {"b", &weights.b},
                                      {"c", &weights.c}})
        add(key, *source);
    return sums;
}

}  // namespace

ordered_json map_identity(const Experiment& experiment) {
    ordered_json fields = fields_of_map(experiment, DataForm::named);
    if (ordered_json sums =
            std::visit([](const auto& problem) { return checksums_of_data(problem); }, experiment.problem);
        !sums.is_null())
        fields["data"] = std::move(sums);
    if (const auto start = family_of(experiment).map_start(experiment))
        fields["start"] = data_checksum(Matrix(*start));
    // In the order of earlier versions, since identities in files are compared as they are written.
    ordered_json identity;
    for (const char* key : {"problem", "solver", "data", "start"})
        if (fields.contains(key)) identity[key] = fields[key];
    identity.update(fields);
    return identity;
}

bool is_same_map(const Experiment& a, const Experiment& b) {
    return fields_of_map(a, DataForm::objects) == fields_of_map(b, DataForm::objects);
}

ordered_json sweep_identity(const Experiment& experiment) {
    ordered_json identity = fields_of_sweep(experiment, DataForm::named);
    if (ordered_json sums =
            std::visit([](const auto& problem) { return checksums_of_data(problem); }, experiment.problem);
        !sums.is_null())
        identity["data"] = std::move(sums);
    if (ordered_json sums = start_checksums(experiment.start); !sums.is_null())
        identity["points"] = std::move(sums);
    return identity;
}

bool is_same_sweep(const Experiment& a, const Experiment& b) {
    return fields_of_sweep(a, DataForm::objects) == fields_of_sweep(b, DataForm::objects);
}

std::optional<ordered_json> identity_in_folder(const std::filesystem::path& folder, const char* key) {
    const std::filesystem::path file = folder / result_file;
    const ordered_json whole = ordered_json::parse(read_listed_file(file), nullptr, false);
    if (!whole.is_object() || !whole.contains(key)) return std::nullopt;
    const ordered_json& identity = whole[key];
    if (!identity.is_object())
        throw InputError(file.string(), std::string(key) + ": found no object; expected one");
    return identity;
}

std::string map_difference(const ordered_json& there, const ordered_json& here) {
    const auto before = there.flatten(), after = here.flatten();
    std::set<std::string> keys;
    for (const auto& part : {before, after}) {
        for (const auto& [key, value] : part.items()) keys.insert(key);
    }
    for (const std::string& key : keys) {
        const auto old_value = before.value(key, ordered_json()),
                   new_value = after.value(key, ordered_json());
        if (old_value == new_value) continue;
        std::string path = key.substr(1);
        for (char& letter : path) letter = letter == '/' ? '.' : letter;
        return path + " is " + short_text(old_value) + " there and " + short_text(new_value) + " here";
    }
    return {};
}

}  // namespace basin
