// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/experiment/results.h"
#include "core/experiment/sections.h"
#include "core/io/json_reader.h"
#include "core/io/whole_folder.h"

namespace basin {

/// Where a part is read from. Everything above it in result.json is in the results already, the runs too.
struct PartSource {
    JsonObject& top;
    std::string key;
    const WholeFolder& folder;

    const nlohmann::json& json() const { return top.required(key); }
    JsonPlace place() const { return top.place(key); }
    JsonObject object() const { return {json(), place()}; }
    std::string text(std::string_view file) const { return folder.text(file); }
    std::string path(std::string_view file) const { return folder.path(file).string(); }
};

/// What a results folder holds of a section: a member at the top of result.json, and the files beside it.
struct StoredPart {
    std::string_view key;
    bool (*is_asked_for)(const Experiment&);  // else the folder has none of it
    bool (*is_there)(const Results&);
    nlohmann::ordered_json (*to_json)(const Results&) = nullptr;
    std::vector<std::string_view> files = {};
    std::vector<std::string> (*texts)(const Results&) = nullptr;    // of the files, in their order
    void (*read)(const PartSource& from, Results& into) = nullptr;  // null: another part reads it
};

/// The part of the section whose result is a T, under its own key.
template <class T>
StoredPart part_of_section() {
    return {.key = section_of<T>().info.field.key,
            .is_asked_for = [](const Experiment& e) { return (e.*section_of<T>().member).has_value(); },
            .is_there = [](const Results& r) { return r.*section_of<T>().result != nullptr; }};
}

}  // namespace basin
