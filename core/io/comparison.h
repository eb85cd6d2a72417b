// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

namespace basin {

/// The keys and columns of results that tell of the clock or of the machine. All others follow from the
/// experiment alone.
inline constexpr std::array<std::string_view, 8> measured_names{
    "seconds", "step_seconds", "fastest", "on_front", "threads", "seconds_10", "seconds_50", "seconds_90"};
bool is_measured(std::string_view name);

/// One place where what was written differs from what is found now.
struct Mismatch {
    std::string place;  // "history-newton.csv, line 9: objective"
    std::string before, now;
    double relative = 0;  // |before - now| / max(|before|, |now|); infinite where it is no matter of digits
};

/// What a comparison came to. Numbers that are measured (is_measured) are passed over.
struct Comparison {
    std::size_t compared = 0;   // numbers and words
    std::size_t differing = 0;  // of them
    std::optional<Mismatch> worst;

    bool same() const { return differing == 0; }
    /// Whether all that differs are digits of numbers, by less than a millionth of them.
    bool differs_in_last_digits() const;
    void add(Mismatch mismatch);
    void add(const Comparison& other);
};

/// Each compares all values of the one with those of the other; what is there once only differs. place:
/// stands in front of where a value is. Throw InputError for a text that cannot be read.
Comparison compare_json(const nlohmann::ordered_json& before, const nlohmann::ordered_json& now,
                        const std::string& place);
Comparison compare_csv(std::string_view before, std::string_view now, const std::string& place);
Comparison compare_npy(std::string_view before, std::string_view now, const std::string& place);

/// A table without its columns that are measured.
std::string without_measured(std::string_view csv, const std::string& place);

}  // namespace basin
