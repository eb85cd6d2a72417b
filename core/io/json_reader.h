// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/numeric/types.h"

namespace basin {

/// Parses JSON strictly: no duplicate keys, at most 64 levels. Throws InputError with line and column.
nlohmann::json parse_json(const std::string& text, const std::string& where);

/// A file and the path of a value in it, for messages: "trial.json: problem.n".
struct JsonPlace {
    std::string file;
    std::string path;

    JsonPlace key(const std::string& name) const { return {file, path.empty() ? name : path + "." + name}; }
    JsonPlace parent() const { return {file, path.substr(0, std::min(path.rfind('.'), path.size()))}; }
    JsonPlace item(std::size_t index) const { return {file, path + "[" + std::to_string(index) + "]"}; }
    std::string where() const { return path.empty() ? file : file.empty() ? path : file + ": " + path; }
    [[noreturn]] void fail(const std::string& problem) const;
    /// "found ...; expected ..."
    [[noreturn]] void fail(const nlohmann::json& found, const std::string& expected) const;
};

/// The value itself; one of another type throws InputError. Ranges are not checked here.
void read_json(const nlohmann::json& found, const JsonPlace& place, double& value);
void read_json(const nlohmann::json& found, const JsonPlace& place, bool& value);
void read_json(const nlohmann::json& found, const JsonPlace& place, Index& value);
void read_json(const nlohmann::json& found, const JsonPlace& place, std::uint64_t& value);
void read_json(const nlohmann::json& found, const JsonPlace& place, std::string& value);
void read_json(const nlohmann::json& found, const JsonPlace& place, std::vector<std::string>& value);

/// Reads the members of one JSON object. Every accessor remembers its key; finish() then refuses the keys
/// that nobody asked for. Values of another type throw InputError; ranges are not checked here.
class JsonObject {
  public:
    JsonObject(const nlohmann::json& value, JsonPlace place);

    /// The member, or null when it is absent.
    const nlohmann::json* find(const std::string& key);
    const nlohmann::json& required(const std::string& key);
    /// read_json() of the member, where there is one.
    template <class Value>
    void read(const std::string& key, Value& value) {
        if (const nlohmann::json* found = find(key)) read_json(*found, place(key), value);
    }
    /// Members of results, which must be there: json_result_number(), and a list of such, which may be empty.
    double result_number(const std::string& key);
    Vector result_numbers(const std::string& key);
    JsonPlace place(const std::string& key) const { return place_.key(key); }
    const JsonPlace& place() const { return place_; }
    /// Throws for the first unknown key, with the nearest known one.
    void finish() const;

  private:
    const nlohmann::json& value_;
    JsonPlace place_;
    std::vector<std::string> known_;
};

double json_number(const nlohmann::json& value, const JsonPlace& place);
/// The same of results, where null stands for not_applicable and "inf" and "-inf" are numbers.
double json_result_number(const nlohmann::json& value, const JsonPlace& place);
std::string json_text(const nlohmann::json& value, const JsonPlace& place);
/// A list of numbers as one column (at least one number).
Matrix json_column(const nlohmann::json& value, const JsonPlace& place);
/// A list of rows of equal length.
Matrix json_matrix(const nlohmann::json& value, const JsonPlace& place);

}  // namespace basin
