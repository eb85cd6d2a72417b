// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>

#include <nlohmann/json.hpp>

#include "core/experiment/spec_fields.h"
#include "core/io/json_reader.h"

namespace basin {

// Data given instead of generated: the name of a file, or the numbers themselves.

/// Files are looked for relative to folder. Throw InputError naming the place, the file and what is wrong.
void read_data(const nlohmann::json& value, const JsonPlace& place, const std::filesystem::path& folder,
               const Given<std::optional<DesignSource>>& given);
void read_data(const nlohmann::json& value, const JsonPlace& place, const std::filesystem::path& folder,
               const Given<std::optional<MatrixSource>>& given);
void read_data(const nlohmann::json& value, const JsonPlace& place, const std::filesystem::path& folder,
               const Given<MatrixSource>& given);
void read_data(const nlohmann::json& value, const JsonPlace& place, const std::filesystem::path& folder,
               const Given<std::optional<DataSource<SeriesTable>>>& given);

/// How data are written.
enum class DataForm {
    named,   // files by their names, the rest by its numbers
    objects  // by the object in memory: equal for the very same values; of use only while they live
};

/// What is there only; base is what file names are relative to, where it is given.
nlohmann::ordered_json data_json(const Given<const std::optional<DesignSource>>& given, DataForm form,
                                 const std::filesystem::path& base);
nlohmann::ordered_json data_json(const Given<const std::optional<MatrixSource>>& given, DataForm form,
                                 const std::filesystem::path& base);
nlohmann::ordered_json data_json(const Given<const MatrixSource>& given, DataForm form,
                                 const std::filesystem::path& base);
nlohmann::ordered_json data_json(const Given<const std::optional<DataSource<SeriesTable>>>& given,
                                 DataForm form, const std::filesystem::path& base);

/// Numbers as rows, or of a column as one list.
nlohmann::ordered_json matrix_json(const Matrix& value, bool column);

}  // namespace basin
