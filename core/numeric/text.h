// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace basin {

/// A number for a sentence: significant digits as given, no trailing zeros, e.g. "0.12", "3e-11", "nan".
std::string number_text(double value, int digits = 3);

}  // namespace basin
