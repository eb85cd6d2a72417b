// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/members.h"

namespace basin {

void MemberReader::take(const std::string& key, std::vector<Index>& places) {
    const nlohmann::json& list = object_.required(key);
    if (!list.is_array()) object_.place(key).fail(list, "a list of outputs");
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (!list[i].is_number_unsigned()) object_.place(key).item(i).fail(list[i], "an output's index");
        places.push_back(list[i].get<Index>());
    }
}

void MemberReader::take(const std::string& key, std::array<double, 2>& pair) {
    const Vector values = object_.result_numbers(key);
    if (values.size() != 2) object_.place(key).fail("found no two shares");
    pair = {values[0], values[1]};
}

}  // namespace basin
