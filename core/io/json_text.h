// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

namespace basin {

/// JSON as this program's files have it: indented by two, lists of numbers on one line, a line end at the
/// end. Numbers read back to the same double; NaN is null, and infinities are the texts "inf" and "-inf".
std::string json_file_text(const nlohmann::ordered_json& json);

}  // namespace basin
