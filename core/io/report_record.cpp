// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/report_record.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>

#include "core/io/checksum.h"
#include "core/io/formats/figure_text.h"
#include "core/io/json_reader.h"
#include "core/numeric/input_error.h"
#include "core/numeric/text.h"

namespace basin {

using nlohmann::json;
using nlohmann::ordered_json;

namespace {

constexpr const char* record_format = "basin-report";
constexpr Index record_version = 1;
constexpr std::string_view pdf_begin = "%PDF-";
constexpr std::string_view element_begin = "<script type=\"application/json\" id=\"basin-report\">",
                           element_end = "</script>";

/// The number that a value of results stands for, if it is one.
std::optional<double> number_of(const json& value) {
    if (value.is_array()) return static_cast<double>(value.size());  // how many there are
    if (value.is_number()) return value.get<double>();
    if (value == "inf") return std::numeric_limits<double>::infinity();
    if (value == "-inf") return -std::numeric_limits<double>::infinity();
    return std::nullopt;
}

bool is_number_shown(double value, const std::string& shown) {
    constexpr int fewest = 3, most = 17;
    for (int digits = fewest; digits <= most; ++digits)
        if (shown == number_text(value, digits)) return true;
    if (!std::isfinite(value)) return false;
    const bool percent =
        shown == number_text(100 * value) + " %" || shown == number_text(std::round(100 * value)) + " %";
    return percent || shown == exact_number_text(value) || shown == seconds_text(value) ||
           shown == power_text(value);
}

/// "4,700": a ratio is told to two digits or more.
bool is_ratio_shown(double ratio, std::string shown) {
    constexpr double rounding = 0.0501;
    if (is_number_shown(ratio, shown)) return true;
    std::erase(shown, ',');
    const auto read = parse_number(shown);
    return read && std::abs(*read - ratio) <= rounding * std::abs(ratio);
}

const json* value_at(const json& result, const std::string& pointer) {
    try {
        const json::json_pointer place(pointer);
        return result.contains(place) ? &result.at(place) : nullptr;
    } catch (const json::exception&) {
        return nullptr;
    }
}

std::string text_of(const json& value) {
    const auto number = number_of(value);
    return number ? exact_number_text(*number) : value.is_string() ? value.get<std::string>() : value.dump();
}

bool same_value(const json& a, const json& b) {
    const auto one = number_of(a), other = number_of(b);
    return one && other ? *one == *other : a == b;
}

std::optional<std::string> fault_of(const ReportNumber& number, const json& result) {
    const json* now = value_at(result, number.key);
    const std::string where = key_path(number.key);
    if (!now && !number.time)
        return where + ": the report shows " + number.shown + ", and the results have no such number";
    if (!number.time && !same_value(number.value, *now))
        return where + ": the report has " + text_of(number.value) + ", the results have " + text_of(*now);
    bool shown = false;
    if (number.over.empty()) {
        shown = is_shown_as(number.value, number.shown);
    } else {
        const json* by = value_at(result, number.over);
        const auto above = number_of(number.value), below = by ? number_of(*by) : std::nullopt;
        shown = above && below && is_ratio_shown(*above / *below, number.shown);
    }
    if (shown) return std::nullopt;
    return where + ": the report shows " + number.shown + " where the value is " + text_of(number.value);
}

void compare_experiments(const ordered_json& ours, const json& theirs, std::vector<std::string>& found) {
    const json before = ours;
    for (const auto& [key, value] : before.items()) {
        if (key == "view") continue;
        if (!theirs.contains(key) || theirs.at(key) != value)
            found.push_back("experiment." + key + ": the report is of another one");
    }
    for (const auto& [key, value] : theirs.items())
        if (key != "view" && !before.contains(key))
            found.push_back("experiment." + key + ": the report is of an experiment without");
}

/// Where the record stands in an HTML page.
std::optional<std::string_view> element_text(std::string_view html) {
    const std::size_t begin = html.find(element_begin);
    if (begin == std::string_view::npos) return std::nullopt;
    const std::string_view rest = html.substr(begin + element_begin.size());
    const std::size_t end = rest.find(element_end);
    return end == std::string_view::npos ? std::nullopt : std::optional(rest.substr(0, end));
}

bool is_pdf(std::string_view bytes) {
    return bytes.starts_with(pdf_begin);
}

std::optional<std::string> record_text_of(std::string_view bytes, const std::string& where) {
    if (is_pdf(bytes)) {
        if (bytes.find(record_format) == std::string_view::npos) return std::nullopt;
        return text_of_figure(bytes, where);
    }
    const auto text = element_text(bytes);
    return text ? std::optional(std::string(*text)) : std::nullopt;
}

std::uint64_t page_checksum(std::string_view bytes, const std::string& where) {
    if (is_pdf(bytes)) return drawing_checksum(bytes, where);
    const std::string_view text = element_text(bytes).value();
    const auto begin = static_cast<std::size_t>(text.data() - bytes.data());
    return checksum(bytes.substr(begin + text.size()), checksum(bytes.substr(0, begin)));
}

ReportNumber number_from_json(JsonObject object) {
    ReportNumber number;
    number.key = json_text(object.required("key"), object.place("key"));
    object.read("over", number.over);
    number.value = object.required("value");
    number.shown = json_text(object.required("shown"), object.place("shown"));
    object.read("time", number.time);
    return number;
}

}  // namespace

std::string report_record_text(const ReportRecord& record) {
    ordered_json top{{"format", record_format}, {"version", record_version}};
    top["experiment"] = record.experiment;
    ordered_json& numbers = top["numbers"] = ordered_json::array();
    for (const ReportNumber& number : record.numbers) {
        ordered_json& one = numbers.emplace_back(ordered_json{{"key", number.key}});
        if (!number.over.empty()) one["over"] = number.over;
        one["value"] = number.value;
        one["shown"] = number.shown;
        if (number.time) one["time"] = true;
    }
    top["page"] = record.page;
    return top.dump();
}

bool is_report_record(const json& top) {
    return top.is_object() && top.value("format", json()) == record_format && top.contains("experiment");
}

ReportRecord parse_report_record(const std::string& text, const std::string& where) {
    const json top = parse_json(text, where);
    JsonObject object(top, {where, {}});
    if (json_text(object.required("format"), object.place("format")) != record_format)
        object.place("format").fail(top.at("format"), "\"basin-report\"");
    Index version = 0;
    read_json(object.required("version"), object.place("version"), version);
    if (version != record_version)
        object.place("version").fail(top.at("version"), "1, which this version of Basin reads");
    ReportRecord record;
    record.experiment = object.required("experiment");
    const json& numbers = object.required("numbers");
    if (!numbers.is_array()) object.place("numbers").fail(numbers, "a list");
    for (std::size_t k = 0; k < numbers.size(); ++k)
        record.numbers.push_back(number_from_json({numbers[k], object.place("numbers").item(k)}));
    object.read("page", record.page);
    return record;
}

std::string key_path(const std::string& pointer) {
    std::string path, part;
    const auto add = [&] {
        if (part.empty()) return;
        const bool index =
            std::ranges::all_of(part, [](unsigned char letter) { return std::isdigit(letter); });
        path += index ? "[" + part + "]" : (path.empty() ? "" : ".") + part;
        part.clear();
    };
    for (const char letter : pointer) {
        if (letter == '/')
            add();
        else
            part += letter;
    }
    add();
    return path;
}

bool is_shown_as(const json& value, std::string_view shown) {
    if (value.is_boolean()) return shown == (value.get<bool>() ? "yes" : "no");
    if (const auto number = number_of(value)) return is_number_shown(*number, std::string(shown));
    if (!value.is_string()) return false;
    std::string word = value.get<std::string>();
    std::ranges::replace(word, '_', ' ');
    return shown == word;
}

std::string report_element(const ReportRecord& record) {
    std::string text = report_record_text(record);
    // The same JSON, in which no element ends and no comment begins.
    for (std::size_t at = 0; (at = text.find('<', at)) != std::string::npos; at += 6)
        text.replace(at, 1, "\\u003c");
    return std::string(element_begin) + text + std::string(element_end);
}

bool is_report(std::string_view bytes) {
    if (bytes.starts_with(pdf_begin)) return bytes.find(record_format) != std::string_view::npos;
    return bytes.find(element_begin) != std::string_view::npos;
}

std::string text_of_report(std::string_view bytes, const std::string& where) {
    const auto text = record_text_of(bytes, where);
    if (!text) throw InputError(where, "found no report; expected one that Basin has written");
    return *text;
}

ReportRecord read_report(std::string_view bytes, const std::string& where) {
    return parse_report_record(text_of_report(bytes, where), where);
}

std::string sealed_report(std::string bytes, const std::string& where) {
    std::string page = text_of_report(bytes, where);
    page.replace(page.rfind(R"("page":")") + 8, 16, checksum_text(page_checksum(bytes, where)));
    if (is_pdf(bytes)) {
        replace_figure_text(bytes, page, where);
    } else {
        const std::string_view place = element_text(bytes).value();
        bytes.replace(static_cast<std::size_t>(place.data() - bytes.data()), page.size(), page);
    }
    return bytes;
}

bool is_page_whole(std::string_view bytes, const std::string& where) {
    return read_report(bytes, where).page == checksum_text(page_checksum(bytes, where));
}

std::vector<std::string> differences(const ReportRecord& record, const json& result) {
    std::vector<std::string> found;
    if (!result.is_object() || !result.contains("experiment")) return {"the results hold no experiment"};
    compare_experiments(record.experiment, result.at("experiment"), found);
    for (const ReportNumber& number : record.numbers)
        if (auto fault = fault_of(number, result)) found.push_back(std::move(*fault));
    return found;
}

}  // namespace basin
