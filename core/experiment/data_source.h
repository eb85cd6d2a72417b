// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <type_traits>
#include <vector>

#include "core/numeric/design_matrix.h"
#include "core/numeric/table.h"
#include "core/numeric/types.h"

namespace basin {

/// Data given instead of generated. Reading files is io's part, so the values are here already.
template <class Values>
struct DataSource {
    std::shared_ptr<const Values> value;
    std::filesystem::path file;  // absolute, where it was read from; empty = inline in the experiment
    std::vector<std::string> columns =
        {};  // of the table in that file; empty: all that are not named elsewhere
    std::shared_ptr<const TableReport> report = {};  // how that table was read, where values do not say it
    /// The very same values, not only equal ones.
    bool operator==(const DataSource&) const = default;
};
using MatrixSource = DataSource<Matrix>;  // vectors are one column
using DesignSource = DataSource<DesignMatrix>;

/// The specification of a problem that is never given data, and says so: its has_data() is static, constexpr
/// and false.
template <class Spec>
concept WithoutData = requires {
    requires !std::remove_cvref_t<Spec>::has_data();
};

}  // namespace basin
