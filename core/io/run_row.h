// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "core/experiment/results.h"

namespace basin {

// One run as a row beside others: what was asked for, and what came of it.

/// What one solver of a run came to.
struct RowEnd {
    std::string label;  // as legends call it
    Termination termination = Termination::stopped;
    EndKind kind = EndKind::none;
    bool reached_kink = false;
    bool arrived = false;
    Index iterations = 0;
    double objective = not_applicable;
    double gradient_norm = not_applicable;
    double distance = not_applicable;
    double seconds = not_applicable;
    double train_error = not_applicable;  // of networks
    double test_error = not_applicable;
    bool proved = false;  // of networks: d-stationary

    /// In one word: "arrived", "kink", the kind of a point that is no minimum ("saddle"), else why it ended
    /// ("iteration limit").
    std::string word() const;
};

/// A field of an experiment by its path; texts as they are, other values as in a file, of data a checksum.
struct RowField {
    std::string path;
    std::string value;
    bool operator==(const RowField&) const = default;
};

struct RunRow {
    std::string title;
    std::vector<RowField> fields;  // in the order of a file; without title and view
    std::vector<RowEnd> ends;      // solver by solver
    bool stopped = false;

    /// Null where the experiment has no such field.
    const std::string* find(std::string_view path) const;
};

/// The fields of an experiment, for which no values of data are looked at: these stand as the names of their
/// files.
std::vector<RowField> row_fields(const Experiment& experiment);
/// Data by the checksums of their values: takes as long as reading them.
RunRow run_row(const Results& results);

nlohmann::ordered_json run_row_json(const RunRow& row);
/// Reads it back. Throws InputError naming the place.
RunRow run_row_from_json(const nlohmann::json& value, const std::string& where);

}  // namespace basin
