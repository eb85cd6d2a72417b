// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace basin::ui {

/// A Python script (NumPy, Matplotlib) that draws a figure again from its numbers, plotNumbers() as JSON in
/// ASCII, which stand in it.
std::string figureScript(const std::string& numbers);
/// The same, with the numbers in a file beside it.
std::string figureScriptReading(const std::string& file);

}  // namespace basin::ui
