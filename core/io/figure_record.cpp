// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/figure_record.h"

#include <optional>
#include <utility>

#include "core/io/carried_data.h"
#include "core/io/checksum.h"
#include "core/io/comparison.h"
#include "core/io/experiment_json.h"
#include "core/io/field_json.h"
#include "core/io/formats/figure_text.h"
#include "core/io/json_reader.h"
#include "core/io/members.h"
#include "core/io/results_json.h"
#include "core/io/results_keys.h"
#include "core/io/results_members.h"
#include "core/numeric/input_error.h"

namespace basin {

namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr const char* figure_format = "basin-figure";
constexpr int figure_version = 1;
constexpr const char* plots_key = "plots";
constexpr const char* plot_key = "plot";
constexpr const char* seen_key = "seen";
constexpr const char* table_key = "table";
constexpr const char* paths_key = "paths";
constexpr const char* whole_key = "whole";
constexpr const char* drawing_key = "drawing";
constexpr const char* sum_key = "checksum";
constexpr std::size_t checksum_digits = 16;

ordered_json plot_json(const PlottedNumbers& plot) {
    ordered_json json{{plot_key, to_string(plot.plot)}};
    json[seen_key] = object_json(plot.seen, {});
    if (!plot.table.empty()) {
        json[table_key] = plot.table;
        json[paths_key] = plot.paths;
    }
    json[sum_key] = plot.sum;
    return json;
}

/// Where the digits of a checksum stand: behind the last key of that name.
std::size_t digits_of(const std::string& text, const char* key) {
    const std::string mark = '"' + std::string(key) + "\":\"";
    const std::size_t at = text.rfind(mark);
    return at == std::string::npos ? at : at + mark.size();
}

std::uint64_t checksum_number(const std::string& digits, const JsonPlace& place) {
    std::uint64_t value = 0;
    if (digits.size() != checksum_digits || digits.find_first_not_of("0123456789abcdef") != std::string::npos)
        place.fail("found " + quote(digits) + "; expected a checksum of 16 hexadecimal digits");
    for (const char digit : digits)
        value = value << 4 | static_cast<std::uint64_t>(digit <= '9' ? digit - '0' : digit - 'a' + 10);
    return value;
}

PlottedNumbers plot_from_json(const json& value, const JsonPlace& place) {
    JsonObject object(value, place);
    PlottedNumbers plot{};
    plot.plot = read_word(object.required(plot_key), object.place(plot_key),
                          std::span<const PlotKind>(all_plot_kinds));
    read_object(object.required(seen_key), object.place(seen_key), {}, plot.seen);
    object.read(table_key, plot.table);
    object.read(paths_key, plot.paths);
    plot.sum = json_text(object.required(sum_key), object.place(sum_key));
    object.finish();
    return plot;
}

std::vector<PlottedNumbers> plots_from_json(JsonObject& top) {
    const json& list = top.required(plots_key);
    const JsonPlace place = top.place(plots_key);
    if (!list.is_array()) place.fail(list, "a list");
    std::vector<PlottedNumbers> plots;
    for (std::size_t i = 0; i < list.size(); ++i) plots.push_back(plot_from_json(list[i], place.item(i)));
    return plots;
}

/// Whether the record is as it was sealed.
bool is_sealed(const std::string& text) {
    const std::size_t at = digits_of(text, sum_key);
    if (at == std::string::npos || at + checksum_digits > text.size()) return false;
    std::string bare = text;
    bare.replace(at, checksum_digits, checksum_digits, '0');
    return text.compare(at, checksum_digits, checksum_text(checksum(bare))) == 0;
}

FigureRecord record_from_json(const json& top_json, const std::string& text, const std::string& where,
                              const std::filesystem::path& folder) {
    JsonObject top(top_json, {where, ""});
    FigureRecord record;
    record.experiment = parse_experiment(text, where, folder);
    for (const char* known : {result_keys::format, result_keys::version, result_keys::experiment, sum_key})
        top.required(known);
    record.plots = plots_from_json(top);
    if (const json* data = top.find(result_keys::data)) record.data = *data;
    record.environment =
        environment_from_json({top.required(result_keys::environment), top.place(result_keys::environment)});
    top.read(whole_key, record.whole);
    record.drawing =
        checksum_number(json_text(top.required(drawing_key), top.place(drawing_key)), top.place(drawing_key));
    top.finish();
    return record;
}

}  // namespace

PlottedNumbers plotted_numbers(PlotKind plot, const PlotSpec& seen, std::string table, std::string paths) {
    PlottedNumbers numbers{plot, seen, {}, {}, {}};
    const std::uint64_t of_table = checksum(without_measured(table, "numbers"));
    numbers.sum = checksum_text(checksum(without_measured(paths, "paths"), of_table));
    if (table.size() + paths.size() > most_plotted_bytes) return numbers;
    numbers.table = std::move(table);
    numbers.paths = std::move(paths);
    return numbers;
}

Comparison compare_plotted(const PlottedNumbers& before, const PlottedNumbers& now) {
    const std::string name(to_string(before.plot));
    Comparison comparison;
    if (!before.table.empty() && !now.table.empty()) {
        comparison.add(compare_csv(before.table, now.table, name));
        comparison.add(compare_csv(before.paths, now.paths, name + ", paths"));
        return comparison;
    }
    comparison.compared = 1;
    if (before.sum != now.sum)
        comparison.add(Mismatch{name + ": checksum of its numbers", before.sum, now.sum, 1});
    return comparison;
}

std::string figure_record_text(const FigureRecord& record) {
    ordered_json json{{result_keys::format, figure_format}, {result_keys::version, figure_version}};
    json[result_keys::experiment] = experiment_to_json(record.experiment);
    ordered_json& plots = json[plots_key] = ordered_json::array();
    for (const PlottedNumbers& plot : record.plots) plots.push_back(plot_json(plot));
    if (!record.data.empty()) json[result_keys::data] = record.data;
    json[result_keys::environment] = members_json(record.environment);
    json[whole_key] = record.whole;
    json[drawing_key] = std::string(checksum_digits, '0');
    json[sum_key] = std::string(checksum_digits, '0');
    return json.dump(-1, ' ', true);
}

std::string sealed(std::string text, std::uint64_t drawing) {
    if (digits_of(text, drawing_key) == std::string::npos || digits_of(text, sum_key) == std::string::npos)
        return text;
    text.replace(digits_of(text, drawing_key), checksum_digits, checksum_text(drawing));
    text.replace(digits_of(text, sum_key), checksum_digits, checksum_text(checksum(text)));
    return text;
}

bool is_figure_record(const json& top) {
    return top.is_object() && top.value(result_keys::format, json()) == figure_format;
}

const json& experiment_in(const json& record, const std::string& where) {
    JsonObject top(record, {where, ""});
    if (const json& found = top.required(result_keys::version); found != figure_version)
        top.place(result_keys::version)
            .fail(found, "1, the version that this program reads; newer figures need a newer Basin");
    return top.required(result_keys::experiment);
}

ReadFigure read_figure(std::string_view bytes, const std::string& where,
                       const std::filesystem::path& folder) {
    const std::string text = text_of_figure(bytes, where);
    const json top = parse_json(text, where);
    ReadFigure figure;
    if (!is_figure_record(top))
        throw InputError(where,
                         "found a figure of an earlier Basin, which carries its experiment alone; expected "
                         "one with its numbers");
    figure.record = record_from_json(top, text, where, folder);
    if (!is_sealed(text))
        figure.altered.emplace_back("the experiment or the numbers in it were changed after it was written");
    if (drawing_checksum(bytes, where) != figure.record.drawing)
        figure.altered.emplace_back("the drawing was changed after it was written");
    return figure;
}

}  // namespace basin
