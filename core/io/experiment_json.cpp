// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/experiment_json.h"

#include <algorithm>

#include "core/io/atomic_file.h"
#include "core/io/carried_data.h"
#include "core/io/figure_record.h"
#include "core/io/file_kind.h"
#include "core/io/formats/figure_text.h"
#include "core/io/json_text.h"
#include "core/io/problem_json.h"
#include "core/io/report_record.h"
#include "core/io/results_keys.h"
#include "core/io/solver_json.h"
#include "core/io/text_file.h"
#include "core/io/whole_folder.h"
#include "core/numeric/input_error.h"

namespace basin {

namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr const char* format_key = result_keys::format;
constexpr const char* version_key = result_keys::version;
constexpr const char* experiment_format = "basin-experiment";
constexpr int experiment_version = 1;

void check_version(JsonObject& top) {
    const std::string format = json_text(top.required(format_key), top.place(format_key));
    if (format != experiment_format) {
        top.place(format_key).fail("found " + quote(format) + "; expected " + quote(experiment_format));
    }
    const json& found = top.required(version_key);
    if (found != experiment_version) {
        top.place(version_key)
            .fail(found, "1, the version that this program reads; newer files need a newer Basin");
    }
}

/// Starts that are listed are all run, unless it is written how many.
void follow_starts(const json& value, Experiment& experiment) {
    if (!experiment.repeats || !is_listed(experiment.start)) return;
    if (value.at("repeats").contains("count")) return;
    const Index left = listed_starts(experiment.start, unknowns(experiment)) - experiment.start.number + 1;
    experiment.repeats->count = std::clamp<Index>(left, 1, most_repeats);
}

Experiment read_top(const json& value, const JsonPlace& place, const std::filesystem::path& folder) {
    JsonObject top(value, place);
    check_version(top);
    Experiment experiment;
    read_fields(top, value, place, {folder, family_bit(experiment)}, experiment);
    follow_starts(value, experiment);
    top.finish();
    return experiment;
}

/// The experiment that results, a figure or a report hold; null in a text that is one itself.
const json* experiment_inside(const json& whole, const std::string& where) {
    if (is_figure_record(whole)) return &experiment_in(whole, where);
    if (is_report_record(whole)) return &whole.at(result_keys::experiment);
    const bool is_result = whole.is_object() &&
                           whole.value(format_key, json()) == result_keys::result_format &&
                           whole.contains(result_keys::experiment);
    return is_result ? &whole[result_keys::experiment] : nullptr;
}

/// The JSON in a file, whatever it is.
std::string experiment_text(const std::string& bytes, const std::string& where) {
    if (is_report(bytes)) return text_of_report(bytes, where);
    return is_figure(bytes) ? text_of_figure(bytes, where) : bytes;
}

/// Throws where the file is something else. What is meant for one is told its mistake by the reader.
void require_experiment(const std::filesystem::path& file) {
    const FileKind kind = kind_of(file);
    if (kind == FileKind::experiment || (kind == FileKind::other_json && !json::accept(read_file(file))))
        return;
    throw InputError(file.string(), not_an_experiment(kind));
}

}  // namespace

Experiment parse_experiment(const std::string& text, const std::string& where,
                            const std::filesystem::path& directory) {
    const json whole = parse_json(text, where);
    const json* inside = experiment_inside(whole, where);
    Experiment experiment = inside != nullptr ? read_top(*inside, {where, result_keys::experiment}, directory)
                                              : read_top(whole, {where, ""}, directory);
    try {
        experiment.validate();
        if (inside != nullptr) check_sources(whole, experiment);
    } catch (const InputError& error) {
        throw InputError(where, error.what());
    }
    return experiment;
}

Experiment read_experiment(const std::filesystem::path& file) {
    require_experiment(file);
    const auto read = [&](const std::string& text) {
        return parse_experiment(experiment_text(text, file.string()), file.string(), file.parent_path());
    };
    if (!is_in_results(file)) return read(read_file(file));
    // Its data are in the same folder.
    return read_whole(folder_of(file),
                      [&](const WholeFolder& whole) { return read(whole.text(file.filename().string())); });
}

ordered_json experiment_to_json(const Experiment& experiment, const std::filesystem::path& base) {
    ordered_json json{{format_key, experiment_format}, {version_key, experiment_version}};
    const WriteSetting setting{base, family_bit(experiment)};
    FieldWriter writer(json, setting);
    describe(experiment, writer);
    return json;
}

void write_experiment(const Experiment& experiment, const std::filesystem::path& file) {
    const auto folder = std::filesystem::absolute(file).parent_path().lexically_normal();
    write_output_file(file, json_file_text(experiment_to_json(experiment, folder)));
}

}  // namespace basin
