// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/json_reader.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "core/experiment/nearest_word.h"
#include "core/io/formats/written_number.h"
#include "core/io/quote.h"
#include "core/numeric/input_error.h"
#include "core/numeric/memory.h"
#include "core/numeric/text.h"

namespace basin {

namespace {

using nlohmann::json;

/// Builds the value and refuses what the library would take in silence: keys given twice (it would keep the
/// last), bottomless nesting, and numbers that no double holds.
class StrictParse final : public nlohmann::json_sax<json> {
  public:
    explicit StrictParse(const std::string& where) : where_(where) {}

    json take() { return std::move(whole_); }

    bool null() override { return add(nullptr); }
    bool boolean(bool value) override { return add(value); }
    // Whole numbers stay whole: seeds have 64 bits. json_number() judges them.
    bool number_integer(number_integer_t value) override { return add(value); }
    bool number_unsigned(number_unsigned_t value) override { return add(value); }
    bool number_float(number_float_t, const string_t& written) override {
        const WrittenNumber number = written_number(written);
        if (!number.good()) place().fail("found " + written + "; expected " + number.expected);
        return add(number.value);
    }
    bool string(string_t& value) override { return add(std::move(value)); }
    bool binary(binary_t&) override { return false; }  // not in a text

    bool start_object(std::size_t) override { return open(json::object()); }
    bool start_array(std::size_t) override { return open(json::array()); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }
    bool key(string_t& name) override {
        if (open_.back().value->contains(name))
            throw InputError(where_,
                             "found the key " + quote(name) + " twice in one object; expected it once");
        open_.back().key = std::move(name);
        return true;
    }

    bool parse_error(std::size_t, const std::string& last, const json::exception& error) override {
        constexpr int number_overflow = 406;
        if (error.id == number_overflow)
            place().fail("found " + last + "; expected " + written_number(last).expected);
        throw InputError(where_, "is no valid JSON: " + plain_message(error));
    }

  private:
    /// The library's message without its tag "[json.exception...] ".
    static std::string plain_message(const json::exception& error) {
        const std::string message = error.what();
        const auto end = message.find("] ");
        return end == std::string::npos ? message : message.substr(end + 2);
    }

    /// Of the value that is read next.
    JsonPlace place() const {
        JsonPlace place{where_, {}};
        for (const Open& open : open_)
            place = open.value->is_object() ? place.key(open.key) : place.item(open.value->size());
        return place;
    }

    /// Puts a value where the text has it; returns where it is.
    json* put(json value) {
        if (open_.empty()) {
            whole_ = std::move(value);
            return &whole_;
        }
        json& parent = *open_.back().value;
        if (parent.is_object()) return &(parent[open_.back().key] = std::move(value));
        parent.push_back(std::move(value));
        return &parent.back();
    }

    bool add(json value) {
        put(std::move(value));
        return true;
    }

    bool open(json empty) {
        constexpr std::size_t deepest = 64;
        if (open_.size() == deepest)
            throw InputError(where_, "found more than 64 levels of nesting; expected fewer");
        json* const opened = put(std::move(empty));
        open_.push_back({opened, {}});
        return true;
    }

    bool close() {
        open_.pop_back();
        return true;
    }

    /// An object or a list that has not ended.
    struct Open {
        json* value;
        std::string key;  // of an object: the last one
    };

    const std::string& where_;
    json whole_;
    std::vector<Open> open_;  // from the outside inwards; only the innermost one grows
};

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
        case json::value_t::number_float:
            return exact_number_text(value.get<double>());
        default:
            return value.dump();
    }
}

/// Whether it is a whole number below the limit, a power of 2, in size; 1e18 is one.
bool is_whole_below(const json& value, double limit) {
    if (value.is_number_integer() || !value.is_number_float()) return value.is_number_integer();
    const double number = value.get<double>();
    return std::abs(number) < limit && number == std::floor(number);
}

constexpr const char* index_range = "a whole number from -9223372036854775808 to 9223372036854775807";
constexpr const char* seed_range = "a whole number from 0 to 18446744073709551615";

}  // namespace

json parse_json(const std::string& text, const std::string& where) {
    if (text.find_first_not_of(" \t\r\n") == std::string::npos) {
        throw InputError(where, "found an empty file; expected JSON");
    }
    StrictParse strict(where);
    json::sax_parse(text, &strict);
    return strict.take();
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

void read_json(const json& found, const JsonPlace& place, double& value) {
    value = json_number(found, place);
}

void read_json(const json& found, const JsonPlace& place, bool& value) {
    if (!found.is_boolean()) place.fail(found, "true or false");
    value = found.get<bool>();
}

void read_json(const json& found, const JsonPlace& place, Index& value) {
    const bool too_large =
        found.is_number_unsigned() && found.get<std::uint64_t>() > std::uint64_t{INT64_MAX};
    if (too_large || !is_whole_below(found, 0x1p63)) place.fail(found, index_range);
    value = found.get<Index>();
}

void read_json(const json& found, const JsonPlace& place, std::uint64_t& value) {
    const bool negative = found.is_number() && found.get<double>() < 0;
    if (negative || !is_whole_below(found, 0x1p64)) place.fail(found, seed_range);
    value = found.get<std::uint64_t>();
}

void read_json(const json& found, const JsonPlace& place, std::string& value) {
    value = json_text(found, place);
}

void read_json(const json& found, const JsonPlace& place, std::vector<std::string>& value) {
    if (!found.is_array()) place.fail(found, "a list of texts");
    value.clear();
    for (std::size_t i = 0; i < found.size(); ++i) value.push_back(json_text(found[i], place.item(i)));
}

double json_number(const json& value, const JsonPlace& place) {
    if (!value.is_number()) place.fail(value, "a number");
    if (value.is_number_float()) return value.get<double>();
    const WrittenNumber number = value.is_number_unsigned() ? written_number(value.get<std::uint64_t>())
                                                            : written_number(value.get<std::int64_t>());
    if (!number.good()) place.fail(value, number.expected);
    return number.value;
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
