// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/comparison.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/io/formats/csv.h"
#include "core/io/formats/npy.h"
#include "core/io/formats/written_number.h"
#include "core/numeric/text.h"

namespace basin {

namespace {

using nlohmann::ordered_json;

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double last_digits = 1e-6;

/// 0 for equal numbers and for two that are none.
double relative_difference(double before, double now) {
    if (before == now || (std::isnan(before) && std::isnan(now))) return 0;
    if (!std::isfinite(before) || !std::isfinite(now)) return infinite;
    const double size = std::max(std::abs(before), std::abs(now));
    return std::abs(before / size - now / size);
}

void compare_numbers(Comparison& comparison, double before, double now, const std::string& place) {
    ++comparison.compared;
    const double relative = relative_difference(before, now);
    if (relative > 0) comparison.add({place, exact_number_text(before), exact_number_text(now), relative});
}

/// Cells that are no numbers are words.
void compare_cells(Comparison& comparison, std::string_view before, std::string_view now,
                   const std::string& place) {
    const WrittenNumber number = written_number(before), other = written_number(now);
    if (number.good() && other.good()) {
        compare_numbers(comparison, number.value, other.value, place);
        return;
    }
    ++comparison.compared;
    if (before != now) comparison.add({place, std::string(before), std::string(now), infinite});
}

/// A part that stands on one side only.
void compare_count(Comparison& comparison, std::size_t before, std::size_t now, const std::string& place) {
    if (before != now) comparison.add({place, std::to_string(before), std::to_string(now), infinite});
}

void compare_values(Comparison& comparison, const ordered_json& before, const ordered_json& now,
                    const std::string& place);

void compare_objects(Comparison& comparison, const ordered_json& before, const ordered_json& now,
                     const std::string& place) {
    const auto inside = [&](const std::string& key) { return place.empty() ? key : place + "." + key; };
    for (const auto& [key, value] : before.items()) {
        if (is_measured(key)) continue;
        if (now.contains(key))
            compare_values(comparison, value, now[key], inside(key));
        else
            comparison.add({inside(key), value.dump().substr(0, 60), "nothing", infinite});
    }
    for (const auto& [key, value] : now.items())
        if (!is_measured(key) && !before.contains(key))
            comparison.add({inside(key), "nothing", value.dump().substr(0, 60), infinite});
}

void compare_values(Comparison& comparison, const ordered_json& before, const ordered_json& now,
                    const std::string& place) {
    if (before.is_object() && now.is_object()) {
        compare_objects(comparison, before, now, place);
    } else if (before.is_array() && now.is_array()) {
        compare_count(comparison, before.size(), now.size(), place);
        for (std::size_t i = 0; i < std::min(before.size(), now.size()); ++i)
            compare_values(comparison, before[i], now[i], place + "[" + std::to_string(i) + "]");
    } else if (before.is_number() && now.is_number()) {
        compare_numbers(comparison, before.get<double>(), now.get<double>(), place);
    } else {
        ++comparison.compared;
        if (before != now)
            comparison.add({place, before.dump().substr(0, 60), now.dump().substr(0, 60), infinite});
    }
}

using Cells = std::vector<std::string_view>;

using Header = std::vector<std::string>;

void compare_lines(Comparison& comparison, const Header& header, const Cells& before, const Cells& now,
                   const std::string& place) {
    for (std::size_t i = 0; i < before.size(); ++i) {
        if (is_measured(header[i])) continue;
        if (before[i] == now[i])
            ++comparison.compared;
        else
            compare_cells(comparison, before[i], now[i], place + ": " + header[i]);
    }
}

}  // namespace

bool is_measured(std::string_view name) {
    return std::ranges::find(measured_names, name) != measured_names.end();
}

bool Comparison::differs_in_last_digits() const {
    return worst && worst->relative < last_digits;
}

void Comparison::add(Mismatch mismatch) {
    ++differing;
    if (!worst || mismatch.relative > worst->relative) worst = std::move(mismatch);
}

void Comparison::add(const Comparison& other) {
    compared += other.compared;
    differing += other.differing;
    if (other.worst && (!worst || other.worst->relative > worst->relative)) worst = other.worst;
}

Comparison compare_json(const ordered_json& before, const ordered_json& now, const std::string& place) {
    Comparison comparison;
    compare_values(comparison, before, now, place);
    return comparison;
}

Comparison compare_csv(std::string_view before, std::string_view now, const std::string& place) {
    Comparison comparison;
    CsvReader old_lines(before, place), new_lines(now, place);
    Cells line, other;
    const bool has_header = old_lines.next(line);
    if (has_header != new_lines.next(other) || line != other) {
        comparison.add({place + ", line 1", "its columns", "other columns", infinite});
        return comparison;
    }
    const Header header(line.begin(), line.end());
    for (std::size_t number = 2;; ++number) {
        const bool is_old = has_header && old_lines.next(line), is_new = has_header && new_lines.next(other);
        if (!is_old && !is_new) return comparison;
        const std::string at = place + ", line " + std::to_string(number);
        if (is_old != is_new) {
            comparison.add({at, is_old ? "a line" : "no line", is_new ? "a line" : "no line", infinite});
            return comparison;
        }
        compare_lines(comparison, header, line, other, at);
    }
}

Comparison compare_npy(std::string_view before, std::string_view now, const std::string& place) {
    const Matrix values = parse_npy(before, place), others = parse_npy(now, place);
    Comparison comparison;
    if (values.rows() != others.rows() || values.cols() != others.cols()) {
        comparison.add({place, std::to_string(values.rows()) + " x " + std::to_string(values.cols()),
                        std::to_string(others.rows()) + " x " + std::to_string(others.cols()), infinite});
        return comparison;
    }
    for (Index j = 0; j < values.cols(); ++j)
        for (Index i = 0; i < values.rows(); ++i)
            compare_numbers(comparison, values(i, j), others(i, j),
                            place + "[" + std::to_string(i) + ", " + std::to_string(j) + "]");
    return comparison;
}

std::string without_measured(std::string_view csv, const std::string& place) {
    CsvReader lines(csv, place);
    Header header;
    Cells cells;
    CsvWriter kept({});
    while (lines.next(cells)) {
        if (header.empty()) header.assign(cells.begin(), cells.end());
        for (std::size_t i = 0; i < cells.size(); ++i)
            if (!is_measured(header[i])) kept.cell(cells[i]);
        kept.end_line();
    }
    return kept.text();
}

}  // namespace basin
