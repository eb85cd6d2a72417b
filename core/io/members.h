// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/io/json_reader.h"
#include "core/io/quote.h"

namespace basin {

// The members of results are listed once, by a function members(part, visit) that calls visit(Member, value)
// for each in the order of the file; reading and writing are visitors.

/// One member of an object of results.
struct Member {
    std::string_view key;
    bool is_new = false;        // files of earlier versions may lack it
    bool written = true;        // false: says nothing here, and is left out
    bool only_written = false;  // follows from the others, and is not read back
};

/// A value that stands as a word; parse(word) finds it again.
template <class Value, class Parse>
struct AsWord {
    Value& value;
    Parse parse;
};
template <class Value, class Parse>
AsWord(Value&, Parse) -> AsWord<Value, Parse>;

template <class Part>
nlohmann::ordered_json members_json(const Part& part);

/// Writes the members of a part of results.
class MemberWriter {
  public:
    explicit MemberWriter(nlohmann::ordered_json& json) : json_(json) {}

    template <class Value>
    void operator()(const Member& member, const Value& value) {
        if (member.written) put(std::string(member.key), value);
    }

  private:
    void put(const std::string& key, const Vector& values) {
        json_[key] = std::vector<double>(values.begin(), values.end());
    }
    template <class Value, class Parse>
    void put(const std::string& key, const AsWord<Value, Parse>& word) {
        json_[key] = to_string(word.value);
    }
    template <class Value>
    void put(const std::string& key, const std::optional<Value>& value) {
        put(key, *value);
    }
    template <class Value>
    void put(const std::string& key, const Value& value) {
        if constexpr (requires(MemberWriter & visit) { members(value, visit); }) {
            json_[key] = members_json(value);
        } else {
            json_[key] = value;
        }
    }

    nlohmann::ordered_json& json_;
};

template <class Part>
nlohmann::ordered_json members_json(const Part& part) {
    nlohmann::ordered_json json = nlohmann::ordered_json::object();
    MemberWriter writer(json);
    members(part, writer);
    return json;
}

/// Reads them back: numbers, words and objects must be there unless they are new, the rest may be missing.
class MemberReader {
  public:
    explicit MemberReader(JsonObject& object) : object_(object) {}

    template <class Value>
    void operator()(const Member& member, Value&& value) {
        if constexpr (!std::is_const_v<std::remove_reference_t<Value>>) {
            const std::string key(member.key);
            if (member.only_written || (member.is_new && !object_.find(key))) return;
            take(key, value);
        }
    }

  private:
    void take(const std::string& key, double& value) { value = object_.result_number(key); }
    void take(const std::string& key, Vector& values) { values = object_.result_numbers(key); }
    void take(const std::string& key, std::vector<Index>& places);
    void take(const std::string& key, std::array<double, 2>& pair);
    template <class Value, class Parse>
    void take(const std::string& key, AsWord<Value, Parse>& word) {
        const std::string text = json_text(object_.required(key), object_.place(key));
        const auto parsed = word.parse(text);
        if (!parsed) object_.place(key).fail("found unknown word " + quote(text));
        word.value = *parsed;
    }
    template <class Value>
    void take(const std::string& key, std::optional<Value>& value) {
        take(key, value.emplace());
    }
    template <class Value>
    void take(const std::string& key, Value& value) {
        if constexpr (requires(MemberReader & visit) { members(value, visit); }) {
            JsonObject object(object_.required(key), object_.place(key));
            MemberReader reader(object);
            members(value, reader);
        } else if constexpr (std::is_same_v<Value, int>) {
            Index whole = value;
            object_.read(key, whole);
            value = static_cast<int>(whole);
        } else {
            object_.read(key, value);
        }
    }

    JsonObject& object_;
};

/// Reads the members of a part out of an object that may have others too.
template <class Part>
void read_members(JsonObject& object, Part& part) {
    MemberReader reader(object);
    members(part, reader);
}

}  // namespace basin
