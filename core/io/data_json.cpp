// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/data_json.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <utility>

#include "core/io/formats/matrix_file.h"
#include "core/io/named_columns.h"
#include "core/io/network_json.h"
#include "core/io/quote.h"
#include "core/io/series_table.h"
#include "core/io/table_json.h"
#include "core/io/text_file.h"
#include "core/io/whole_folder.h"
#include "core/numeric/input_error.h"

namespace basin {

namespace {

using nlohmann::json;
using nlohmann::ordered_json;
using Folder = std::filesystem::path;

/// From a file, relative to folder, by read(path).
template <class Values, class Read>
DataSource<Values> read_file_source(const json& value, const JsonPlace& place, const Folder& folder,
                                    const Read& read) {
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
DataSource<Values> read_source(const json& value, const JsonPlace& place, const Folder& folder,
                               const Parse& parse, const Read& read) {
    if (!value.is_array()) return read_file_source<Values>(value, place, folder, read);
    return {std::make_shared<const Values>(parse(value, place)), {}};
}

/// The weights of the best run in a result.json.
Vector best_weights(const Folder& file) {
    const json whole = parse_json(read_listed_file(file), file.string());
    JsonObject top(whole, {file.string(), ""});
    const json& runs = top.required("runs");
    if (!runs.is_array()) top.place("runs").fail(runs, "a list");
    double least = std::numeric_limits<double>::infinity();
    Vector best;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        JsonObject run(runs[i], top.place("runs").item(i));
        const std::optional<ObjectiveAndWeights> told = weights_of_run(run);
        if (!told || !(told->objective < least)) continue;
        least = told->objective;
        best = told->weights;
    }
    if (best.size() == 0)
        throw InputError(file.string(), "found no run with weights; expected results of a recurrent network");
    return best;
}

Matrix read_solution(const Folder& file) {
    return file.extension() == ".json" ? Matrix(best_weights(file)) : read_column(file);
}

/// Whether columns of A1's table are named instead of numbers.
bool names_columns(const json& value) {
    return value.is_array() && !value.empty() &&
           std::ranges::all_of(value, [](const json& one) { return one.is_string(); });
}

MatrixSource read_matrix_source(const json& value, const JsonPlace& place, const Folder& folder,
                                DataShape shape) {
    if (names_columns(value) && shape != DataShape::weights) {
        MatrixSource named;
        read_json(value, place, named.columns);
        return named;
    }
    if (shape == DataShape::matrix)
        return read_source<Matrix>(value, place, folder, json_matrix, read_matrix);
    return read_source<Matrix>(value, place, folder, json_column,
                               shape == DataShape::weights ? read_solution : read_column);
}

/// A file, or the names and rows themselves.
DataSource<SeriesTable> read_table_source(const json& value, const JsonPlace& place, const Folder& folder,
                                          const TableOptions& reading, bool index) {
    if (!value.is_object()) {
        return read_file_source<SeriesTable>(value, place, folder, [&](const Folder& file) {
            return read_series_table(file, index, reading);
        });
    }
    return {std::make_shared<const SeriesTable>(table_from_json(value, place)), {}};
}

/// Sparse values that came from no file are few.
ordered_json numbers(const DesignMatrix& value, bool) {
    return matrix_json(value.is_sparse() ? to_dense(value) : value.dense(), false);
}
ordered_json numbers(const Matrix& value, bool column) {
    return matrix_json(value, column);
}
ordered_json numbers(const SeriesTable& table, bool) {
    return table_json(table);
}

std::string file_name(const Folder& file, const Folder& base) {
    const auto relative = base.empty() ? file : file.lexically_relative(base);
    return (relative.empty() ? file : relative).string();
}

template <class Values>
ordered_json source_json(const DataSource<Values>& source, DataShape shape, DataForm form,
                         const Folder& base) {
    if (form == DataForm::objects) return reinterpret_cast<std::uintptr_t>(source.value.get());
    if (!source.columns.empty()) return source.columns;
    if (source.file.empty()) return numbers(*source.value, shape != DataShape::matrix);
    return file_name(source.file, base);
}

}  // namespace

void read_data(const json& value, const JsonPlace& place, const Folder& folder,
               const Given<std::optional<DesignSource>>& given) {
    std::shared_ptr<const TableReport> report;
    given.source = read_source<DesignMatrix>(value, place, folder, json_matrix, [&](const Folder& file) {
        DesignSource keys = read_keys(file, given.reading ? *given.reading : TableOptions{});
        report = keys.report;
        return *keys.value;
    });
    given.source->report = std::move(report);
}

void read_data(const json& value, const JsonPlace& place, const Folder& folder,
               const Given<std::optional<MatrixSource>>& given) {
    given.source = read_matrix_source(value, place, folder, given.shape);
}

void read_data(const json& value, const JsonPlace& place, const Folder& folder,
               const Given<MatrixSource>& given) {
    given.source = read_matrix_source(value, place, folder, given.shape);
}

void read_data(const json& value, const JsonPlace& place, const Folder& folder,
               const Given<std::optional<DataSource<SeriesTable>>>& given) {
    given.source =
        read_table_source(value, place, folder, given.reading ? *given.reading : TableOptions{}, given.index);
}

ordered_json data_json(const Given<const std::optional<DesignSource>>& given, DataForm form,
                       const Folder& base) {
    return source_json(*given.source, given.shape, form, base);
}

ordered_json data_json(const Given<const std::optional<MatrixSource>>& given, DataForm form,
                       const Folder& base) {
    return source_json(*given.source, given.shape, form, base);
}

ordered_json data_json(const Given<const MatrixSource>& given, DataForm form, const Folder& base) {
    return source_json(given.source, given.shape, form, base);
}

ordered_json data_json(const Given<const std::optional<DataSource<SeriesTable>>>& given, DataForm form,
                       const Folder& base) {
    return source_json(*given.source, given.shape, form, base);
}

ordered_json matrix_json(const Matrix& value, bool column) {
    ordered_json list = ordered_json::array();
    for (Index i = 0; i < value.rows(); ++i) {
        if (column) {
            list.push_back(value(i, 0));
            continue;
        }
        ordered_json row = ordered_json::array();
        for (Index j = 0; j < value.cols(); ++j) row.push_back(value(i, j));
        list.push_back(std::move(row));
    }
    return list;
}

}  // namespace basin
