// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include "core/io/verification.h"

namespace basin::ui {

/// Runs the experiment of a figure again and compares the numbers of its plots, times left out; tells what of
/// the figure is not as it was written. Throws InputError for a file that carries none. Needs a QApplication.
Verification verifyFigure(const std::filesystem::path& file, const Rerun& run);

}  // namespace basin::ui
