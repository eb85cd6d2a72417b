// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/checksum.h"

#include <array>
#include <cstdio>

#include <nlohmann/json.hpp>

namespace basin {

namespace {

using nlohmann::ordered_json;

template <class Values>
std::uint64_t checksum_of(const Values& values) {
    const auto size = static_cast<std::size_t>(values.size()) * sizeof(*values.data());
    return checksum({reinterpret_cast<const char*>(values.data()), size});
}

}  // namespace

std::uint64_t checksum(std::string_view bytes, std::uint64_t before) {
    std::uint64_t hash = before;
    for (const char byte : bytes) hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3;
    return hash;
}

std::string checksum_text(std::uint64_t checksum) {
    std::array<char, 17> digits{};
    std::snprintf(digits.data(), digits.size(), "%016llx", static_cast<unsigned long long>(checksum));
    return digits.data();
}

ordered_json data_checksum(const Matrix& values) {
    return checksum_of(values);
}

ordered_json data_checksum(const DesignMatrix& A) {
    if (!A.is_sparse()) return data_checksum(A.dense());
    const SparseRows& rows = A.sparse();
    return {checksum_of(rows.starts), checksum_of(rows.places), checksum_of(rows.values)};
}

}  // namespace basin
