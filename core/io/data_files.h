// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include "core/experiment/experiment.h"

namespace basin {

/// Files of a user's own data, in any format that read_matrix() knows; an empty name: left as it is.
struct DataFiles {
    std::filesystem::path A1, A2, b;
};

/// The experiment on these data: sizes follow from them, and what was made for other sizes (given row
/// weights, a given start, a plane of given unknowns) is dropped. Throws InputError naming "problem.data.A1",
/// the file and what is wrong with it, and for shapes that disagree.
Experiment with_data(const Experiment& experiment, const DataFiles& files);

}  // namespace basin
