// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/json_reader.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <utility>

#include "core/experiment/nearest_word.h"
#include "core/io/quote.h"
#include "core/numeric/input_error.h"
#include "core/numeric/memory.h"

namespace basin {

namespace {

using nlohmann::json;

/// Refuses keys given twice (the library would silently take the last) and bottomless nesting.
class StrictParse {
  public:
    explicit StrictParse(const std::string& where) : where_(where) {}

    bool operator()(int depth, json::parse_event_t event, json& parsed) {
        constexpr int deepest = 64;
        if (depth > deepest) throw InputError(where_, "found more than 64 levels of nesting; expected fewer");
        if (event == json::parse_event_t::object_start) {
            keys_.emplace_back();
        } else if (event == json::parse_event_t::object_end) {
            keys_.pop_back();
        } else if (event == json::parse_event_t::key &&
                   !keys_.back().insert(parsed.get<std::string>()).second) {
            throw InputError(where_, "found the key " + quote(parsed.get<std::string>()) +
                                         " twice in one object; expected it once");
        }
        return true;
    }

  private:
    const std::string& where_;
    std::vector<std::set<std::string>> keys_;
};

/// The library's message without its tag "[json.exception...] ".
std::string plain_message(const json::exception& error) {
    const std::string message = error.what();
    const auto end = message.find("] ");
    return end == std::string::npos ? message : message.substr(end + 2);
}

std::string description(const json& value) {
    switch (value.type()) {
        case json::value_t::null:
            return "null";
        case json::value_t::object:
            return "an object";
        case json::value_t::array:
            return "a list";
        case json::value_t::string:
            return "the text " + quote(value.get_ref<const std::string&>());
        default:
            return value.dump();
    }
}

bool is_whole(const json& value) {
    if (value.is_number_integer()) return true;
    constexpr double largest = 9007199254740992;  // 2^53
    if (!value.is_number_float()) return false;
    const double number = value.get<double>();
    return std::abs(number) <= largest && number == std::floor(number);
}

}  // namespace

json parse_json(const std::string& text, const std::string& where) {
    if (text.find_first_not_of(" \t\r\n") == std::string::npos) {
        throw InputError(where, "found an empty file; expected JSON");
    }
    StrictParse strict(where);
    try {
        return json::parse(text, [&](int depth, json::parse_event_t event, json& parsed) {
            return strict(depth, event, parsed);
        });
    } catch (const json::exception& error) {
        throw InputError(where, "is no valid JSON: " + plain_message(error));
    }
}

void JsonPlace::fail(const std::string& problem) const {
    throw InputError(where(), problem);
}

void JsonPlace::fail(const json& found, const std::string& expected) const {
    fail("found " + description(found) + "; expected " + expected);
}

JsonObject::JsonObject(const json& value, JsonPlace place) : value_(value), place_(std::move(place)) {
    if (!value_.is_object()) place_.fail(value_, "an object");
}

const json* JsonObject::find(const std::string& key) {
    known_.push_back(key);
    const auto found = value_.find(key);
    return found == value_.end() ? nullptr : &*found;
}

const json& JsonObject::required(const std::string& key) {
    const json* found = find(key);
    if (!found) place(key).fail("is missing");
    return *found;
}

void JsonObject::read(const std::string& key, double& value) {
    if (const json* found = find(key)) value = json_number(*found, place(key));
}

void JsonObject::read(const std::string& key, bool& value) {
    const json* found = find(key);
    if (!found) return;
    if (!found->is_boolean()) place(key).fail(*found, "true or false");
    value = found->get<bool>();
}

void JsonObject::read(const std::string& key, Index& value) {
    const json* found = find(key);
    if (!found) return;
    if (!is_whole(*found)) place(key).fail(*found, "a whole number");
    if (found->is_number_unsigned() && found->get<std::uint64_t>() > std::uint64_t{INT64_MAX}) {
        place(key).fail(*found, "a whole number below 2^63");
    }
    value = found->get<Index>();
}

void JsonObject::read(const std::string& key, std::uint64_t& value) {
    const json* found = find(key);
    if (!found) return;
    const bool negative = found->is_number() && found->get<double>() < 0;
    if (!is_whole(*found) || negative)
        place(key).fail(*found, "a whole number from 0 to 18446744073709551615");
    value = found->get<std::uint64_t>();
}

void JsonObject::read(const std::string& key, std::string& value) {
    if (const json* found = find(key)) value = json_text(*found, place(key));
}

double JsonObject::result_number(const std::string& key) {
    return json_result_number(required(key), place(key));
}

Vector JsonObject::result_numbers(const std::string& key) {
    const json& found = required(key);
    if (!found.is_array()) place(key).fail(found, "a list of numbers");
    Vector values(static_cast<Index>(found.size()));
    for (std::size_t i = 0; i < found.size(); ++i)
        values(static_cast<Index>(i)) = json_result_number(found[i], place(key).item(i));
    return values;
}

void JsonObject::finish() const {
    for (const auto& [key, value] : value_.items()) {
        if (std::find(known_.begin(), known_.end(), key) != known_.end()) continue;
        place_.fail("found unknown key " + quote(key) + suggestion(key, known_));
    }
}

double json_number(const json& value, const JsonPlace& place) {
    if (!value.is_number()) place.fail(value, "a number");
    return value.get<double>();
}

double json_result_number(const json& value, const JsonPlace& place) {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    if (value.is_null()) return not_applicable;
    if (value == "inf") return infinity;
    if (value == "-inf") return -infinity;
    return json_number(value, place);
}

std::string json_text(const json& value, const JsonPlace& place) {
    if (!value.is_string()) place.fail(value, "a text");
    return value.get<std::string>();
}

Matrix json_column(const json& value, const JsonPlace& place) {
    if (!value.is_array()) place.fail(value, "a list of numbers");
    require_fits(place.where(), static_cast<Index>(value.size()), 1);
    Matrix column(static_cast<Index>(value.size()), 1);
    for (std::size_t i = 0; i < value.size(); ++i) {
        column(static_cast<Index>(i), 0) = json_number(value[i], place.item(i));
    }
    return column;
}

Matrix json_matrix(const json& value, const JsonPlace& place) {
    if (!value.is_array()) place.fail(value, "a list of rows");
    const std::size_t columns = value.empty() || !value[0].is_array() ? 0 : value[0].size();
    require_fits(place.where(), static_cast<Index>(value.size()), static_cast<Index>(columns));
    Matrix matrix(static_cast<Index>(value.size()), static_cast<Index>(columns));
    for (std::size_t i = 0; i < value.size(); ++i) {
        const Matrix row = json_column(value[i], place.item(i));
        if (row.rows() != matrix.cols()) {
            place.item(i).fail("found a row of " + std::to_string(row.rows()) + " numbers; expected " +
                               std::to_string(columns) + " as in the first row");
        }
        matrix.row(static_cast<Index>(i)) = row.transpose();
    }
    return matrix;
}

}  // namespace basin
