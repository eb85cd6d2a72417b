// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "tests/support/scratch_folder.h"

namespace basin::test {

/// The keys and columns of results that tell of the clock or of the machine, by name. All others follow from
/// the experiment alone.
inline const std::set<std::string>& measured_names() {
    static const std::set<std::string> names = {
        "seconds", "step_seconds", "seconds_10", "seconds_50", "seconds_90",  // times
        "fastest", "on_front",                                                // chosen by times
        "threads"};  // of the environment: the cores that the run was given
    return names;
}

/// The answers of assess that times decide.
inline const std::set<std::string>& measured_questions() {
    static const std::set<std::string> keys = {"approximation", "cost"};
    return keys;
}

inline void strip(nlohmann::ordered_json& json, const std::set<std::string>& names) {
    if (json.is_object()) {
        for (const std::string& name : names) json.erase(name);
    }
    if (json.is_structured()) {
        for (auto& item : json) strip(item, names);
    }
}

/// JSON text without what is measured, or the text as it is where it is no JSON.
inline std::string timeless_json(const std::string& text, std::set<std::string> more = {}) {
    auto json = nlohmann::ordered_json::parse(text, nullptr, false);
    if (json.is_discarded()) return text;
    more.insert(measured_names().begin(), measured_names().end());
    strip(json, more);
    if (json.is_object() && json.contains("questions")) {
        auto kept = nlohmann::ordered_json::array();
        for (const auto& question : json["questions"]) {
            if (!measured_questions().contains(question.at("key").get<std::string>()))
                kept.push_back(question);
        }
        json["questions"] = kept;
    }
    return json.dump(1);
}

inline std::vector<std::string> fields_of(const std::string& line) {
    std::vector<std::string> fields(1);
    for (const char c : line) {
        if (c == ',') {
            fields.emplace_back();
        } else {
            fields.back() += c;
        }
    }
    return fields;
}

/// CSV text without the columns that are measured.
inline std::string timeless_csv(const std::string& text, std::set<std::string> more = {}) {
    more.insert(measured_names().begin(), measured_names().end());
    std::istringstream lines(text);
    std::string line, kept;
    std::vector<bool> drop;
    while (std::getline(lines, line)) {
        const auto fields = fields_of(line);
        if (drop.empty()) {
            for (const std::string& name : fields) drop.push_back(more.contains(name));
        }
        for (std::size_t i = 0; i < fields.size(); ++i) {
            if (i >= drop.size() || !drop[i]) kept += fields[i] + ',';
        }
        kept += '\n';
    }
    return kept;
}

/// Every file of a results folder without what is measured, by name.
inline std::map<std::string, std::string> timeless_files(const std::filesystem::path& folder,
                                                         const std::set<std::string>& more = {}) {
    std::map<std::string, std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().filename() == "manifest.json") continue;  // checksums of the times, too
        const std::string text = ScratchFolder::read(entry.path()), end = entry.path().extension().string();
        files[entry.path().filename().string()] = end == ".json"  ? timeless_json(text, more)
                                                  : end == ".csv" ? timeless_csv(text, more)
                                                                  : text;
    }
    return files;
}

}  // namespace basin::test
