// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace basin {

/// What was found, for a message: in quotes, cut short after 40 characters, printable().
std::string quote(std::string_view found);

}  // namespace basin
