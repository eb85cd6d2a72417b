// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "core/experiment/results.h"
#include "core/io/comparison.h"

namespace basin {

/// What came of computing again what a file says.
struct Verification {
    Comparison comparison;
    std::vector<std::string> altered;    // what was changed since it was written, a sentence each
    std::vector<std::string> different;  // what a report says otherwise than the new run, a sentence each
    bool ran = true;                     // false: too much of it was changed to compute it again
    std::vector<std::string>
        circumstances;  // what is another thing now: "another processor (... then, ... now)"

    bool reproduced() const { return altered.empty() && different.empty() && comparison.same(); }
    /// "reproduced to the last digit (4,120 values)", or what differs, how much, and why that may be; a line
    /// each.
    std::vector<std::string> lines() const;
};

/// What of the surroundings, by which last digits differ, is not as it was then.
std::vector<std::string> other_circumstances(const Environment& then, const Environment& now);

/// Computes results of this experiment again, as rerun() does.
using Rerun = std::function<Results(const Experiment& experiment, const Results& before)>;

/// Compares everything in a results folder but times, figures and copies of data with what a new run writes.
/// A folder whose files are not as its manifest says is not run again. Throws InputError where it cannot be
/// read or is of no whole run.
Verification verify_folder(const std::filesystem::path& folder, const Rerun& run);

/// Compares the numbers of a report, and what is shown of them, with a new run's. Throws InputError where it
/// cannot be read.
Verification verify_report(const std::filesystem::path& file, const Rerun& run);

}  // namespace basin
