// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <string>

#include "core/experiment/data_source.h"
#include "core/experiment/nearest_word.h"
#include "core/io/json_reader.h"
#include "core/io/quote.h"
#include "core/io/text_file.h"
#include "core/numeric/input_error.h"

namespace basin {

// What the readers of an experiment's sections share.

/// From a file, relative to folder, by read(path).
template <class Values, class Read>
DataSource<Values> read_file_source(const nlohmann::json& value, const JsonPlace& place,
                                    const std::filesystem::path& folder, const Read& read) {
    if (!value.is_string()) place.fail(value, "a list of numbers or the name of a file");
    DataSource<Values> source;
    source.file = std::filesystem::absolute(folder / value.get<std::string>()).lexically_normal();
    try {
        require_utf8(source.file);
        source.value = std::make_shared<const Values>(read(source.file));
    } catch (const InputError& error) {
        place.fail(error.what());
    }
    return source;
}

/// From a list in the experiment by parse(json, place), or from a file by read(path).
template <class Values, class Parse, class Read>
DataSource<Values> read_source(const nlohmann::json& value, const JsonPlace& place,
                               const std::filesystem::path& folder, const Parse& parse, const Read& read) {
    if (!value.is_array()) return read_file_source<Values>(value, place, folder, read);
    return {std::make_shared<const Values>(parse(value, place)), {}};
}

MatrixSource read_matrix_source(const nlohmann::json& value, const JsonPlace& place,
                                const std::filesystem::path& folder);
MatrixSource read_column_source(const nlohmann::json& value, const JsonPlace& place,
                                const std::filesystem::path& folder);
DesignSource read_design_source(const nlohmann::json& value, const JsonPlace& place,
                                const std::filesystem::path& folder);

/// A name out of a closed list: all is every name there is, parse turns one into its value.
template <typename T, typename Parse>
void read_name(JsonObject& object, const std::string& key, std::span<const std::string> all,
               const Parse& parse, T& value) {
    const nlohmann::json* found = object.find(key);
    if (!found) return;
    const std::string name = json_text(*found, object.place(key));
    const auto parsed = parse(name);
    if (!parsed || std::ranges::find(all, name) == all.end())
        object.place(key).fail("found " + quote(name) + suggestion(name, {all.begin(), all.end()}));
    value = *parsed;
}

}  // namespace basin
