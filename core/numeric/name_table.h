// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace basin {

template <class E>
struct Named {
    E value;
    std::string_view name;
};

/// The words of an enumeration, one row a value: what to_string() and parse_...() go by.
template <class E, std::size_t N>
struct NameTable {
    std::array<Named<E>, N> rows;

    /// Throws std::logic_error for a value without a row.
    constexpr std::string_view name(E value) const {
        for (const Named<E>& row : rows)
            if (row.value == value) return row.name;
        throw std::logic_error("a value without a name");
    }
    constexpr std::optional<E> value(std::string_view name) const {
        for (const Named<E>& row : rows)
            if (row.name == name) return row.value;
        return std::nullopt;
    }
    /// For messages: "yes, no or not_decided".
    std::string words() const {
        std::string text;
        for (std::size_t k = 0; k < N; ++k)
            text.append(k == 0 ? "" : k + 1 == N ? " or " : ", ").append(rows[k].name);
        return text;
    }
};

template <class E, std::size_t N>
constexpr NameTable<E, N> name_table(const Named<E> (&rows)[N]) {
    NameTable<E, N> table{};
    std::copy(rows, rows + N, table.rows.begin());
    return table;
}

}  // namespace basin
