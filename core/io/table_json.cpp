// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/table_json.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/io/data_json.h"
#include "core/io/quote.h"
#include "core/numeric/calendar.h"

namespace basin {

namespace {

constexpr const char* column_name_key = "name";

using nlohmann::json;
using nlohmann::ordered_json;

constexpr const char* columns_key = "columns";
constexpr const char* kinds_key = "kinds";
constexpr const char* values_key = "values";

/// How dates are written in an experiment.
const DateForm& written_form() {
    return date_forms().front();
}

ordered_json cell_json(const Table& table, Index row, Index column) {
    const double value = table.values(row, column);
    if (std::isnan(value)) return nullptr;
    if (table.kind(column) == ColumnKind::number) return value;
    if (table.kind(column) == ColumnKind::date) {
        const std::string text = date_text(value);
        // Fractions of a second have no text.
        return parse_date(text, written_form()) == value ? ordered_json(text) : ordered_json(value);
    }
    return table.levels[static_cast<std::size_t>(column)][static_cast<std::size_t>(value)];
}

/// Cells of columns of several kinds.
class CellReader {
  public:
    CellReader(Table& table, JsonPlace place) : table_(table), place_(std::move(place)) {}

    void read(const json& rows) {
        if (!rows.is_array() || rows.empty()) place_.fail(rows, "a list of rows");
        const auto columns = static_cast<Index>(table_.columns.size());
        table_.levels.resize(table_.columns.size());
        table_.values.resize(static_cast<Index>(rows.size()), columns);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const JsonPlace place = place_.item(i);
            if (!rows[i].is_array() || rows[i].size() != table_.columns.size())
                place.fail(rows[i], "a list of " + std::to_string(columns) + " values");
            for (Index j = 0; j < columns; ++j)
                table_.values(static_cast<Index>(i), j) =
                    cell(rows[i][static_cast<std::size_t>(j)], place.item(static_cast<std::size_t>(j)), j);
        }
    }

  private:
    double cell(const json& value, const JsonPlace& place, Index column) {
        if (value.is_null()) return not_applicable;
        if (table_.kind(column) == ColumnKind::date && value.is_string()) return date(value, place);
        if (table_.kind(column) != ColumnKind::text) return json_number(value, place);
        const std::string text = json_text(value, place);
        auto& levels = table_.levels[static_cast<std::size_t>(column)];
        const auto known = std::ranges::find(levels, text);
        const auto level = static_cast<double>(known - levels.begin());
        if (known == levels.end()) levels.push_back(text);
        return level;
    }

    static double date(const json& value, const JsonPlace& place) {
        const auto found = parse_date(json_text(value, place), written_form());
        if (!found) place.fail(value, "a date as \"" + std::string(written_form().example) + "\"");
        return *found;
    }

    Table& table_;
    JsonPlace place_;
};

std::vector<ColumnKind> kinds_from_json(const json& value, const JsonPlace& place, std::size_t columns) {
    std::vector<std::string> words;
    read_json(value, place, words);
    std::vector<ColumnKind> kinds;
    for (const std::string& word : words) {
        for (const ColumnKind kind : {ColumnKind::number, ColumnKind::date, ColumnKind::text})
            if (to_string(kind) == word) kinds.push_back(kind);
    }
    if (kinds.size() != words.size() || kinds.size() != columns)
        place.fail("found other words; expected \"number\", \"date\" or \"text\" for each column");
    return kinds;
}

/// What was understood of a table that was read from no text.
void tell(Table& table) {
    table.report.rows = table.values.rows();
    for (Index j = 0; j < std::min(table.values.cols(), std::ssize(table.columns)); ++j)
        table.report.columns.push_back({table.columns[static_cast<std::size_t>(j)],
                                        table.kind(j),
                                        table.values.col(j).array().isNaN().count(),
                                        {}});
}

}  // namespace

ordered_json table_json(const Table& table) {
    ordered_json json{{columns_key, table.columns}};
    const bool plain = table.values.allFinite() && std::ranges::all_of(table.kinds, [](ColumnKind kind) {
                           return kind == ColumnKind::number;
                       });
    if (plain) {
        json[values_key] = matrix_json(table.values, false);
        return json;
    }
    for (Index j = 0; j < table.values.cols(); ++j) json[kinds_key].push_back(to_string(table.kind(j)));
    json[values_key] = ordered_json::array();
    for (Index i = 0; i < table.values.rows(); ++i) {
        ordered_json row = ordered_json::array();
        for (Index j = 0; j < table.values.cols(); ++j) row.push_back(cell_json(table, i, j));
        json[values_key].push_back(std::move(row));
    }
    return json;
}

Table table_from_json(const json& value, const JsonPlace& place) {
    JsonObject object(value, place);
    Table table;
    const json& names = object.required(columns_key);
    if (!names.is_array()) object.place(columns_key).fail(names, "a list of names");
    for (std::size_t j = 0; j < names.size(); ++j) {
        const JsonPlace where = object.place(columns_key).item(j);
        const std::string name = json_text(names[j], where);
        if (std::ranges::find(table.columns, name) != table.columns.end())
            where.fail("found the name " + quote(name) + " again; expected each column once");
        table.columns.push_back(name);
    }
    const json* kinds = object.find(kinds_key);
    if (kinds) table.kinds = kinds_from_json(*kinds, object.place(kinds_key), table.columns.size());
    const json& values = object.required(values_key);
    if (kinds) {
        CellReader(table, object.place(values_key)).read(values);
    } else {
        table.values = json_matrix(values, object.place(values_key));
    }
    object.finish();
    tell(table);
    return table;
}

ordered_json report_json(const TableReport& report) {
    ordered_json json{{"encoding", report.encoding},    {"compressed", report.compressed},
                      {"separator", report.separator},  {"decimal", report.decimal},
                      {"header", report.has_header},    {"rows", report.rows},
                      {"first_line", report.first_line}};
    json["columns"] = ordered_json::array();
    for (const ColumnReport& column : report.columns) {
        ordered_json one{
            {column_name_key, column.name}, {"kind", to_string(column.kind)}, {"missing", column.missing}};
        if (!column.form.empty()) one["form"] = column.form;
        json["columns"].push_back(std::move(one));
    }
    json["notes"] = report.notes;
    return json;
}

}  // namespace basin
